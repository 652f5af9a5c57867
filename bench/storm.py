"""Six thousand alerts due at once: how long until all have moved and their pages lie in the outbox.

Each alert is a copy of a real one that waits for the next rung of its ladder; the pages are sealed as ever.

    python3 -m bench.storm
    python3 -m bench.storm --only sqlite --alerts 1000
"""

import argparse
import asyncio
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from bench.filling import copy, copy_reports
from bench.interviews import STEPS, Codes, made_codes, open_hotline, said_together
from bench.report import target
from handlers import due, duty, interview, officer_chat
from handlers.officer_chat import OfficerReceived
from hotline.interview.conversation import Incoming, Kind
from storage.schema import Tx, to_ms
from storage.tables.alert import alert
from storage.tables.page import page
from storage.tables.report import report
from tests.office import QUANG_TRUC, Office
from tests.postgres import running_postgres

DUE_AFTER = timedelta(minutes=16)
URGENT = Incoming(Kind.BUTTON, "q:danger_now:today")
"""What isn't urgent shares a message with others: each of these pages by itself."""


async def file_one(office: Office) -> None:
    """A real report, with its alert and its first page."""
    office.installation.receipts.close()
    office.installation.receipts = Codes(made_codes(4))
    for place, step in enumerate(STEPS):
        said = URGENT if step.value.startswith("q:danger_now:") else step
        [reply] = await interview.receive(
            office.installation, said_together(said, place, range(7_000, 7_001))
        )
        assert not isinstance(reply, Exception), reply


async def stand_behind(office: Office) -> None:
    """Somebody is on duty behind the first officer: whom the next rung pages."""
    added = await office.officer("Bình")
    linking = OfficerReceived("telegram", "9002", "2", "start", code=added.link_code)
    await officer_chat.receive(office.installation, [linking])
    first, last = (office.clock.now().date() + timedelta(days) for days in (-1, 2))
    shift = f"{QUANG_TRUC},{first}T00:00,{last}T00:00,{added.username},backup"
    assert await duty.import_roster(office.installation, f"unit,from,until,username,place\n{shift}\n") == 1


def _fill(tx: Tx, alerts: int, due_at: int) -> None:
    copy_reports(tx.connection, report, alerts, 1_000)
    changed = {"number": "1000 + i", "report_id": "1000 + i", "due_at": str(due_at)}
    copy(tx.connection, alert, alerts, changed)


def _pages(tx: Tx) -> int:
    return int(tx.connection.execute(select(func.count()).select_from(page)).scalar_one())


async def storm(directory: Path, url: str | None, alerts: int) -> float:
    """Seconds until nothing is due any more."""
    async with open_hotline(directory, url) as office:
        await stand_behind(office)
        await file_one(office)
        office.clock.wind(timedelta(seconds=1))
        due_at = office.clock.now() + DUE_AFTER
        await office.installation.writer.do(_fill, alerts, to_ms(due_at))
        office.clock.wind(DUE_AFTER - timedelta(seconds=1))
        while (await due.step(office.installation)).alerts:
            pass  # the one that was filed, if it is due before
        before = await office.installation.reader.read(_pages)
        # A millisecond more, since due times are rounded to one and this clock stands still.
        office.clock.wind(timedelta(seconds=1, milliseconds=1))
        moved, began, worked = 0, time.perf_counter(), time.process_time()
        while (passed := await due.step(office.installation)).alerts:
            moved += passed.alerts
        took, worked = time.perf_counter() - began, time.process_time() - worked
        pages = await office.installation.reader.read(_pages) - before
        assert moved >= alerts, f"{moved} of {alerts} moved"
        assert pages >= alerts, f"{pages} pages for {alerts} alerts"
        print(
            f"{moved:,} alerts moved, {pages:,} pages made in {took:.2f} s, "
            f"{worked:.2f} s of our processor time: {moved / took:,.0f}/s",
            flush=True,
        )
        return took


def measure(database: str, url: str | None, alerts: int) -> None:
    with TemporaryDirectory() as directory:
        took = asyncio.run(storm(Path(directory) / "var", url, alerts))
    target(f"{database} seconds for {alerts:,} transitions due at once", took, at_most=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--alerts", type=int, default=6_000)
    wanted = parser.parse_args()
    if wanted.only in (None, "sqlite"):
        measure("sqlite", None, wanted.alerts)
    if wanted.only in (None, "postgresql"):
        with running_postgres(durable=True) as server, server.fresh_database() as url:
            measure("postgresql", url, wanted.alerts)


if __name__ == "__main__":
    main()
