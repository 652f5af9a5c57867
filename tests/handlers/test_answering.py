"""A channel on which one may only answer: what is sent says what it answers."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import alert, delivery, follow_up, officer_chat
from handlers.interview import Received
from handlers.officer_chat import OfficerReceived
from handlers.steps import people
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber, UnitCode
from hotline.interview.conversation import Incoming, Kind
from hotline.parcel import Delivered, Heard, Undelivered
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import report, timeline
from tests.office import LAM_DONG, QUANG_TRUC, Office, open_office

ANSWERS = ("Hàng xóm, người dân", "Không", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua")


async def writes(office: Office, number: int, text: str, channel: str = "zalo_oa") -> Heard:
    """Lan's message of that number; as what it was heard."""
    now = office.clock.now()
    incoming = Incoming(Kind.TEXT, text)
    received = Received(channel, "u-lan", f"{channel}{number}", incoming, message_id=f"{number}", sent_at=now)
    assert not isinstance((await office.takes(received))[0], Exception)
    return Heard(f"{number}", round(now.timestamp() * 1000))


async def reports(office: Office, channel: str = "zalo_oa") -> Heard:
    """A whole report, with consent to be asked; the last message of it."""
    heard = Heard("", 0)
    for number, text in enumerate(("chào", *ANSWERS, "Được", "1")):
        office.clock.wind(timedelta(seconds=1))
        heard = await writes(office, number, text, channel)
    return heard


async def asks(office: Office, officer: Officer) -> Heard | None:
    """An officer writes; what the notice of it answers."""
    inst = office.installation
    assert (await follow_up.write(inst, officer, 1, "Cháu ở đâu?")).tells_chat
    await delivery.settle(inst, [Delivered(parcel.id) for parcel in office.parcels])
    office.clock.wind(timedelta(hours=2))  # it may wait, so that nobody sees whose phone lights up
    claimed = await delivery.claim(inst, "reporter", ["zalo_oa"], 10)
    office.parcels += claimed
    return office.parcels[-1].contents.heard


async def an(office: Office, *, linked: bool = False, unit: UnitCode = QUANG_TRUC) -> Officer:
    added = await office.officer("An", unit)
    inst = office.installation
    if linked:
        start = OfficerReceived("telegram", "1", "u1", "start", code=added.link_code)
        await officer_chat.receive(inst, [start])

    def found(tx: Tx) -> Officer:
        duty = people.duty_at(tx, inst, inst.now())
        return next(one for one in duty.officers if one.username == added.username)

    return await inst.reader.read(found)


