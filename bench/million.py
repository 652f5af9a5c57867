"""What the hotline's standing queries take with a million closed reports and 100,000 timers that wait.

The rows are copies of a real report's, filled in with SQL; of the messages that wait a thousand are due,
of the alerts none is.

    python3 -m bench.million                       SQLite, about two minutes
    python3 -m bench.million --only postgresql
    python3 -m bench.million --closed 100000 --waiting 10000
"""

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, event, text

from bench.filling import copy, copy_reports
from bench.interviews import open_hotline
from bench.report import percentile, target
from bench.storm import file_one
from handlers import alert as console
from handlers import due
from handlers.steps import irregular
from handlers.steps.irregular import Memory
from hotline.duty.roster import Officer, Role
from hotline.ids import OfficerId
from storage.schema import Tx, to_ms
from storage.tables import outbox as outboxes
from storage.tables.alert import alert
from storage.tables.outbox import outbox
from storage.tables.report import report
from tests.office import LAM_DONG, Office
from tests.postgres import running_postgres

FIRST = 1_000
DUE_PAGES = 1_000
TIMES = 15


def _fill(tx: Tx, closed: int, waiting: int, now: int) -> None:
    """Closed alerts first, waiting ones with the highest numbers, as it would be."""
    connection = tx.connection
    copy_reports(connection, report, closed + waiting, FIRST)
    number = {"number": f"{FIRST} + i", "report_id": f"{FIRST} + i"}
    over = {"state": "'closed'", "due_at": "NULL", "closed_at": str(now - 1)}
    copy(connection, alert, closed, number | over)
    later = {"due_at": f"{now} + 3600000 + i", "opened_at": f"{now} - 1000"}
    number = {"number": f"{FIRST + closed} + i", "report_id": f"{FIRST + closed} + i"}
    copy(connection, alert, waiting, number | later)
    page = {"page_id": "NULL", "alert": "NULL", "lease_owner": "NULL", "lease_until": "NULL"}
    page |= {"id": f"{FIRST} + i", "recipient": "'to' || i", "attempts": "0"}
    soon = f"CASE WHEN i <= {DUE_PAGES} THEN {now} - 1000 ELSE {now} + 3600000 END"
    copy(connection, outbox, waiting, page | {"due_at": soon})


def _settle(connection: Connection) -> None:
    """What both databases do by themselves within minutes; then the disk isn't busy with the filling."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("VACUUM ANALYZE"))
        connection.execute(text("CHECKPOINT"))
    else:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    os.sync()


async def milliseconds(ask: Callable[[], Awaitable[object]]) -> list[float]:
    """How long it takes, time after time; the first isn't counted."""
    await ask()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await ask()
        took.append(1_000 * (time.perf_counter() - began))
    return took


class Questions:
    """How long each question to the database takes, while one listens. Fetching its rows isn't in it."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []
        self._asked_at = 0.0

    @contextmanager
    def heard(self) -> Iterator[None]:
        event.listen(Engine, "before_cursor_execute", self._asked)
        event.listen(Engine, "after_cursor_execute", self._answered)
        yield
        event.remove(Engine, "before_cursor_execute", self._asked)
        event.remove(Engine, "after_cursor_execute", self._answered)

    def _asked(self, *_: object) -> None:
        self._asked_at = time.perf_counter()

    def _answered(self, *_: object) -> None:
        self.milliseconds.append(1_000 * (time.perf_counter() - self._asked_at))


class Looks:
    """The auditor's look at the database, time after time, without what it would repair."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._memory = Memory()

    async def look(self) -> None:
        installation = self._office.installation
        seen = await installation.reader.read(irregular.see, installation, self._memory, installation.now())
        self._memory = seen.memory


def _claim(tx: Tx, now: datetime) -> None:
    """What the sender asks the database; opening the parcels comes after it."""
    found = outboxes.claim(tx, "officer", ["telegram"], "here", now, now + timedelta(minutes=1), 50)
    assert len(found) == 50


async def measure(database: str, directory: Path, url: str | None, closed: int, waiting: int) -> None:
    async with open_hotline(directory, url) as office:
        began = time.perf_counter()
        await file_one(office)
        await office.installation.writer.do(_fill, closed, waiting, to_ms(office.clock.now()))
        await office.installation.writer.upkeep(_settle)
        took = time.perf_counter() - began
        print(f"{database}: {closed:,} closed, {waiting:,} waiting; filled in {took:.0f} s", flush=True)
        await ask_all(database, office, FIRST + closed)


async def ask_all(database: str, office: Office, newest_closed: int) -> None:
    installation = office.installation
    supervisor = Officer(OfficerId(1), "s", "S", LAM_DONG, Role.SUPERVISOR, (), active=True)
    for what, most, share, ask in (
        ("outbox claim of 50", 5, 0.5, lambda: installation.writer.do(_claim, office.clock.now())),
        ("due pass with nothing due", 5, 0.5, lambda: due.step(installation)),
        ("auditor's look", 5, 0.5, Looks(office).look),
        ("console list p95", 100, 0.95, lambda: console.listed(installation, supervisor, None, None)),
        (
            "console list of open p95",
            100,
            0.95,
            lambda: console.listed(installation, supervisor, "open", None),
        ),
        (
            "console list of acknowledged p95",
            100,
            0.95,
            lambda: console.listed(installation, supervisor, "acknowledged", None),
        ),
        (
            "console list of closed, far back, p95",
            100,
            0.95,
            lambda: console.listed(installation, supervisor, "closed", newest_closed // 2),
        ),
    ):
        took = await milliseconds(ask)
        target(f"{database} {what} in ms", percentile(took, share), at_most=most)
    await time_questions(database, office)


async def time_questions(database: str, office: Office) -> None:
    """Of one look, which asks more than a dozen questions, the one that takes longest."""
    looks, longest = Looks(office), []
    await looks.look()
    for _ in range(TIMES):
        questions = Questions()
        with questions.heard():
            await looks.look()
        longest.append(max(questions.milliseconds))
    target(f"{database} auditor's longest question in ms", percentile(longest, 0.5), at_most=5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--closed", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=100_000)
    wanted = parser.parse_args()
    if wanted.waiting < DUE_PAGES:
        parser.error(f"--waiting: at least {DUE_PAGES:,}, for so many are due and claimed")
    if wanted.only == "sqlite":
        with TemporaryDirectory() as directory:
            asyncio.run(measure("sqlite", Path(directory) / "var", None, wanted.closed, wanted.waiting))
        return
    with (
        running_postgres(durable=True) as server,
        server.fresh_database() as url,
        TemporaryDirectory() as where,
    ):
        asyncio.run(measure("postgresql", Path(where) / "var", url, wanted.closed, wanted.waiting))


if __name__ == "__main__":
    main()
