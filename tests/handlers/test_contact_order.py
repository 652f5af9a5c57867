"""A page goes by one way after the other, until somebody has the alert or a way fails for good."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import access, alert, contacts, deeds, delivery
from handlers.steps import people
from hotline.alert.alert import Urgency
from hotline.ids import AlertNumber, ContactMethodId
from hotline.parcel import Delivered, Parcel, Undelivered
from storage.schema import Tx, to_ms
from storage.tables import officer as officers
from storage.tables import page, tally
from tests.office import LAM_DONG, Office, open_office

TOML = """
[email]
host = "localhost"
from = "hotline@langnghe.example"
[sms]
provider = "esms"
key = "key"
most_per_month = 3
urgencies = ["emergency", "normal"]
"""
CHANNELS = ["telegram", "email", "sms"]
REPORT = ("/report", "4", "3", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua", "Không", "1")
RED = ("/report", "4", "1", "Bị đánh")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var", toml=TOML) as one:
        one.installation.sends = frozenset()
        yield one


async def binh(office: Office, *channels: str, role: str = "supervisor") -> access.Added:
    """An officer of the province who was linked on these channels before."""
    added = await office.officer("Bình" if role == "supervisor" else "Quản trị", LAM_DONG, role)

    def link(tx: Tx) -> None:
        for channel in channels:
            values = {
                "officer_id": added.id,
                "channel": channel,
                "address_hash": f"{added.id}{channel}".encode(),
                "address": tx.keys.seal_officer_data(people.address_context(channel), b"4711"),
                "verified_at": to_ms(office.clock.now()),
            }
            officers.add_contact(tx, values)

    await office.installation.writer.do(link)
    return added


async def reports(office: Office, words: tuple[str, ...] = REPORT) -> None:
    for text in words:
        await office.says("z-lan", text, "zalo")


async def leaves(office: Office, after: float = 0) -> list[Parcel]:
    """What goes out once so many seconds have gone by, each to a messenger that takes it."""
    office.clock.wind(timedelta(seconds=after))
    found = await delivery.claim(office.installation, "officer", CHANNELS, 50)
    await delivery.settle(office.installation, [Delivered(one.id) for one in found])
    return [one for one in found if one.is_page]


async def test_the_next_way_is_used_after_its_wait_and_not_once_somebody_has_it(office: Office) -> None:
    added = await binh(office, *CHANNELS)
    inst = office.installation
    await contacts.set_order(inst, added.username, Urgency.NORMAL, ["telegram", "email+1m", "sms+2m"], by="t")
    await reports(office)

    at_once, too_early = await leaves(office), await leaves(office, 59)
    then = await leaves(office, 2)
    caller = await office.session(added)
    await alert.acknowledge(inst, caller.officer, AlertNumber(1))
    later = await leaves(office, 600)

    assert [one.channel for one in at_once] == ["telegram"]
    assert too_early == []
    assert [one.channel for one in then] == ["email"]
    assert later == []


async def test_a_way_that_failed_for_good_hands_on_at_once(office: Office) -> None:
    added = await binh(office, *CHANNELS)
    inst = office.installation
    await contacts.set_order(inst, added.username, Urgency.NORMAL, ["telegram", "email+1m", "sms+2m"], by="t")
    await reports(office)
    [first] = [one for one in await delivery.claim(inst, "officer", CHANNELS, 50) if one.is_page]
    await delivery.settle(inst, [Undelivered(first.id, "unreachable", again_at=None)])

    at_once, a_minute_later = await leaves(office), await leaves(office, 60)
    last = await leaves(office, 61)

    assert [one.channel for one in at_once] == ["email"]
    assert a_minute_later == []
    assert [one.channel for one in last] == ["sms"]


@pytest.mark.parametrize(
    ("ways", "said"),
    [(["telegram"], "không đến được Bình nữa"), (["telegram", "email"], "nơi khác vẫn nhận")],
)
async def test_leads_hear_truly_whether_an_officer_can_still_be_paged(
    office: Office, ways: list[str], said: str
) -> None:
    await binh(office, *ways)
    await binh(office, *ways)
    await reports(office)
    inst = office.installation
    [lost, *others] = await delivery.claim(inst, "officer", CHANNELS, 50)

    arrived = [Delivered(one.id) for one in others]
    await delivery.settle(inst, [Undelivered(lost.id, "unreachable", again_at=None), *arrived])

    told = [office.words(one.contents) for one in await delivery.claim(inst, "officer", CHANNELS, 50)]
    assert any(said in words for words in told)


async def test_a_way_that_failed_beside_one_that_arrived_hurries_nothing(office: Office) -> None:
    await binh(office, *CHANNELS)
    inst = office.installation
    await reports(office)
    pages = {
        one.channel: one.id for one in await delivery.claim(inst, "officer", CHANNELS, 50) if one.is_page
    }
    await delivery.settle(inst, [Delivered(pages["email"])])
    await delivery.settle(inst, [Undelivered(pages["telegram"], "unreachable", again_at=None)])

    assert set(pages) == {"telegram", "email"}
    assert await leaves(office, 60) == []
    assert [one.channel for one in await leaves(office, 61)] == ["sms"]


async def test_emergencies_that_share_a_page_cost_money_only_where_nothing_else_is_left(
    office: Office,
) -> None:
    await binh(office, "telegram", "sms")
    for number in range(5):
        for press in ("q:role:citizen", "q:danger_now:now"):
            await office.presses(f"tap-{number}", press)
    channels = [one.channel for one in await leaves(office)]

    assert set(channels) == {"telegram"}


async def test_an_officer_with_a_number_alone_is_sent_what_is_shared(office: Office) -> None:
    await binh(office, "sms")
    said = []
    for number in range(5):
        for press in ("q:role:citizen", "q:danger_now:now"):
            await office.presses(f"tap-{number}", press)
    for _ in range(4):
        found = await delivery.claim(office.installation, "officer", CHANNELS, 50)
        said += [office.words(one.contents) for one in found if one.is_page]
        await delivery.settle(office.installation, [Delivered(one.id) for one in found])

    assert any(re.search(r"KHẨN CẤP \d tin http", words) for words in said)


async def test_whoever_passed_it_on_is_left_alone(office: Office) -> None:
    added = await binh(office, *CHANNELS)
    inst = office.installation
    await contacts.set_order(inst, added.username, Urgency.NORMAL, ["telegram", "email+1m", "sms+2m"], by="t")
    an = await office.officer("An", LAM_DONG, "supervisor")
    await reports(office)
    await leaves(office)
    caller = await office.session(added)
    passed = await deeds.pass_on(inst, caller.officer, 1)
    later = await leaves(office, 600)

    assert an.id != added.id
    assert passed.done
    assert [one.channel for one in later if one.channel != "telegram"] == []


async def test_text_messages_are_sent_only_for_what_the_policy_says(office: Office) -> None:
    inst = office.installation
    inst.settings = replace(inst.settings, sms=replace(inst.settings.sms, urgencies=(Urgency.EMERGENCY,)))
    await binh(office, "telegram", "sms")
    await reports(office)
    normal = [*await leaves(office), *await leaves(office, 600)]
    await reports(office, RED)
    red = [*await leaves(office), *await leaves(office, 130)]

    assert {one.channel for one in normal} == {"telegram"}
    assert {one.channel for one in red} == {"telegram", "sms"}


async def test_past_the_months_limit_only_emergencies_cost_money_and_administrators_hear_once(
    office: Office,
) -> None:
    await binh(office, "telegram", "sms")
    await binh(office, "telegram", role="administrator")
    inst = office.installation
    await inst.writer.do(tally.add, "sms", office.clock.now().date(), 2)
    await reports(office)
    before = [*await leaves(office), *await leaves(office, 130)]
    told = [office.words(one.contents) for one in await delivery.claim(inst, "officer", CHANNELS, 50)]
    await reports(office)
    after = [*await leaves(office), *await leaves(office, 130)]
    await reports(office, RED)
    red = [*await leaves(office), *await leaves(office, 130)]

    assert "sms" in {one.channel for one in before}
    assert [words for words in told if "3 tin nhắn SMS" in words] != []
    assert "sms" not in {one.channel for one in after}
    assert "sms" in {one.channel for one in red}


async def test_nothing_is_sent_twice_and_what_waits_holds_up_nothing(office: Office) -> None:
    """A page that waits is no earlier message of its recipient's: an emergency passes it."""
    added = await binh(office, "email", "telegram")
    inst = office.installation
    await contacts.set_order(inst, added.username, Urgency.NORMAL, ["telegram", "email+1h"], by="t")
    await reports(office)
    await reports(office, RED)

    left = await leaves(office)
    pages = await inst.reader.read(lambda tx: page.of_alert(tx, AlertNumber(1)))

    assert [(one.channel, one.alert) for one in left if one.channel == "email"] == [("email", 2)]
    assert len({(one.contact_method_id, one.step) for one in pages}) == len(pages)
    assert ContactMethodId(0) not in {one.contact_method_id for one in pages}