async def test_what_is_sent_says_what_it_answers(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var", toml="[zalo_oa]\npaid = true\n") as office:
        office.installation.sends |= {("reporter", "zalo_oa")}
        filed = await reports(office)
        receipt = office.parcels[-1].contents.heard
        officer = await an(office)
        soon = await asks(office, officer)
        office.clock.wind(timedelta(days=3))
        late = await asks(office, officer)
        back = await writes(office, 99, "/report")
        later = await asks(office, officer)

    assert receipt == soon == late == filed
    assert later == back


@pytest.mark.parametrize(("paid", "silence"), [("false", timedelta(hours=48)), ("true", timedelta(days=7))])
async def test_a_chat_that_may_not_be_told_any_more_is_not_tried_and_the_code_opens_the_letter(
    tmp_path: Path, paid: str, silence: timedelta
) -> None:
    async with open_office(tmp_path / "var", toml=f"[zalo_oa]\npaid = {paid}\n") as office:
        office.installation.sends |= {("reporter", "zalo_oa")}
        await reports(office)
        [code] = re.findall(r"\d{4} \d{4} \d{4} \d{4}", office.words(office.parcels[-1].contents))
        office.clock.wind(silence)
        await delivery.settle(office.installation, [Delivered(parcel.id) for parcel in office.parcels])
        officer, before = await an(office), len(office.parcels)
        written = await follow_up.write(office.installation, officer, 1, "Cháu ở đâu?")
        office.clock.wind(timedelta(hours=2))
        waiting = await delivery.claim(office.installation, "reporter", ["zalo_oa"], 10)
        told = await office.installation.reader.read(timeline.events, AlertNumber(1))
        await office.commands("another chat", "status")
        await office.says("another chat", code)
        letters = await office.presses("another chat", "msg:show")

    assert "Cháu ở đâu?" in letters
    assert (written.fault, written.tells_chat) == (None, False)
    assert [event.kind for event in told][-2:] == ["wrote_to_reporter", "notice_lost"]
    assert waiting == []
    assert [parcel for parcel in office.parcels[before:] if parcel.channel == "zalo_oa"] == []


async def test_a_notice_that_is_put_off_goes_before_the_time_for_it_ends(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        office.installation.sends |= {("reporter", "zalo_oa")}
        await reports(office)
        officer = await an(office)
        await delivery.settle(office.installation, [Delivered(parcel.id) for parcel in office.parcels])
        office.clock.wind(timedelta(hours=47, minutes=57))
        await follow_up.write(office.installation, officer, 1, "Cháu ở đâu?")
        office.clock.wind(timedelta(minutes=1))
        waiting = await delivery.claim(office.installation, "reporter", ["zalo_oa"], 10)

    assert len(waiting) == 1


async def test_other_channels_keep_nothing_of_the_kind(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await reports(office, "telegram")

    assert office.parcels[-1].contents.heard is None


async def test_whoever_has_the_alert_is_told_that_the_chat_could_not_be(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        inst = office.installation
        inst.sends |= {("reporter", "zalo_oa")}
        officer = await an(office, linked=True)
        await reports(office)
        assert (await alert.acknowledge(inst, officer, 1)).done
        office.clock.wind(timedelta(hours=1))
        await asks(office, officer)
        lost = office.parcels[-1]
        await delivery.settle(inst, [Undelivered(lost.id, "unreachable", again_at=None)])

    assert "#1" in office.words(office.parcels[-1].contents)
    assert office.parcels[-1].bot == "officer"


async def test_an_officer_learns_that_the_chat_could_not_be_told(tmp_path: Path) -> None:
    """Whoever waits for an answer must know that nobody was asked."""
    async with open_office(tmp_path / "var") as office:
        office.installation.sends |= {("reporter", "zalo_oa")}
        await reports(office)
        office.clock.wind(timedelta(hours=1))
        await asks(office, await an(office))
        lost = Undelivered(office.parcels[-1].id, "window", again_at=None)
        await delivery.settle(office.installation, [lost])
        left = await delivery.claim(office.installation, "reporter", ["zalo_oa"], 10)
        told = await office.installation.reader.read(timeline.events, AlertNumber(1))

    assert left == []
    assert [event.kind for event in told if event.kind == "notice_lost"] == ["notice_lost"]


async def test_words_to_a_child_in_danger_that_never_arrived_are_unread_again_and_told(
    tmp_path: Path,
) -> None:
    """They go straight into the chat, and had counted as read."""
    async with open_office(tmp_path / "var") as office:
        inst = office.installation
        inst.sends |= {("reporter", "zalo_oa")}
        for number, text in enumerate(("chào", "Hàng xóm, người dân", "Có, đang xảy ra")):
            await writes(office, number, text)
        await delivery.settle(inst, [Delivered(parcel.id) for parcel in office.parcels])
        await follow_up.write(inst, await an(office, unit=LAM_DONG), 1, "Cháu ở yên đó nhé")
        sent = office.parcels[-1]
        before = await inst.reader.read(unread_letters)
        await delivery.settle(inst, [Undelivered(sent.id, "unreachable", again_at=None)])
        after = await inst.reader.read(unread_letters)
        told = await inst.reader.read(timeline.events, AlertNumber(1))

    assert "Cháu ở yên đó nhé" in office.words(sent.contents)
    assert (before, after) == (0, 1)
    assert told[-1].kind == "notice_lost"


def unread_letters(tx: Tx) -> int:
    stored = alerts.load(tx, AlertNumber(1))
    assert stored is not None
    return sum(not letter.shown for letter in report.letters(tx, stored.report_id))
