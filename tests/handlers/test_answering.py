"""A channel on which one may only answer: what is sent says what it answers."""

from datetime import timedelta
from pathlib import Path

from handlers import delivery, follow_up
from handlers.interview import Received
from handlers.steps import people
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber
from hotline.interview.conversation import Incoming, Kind
from hotline.parcel import Delivered, Heard, Undelivered
from storage.schema import Tx
from storage.tables import timeline
from tests.office import Office, open_office

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
    assert (await follow_up.write(inst, officer, 1, "Cháu ở đâu?")).fault is None
    await delivery.settle(inst, [Delivered(parcel.id) for parcel in office.parcels])
    office.clock.wind(timedelta(hours=2))  # it may wait, so that nobody sees whose phone lights up
    claimed = await delivery.claim(inst, "reporter", ["zalo_oa"], 10)
    office.parcels += claimed
    return office.parcels[-1].contents.heard


async def an(office: Office) -> Officer:
    added = await office.officer("An")
    inst = office.installation

    def found(tx: Tx) -> Officer:
        duty = people.duty_at(tx, inst, inst.now())
        return next(one for one in duty.officers if one.username == added.username)

    return await inst.reader.read(found)


async def test_what_is_sent_says_what_it_answers(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
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


async def test_other_channels_keep_nothing_of_the_kind(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await reports(office, "telegram")

    assert office.parcels[-1].contents.heard is None


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
