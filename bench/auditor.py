"""How long one look of the auditor takes, with a million closed reports and a hundred thousand that wait.

python3 -m bench.auditor
python3 -m bench.auditor --closed 10000 --waiting 1000
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from bench.report import target
from handlers import delivery
from handlers.steps import irregular
from storage.schema import Tx, to_ms
from storage.tables import alert_watch
from tests.office import open_office

LOOKS = 100
TARGET_MS = 5
_REPORTS = """
INSERT INTO report (id, begun_at, filed_at, public_key, receipt_lookup, receipt_public)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
SELECT i + 1000, 1, 1, x'00', CAST('l' || i AS BLOB), x'00' FROM n
"""
_ALERTS = """
INSERT INTO alert (report_id, unit, urgency, state, policy, progress, version, leg, round, step, opened_at,
                   due_at, acknowledged_by, acknowledged_at, closed_at, case_opened)
WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last)
SELECT i + 1000, unit, urgency, :state, policy, progress, 1, 0, 0, 1, opened_at,
       :due, :by, :at, :closed, :read
FROM n, (SELECT unit, urgency, policy, progress, opened_at FROM alert WHERE number = 1)
"""
_EVENTS = """
INSERT INTO alert_event (alert, seq, at, kind, detail)
SELECT number, s, 1, 'paged', '' FROM alert, (SELECT 1 AS s UNION SELECT 2 UNION SELECT 3) WHERE number > 1
"""


def _fill(tx: Tx, closed: int, waiting: int, now: int) -> None:
    tx.connection.execute(text(_REPORTS), {"count": closed + waiting})
    common = {"by": None, "at": None, "closed": 1, "due": None, "read": 1, "state": "closed"}
    tx.connection.execute(text(_ALERTS), {"first": 1, "last": closed, **common})
    taken = {"by": 1, "at": 1, "closed": None, "due": now + 1_000_000, "read": 1, "state": "acknowledged"}
    tx.connection.execute(text(_ALERTS), {"first": closed + 1, "last": closed + waiting, **taken})
    tx.connection.execute(text(_EVENTS))


async def _measure(closed: int, waiting: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        async with open_office(Path(directory) / "var") as office:
            installation = office.installation
            await office.commands("1", "start")
            for value in ("q:role:citizen", "q:danger_now:now"):
                await office.presses("1", value)
            await installation.writer.do(_fill, closed, waiting, to_ms(office.clock.now()))
            await delivery.beat(installation)
            for name, query, facts in (
                ("look", irregular.see, (installation, irregular.Memory(), office.clock.now())),
                ("gauges", alert_watch.counts, ()),
            ):
                took = []
                for _ in range(LOOKS):
                    began = time.perf_counter()
                    await installation.reader.read(query, *facts)
                    took.append((time.perf_counter() - began) * 1000)
                print(f"{name}: median {statistics.median(took):.1f} ms, longest {max(took):.1f} ms")
                if name == "look":
                    target("one look, ms", statistics.median(took), at_most=TARGET_MS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--closed", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=100_000)
    wanted = parser.parse_args()
    asyncio.run(_measure(wanted.closed, wanted.waiting))


if __name__ == "__main__":
    main()
