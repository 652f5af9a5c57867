"""An officer with Zalo, e-mail and text messages: each takes an alert, the next press hears who has it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channel import Message
from bot.sending import Sender
from handlers import access, ack_link, contacts, officer_chat
from handlers.ack_link import Browser
from handlers.installation import Installation
from handlers.officer_chat import OfficerReceived
from handlers.steps import people
from hotline.alert.alert import Urgency
from hotline.errors import SendFailed
from hotline.ids import AlertNumber
from hotline.messages import Say
from storage.keys import ack_link as links
from storage.schema import Tx, to_ms
from storage.tables import alert as alerts
from storage.tables import officer as officers
from tests.office import LAM_DONG, Office, open_office

TOML = """
[email]
host = "localhost"
from = "hotline@langnghe.example"
[sms]
provider = "esms"
key = "key"
urgencies = ["emergency", "urgent", "normal", "low"]
"""
WAYS = ("zalo", "email", "sms")
REPORT = ("/report", "4", "3", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua", "Không", "1")


class Way:
    """A channel that takes everything, or refuses everything for good."""

    def __init__(self, name: str, *, gone: bool = False) -> None:
        self.name = name
        self.gone = gone
        self.taken: list[Message] = []

    async def say(self, address: str, message: Message) -> str | None:
        if self.gone:
            raise SendFailed("unreachable", permanent=True)
        self.taken.append(message)
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        raise AssertionError(message_ids)

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var", toml=TOML) as one:
        yield one


async def supervisor(office: Office, name: str) -> access.Added:
    added = await office.officer(name, LAM_DONG, "supervisor")

    def link(tx: Tx) -> None:
        for way in WAYS:
            address = f"{way}-{added.username}"
            values = {
                "officer_id": added.id,
                "channel": way,
                "address_hash": tx.keys.contact_hash(way, address),
                "address": tx.keys.seal_officer_data(people.address_context(way), address.encode()),
                "verified_at": to_ms(office.clock.now()),
            }
            officers.add_contact(tx, values)

    await office.installation.writer.do(link)
    return added


async def serving(office: Office, ways: Sequence[Way]) -> Sender:
    sender = Sender(office.installation, "officer", slots=4)
    for way in ways:
        sender.serve(way)
    office.installation.sends |= {("officer", way.name) for way in ways}
    office.installation.on_parcels = sender.post
    return sender


async def reports(office: Office) -> None:
    for text in REPORT:
        await office.says("z-lan", text, "zalo")


async def owner(office: Office, number: int) -> int | None:
    stored = await office.installation.reader.read(lambda tx: alerts.load(tx, AlertNumber(number)))
    assert stored is not None
    return stored.alert.acknowledged_by


async def test_each_way_takes_an_alert_and_the_second_is_told_who_has_it(office: Office) -> None:
    an, binh = await supervisor(office, "An"), await supervisor(office, "Bình")
    inst = office.installation
    ways = {name: Way(name) for name in WAYS}
    sender = await serving(office, list(ways.values()))
    running = asyncio.create_task(sender.run())
    for _ in range(3):
        await reports(office)
    while len(texts := [one for one in ways["sms"].taken if one.ack]) < 6:
        office.clock.wind(timedelta(seconds=5))
        await asyncio.sleep(0.001)
    mails = [one for one in ways["email"].taken if one.ack]

    await officer_chat.receive(inst, [OfficerReceived("zalo", f"zalo-{an.username}", "1", "ack", "", 1)])
    await pressed(inst, of_alert(mails, 2)[0], an, binh)
    await pressed(inst, of_alert(texts, 3)[0], an, binh)
    again = [one for number in (1, 2, 3) for one in of_alert(texts if number < 3 else mails, number)]
    told = [await pressed(inst, one, an, binh) for one in again]
    await sender.stop()
    await running

    assert [await owner(office, number) is not None for number in (1, 2, 3)] == [True] * 3
    assert sorted(say.id for say in told if say is not None) == ["ack-taken"] * 3 + ["ack-yours"] * 3


async def pressed(inst: Installation, page: Message, *officers: access.Added) -> Say | None:
    """Whoever the page went to presses its link, logged in."""
    claim = links.read(inst.keys, page.ack)
    [whose] = [one for one in officers if claim is not None and one.id == claim.officer]
    return (await ack_link.take(inst, page.ack, Browser(whose.id))).say


def of_alert(messages: Sequence[Message], number: int) -> list[Message]:
    """The pages of this alert, of one officer each."""
    return [one for one in messages if f"#{number} " in one.text]


async def test_the_next_way_has_the_page_as_soon_as_one_has_failed_for_good(office: Office) -> None:
    an = await supervisor(office, "An")
    ways = [Way("zalo", gone=True), Way("email"), Way("sms")]
    await contacts.set_order(
        office.installation, an.username, Urgency.NORMAL, ["zalo", "email+30m", "sms+10m"], by="t"
    )
    sender = await serving(office, ways)
    running = asyncio.create_task(sender.run())
    await reports(office)
    await sender.idle()
    for _ in range(1000):  # nobody winds the clock
        if any(one.ack for one in ways[1].taken):  # the note that Zalo is lost comes there too
            break
        await asyncio.sleep(0.001)
    await sender.stop()
    await running

    assert len([one for one in ways[1].taken if one.ack]) == 1
    assert ways[2].taken == []
