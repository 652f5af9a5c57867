"""Many things that aren't urgent at once: one message says them all, by number."""

from datetime import timedelta
from pathlib import Path

from handlers import access, due, duty, officer_chat
from handlers.officer_chat import OfficerReceived
from hotline.ids import AlertNumber
from storage.tables import deadline, page
from tests.desk import open_desk
from tests.office import QUANG_TRUC, Office, open_office


async def on_duty(office: Office) -> access.Added:
    """An, with a messenger, on duty for a month."""
    an = await office.officer("An")
    start = OfficerReceived("telegram", "77", "u1", "start", an.link_code)
    await officer_chat.receive(office.installation, [start])
    roster = f"unit,from,until,username,place\n{QUANG_TRUC},2026-11-01T00:00,2026-12-30T00:00,an,on_duty\n"
    await duty.import_roster(office.installation, roster)
    return an


def told(office: Office) -> list[str]:
    """What went out to the officer since the last look."""
    parcels, office.parcels[:] = [*office.parcels], []
    return [office.words(one.contents) for one in parcels if one.bot == "officer"]


async def test_fifty_reports_are_four_messages_and_a_dozen_reminders_one_more(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office, open_desk(office) as desk:
        await on_duty(office)
        told(office)
        for chat in range(50):
            await desk.report(f"chat {chat}")
        first = told(office)
        office.clock.wind(timedelta(seconds=61))
        await due.step(office.installation)

        [digest] = told(office)

        assert len(first) == 3
        assert "#4, #5," in digest
        assert "#43 (+7)" in digest
        assert digest.count(":ack]") == 8
        riders = await office.installation.reader.read(page.of_alert, AlertNumber(50))
        assert [one.rides_on is not None for one in riders] == [True]

        limits = await office.installation.reader.read(deadline.of_alerts, [AlertNumber(1)])
        assert limits[0].due_at is not None
        office.clock.wind(limits[0].due_at - office.clock.now())
        await due.step(office.installation)
        told(office)
        office.clock.wind(timedelta(seconds=61))
        await due.step(office.installation)

        assert any(words.startswith("47 hồ sơ") for words in told(office))
