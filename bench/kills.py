"""`kill -9` of `serve` at random moments: what is lost, repeated, away, how long.

First under 20 reporters' load: every message has to be answered in its order, every receipt has to open its
report, every due page has to arrive. Then while 200 alerts climb five steps each, served by one process on
SQLite and by three on PostgreSQL: every step has to fire once, in its order, and its page has to arrive. Each
process is restarted at once; repeats may be the sending slots times the kills at the most.

    python3 -m bench.kills                        25 kills of each kind on each database
    python3 -m bench.kills --climbing             the 200 alerts alone
    python3 -m bench.kills --only sqlite --kills 5 --seed 7
"""

import argparse
import asyncio
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import percentile, target
from tests.climbing import STEPS, prepared_to_climb
from tests.fakes.telegram import FakeTelegram
from tests.killing import Killing, prepared
from tests.postgres import running_postgres
from tests.serving import OFFICERS, REPORTERS

PATIENCE_SECONDS = 60.0


class Away:
    """Seconds from each kill until a part worked again."""

    def __init__(self) -> None:
        self.web: list[float] = []
        self.timers: list[float] = []
        self.officers: list[float] = []

    async def note(self, killing: Killing, killed_at: float) -> None:
        """The public page answers, the due loop ticks (`/readyz`), the officers' bot answers `/duty`."""
        await asyncio.gather(
            self._web(killing, killed_at),
            self._timers(killing, killed_at),
            self._officers(killing, killed_at),
        )

    async def _web(self, killing: Killing, killed_at: float) -> None:
        await asyncio.to_thread(_get, f"{killing.serving.public}/")
        self.web.append(time.monotonic() - killed_at)

    async def _timers(self, killing: Killing, killed_at: float) -> None:
        await asyncio.to_thread(_get, f"{killing.serving.public}/readyz")
        self.timers.append(time.monotonic() - killed_at)

    async def _officers(self, killing: Killing, killed_at: float) -> None:
        chat = killing.watching.chat
        before = len(chat.arrived)
        await killing.watching.writes("/duty")
        assert await chat.wait_until(lambda: len(chat.arrived) > before, PATIENCE_SECONDS)
        self.officers.append(time.monotonic() - killed_at)


def _get(address: str) -> None:
    with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own listener
        answer.read()


async def kill(database: str, url: str | None, kills: int, seed: int) -> None:
    away = Away()
    with TemporaryDirectory() as folder:
        async with FakeTelegram(REPORTERS, OFFICERS, keep_calls=False) as telegram:
            killing = await prepared(telegram, Path(folder), url, seed)
            await killing.run(kills, away.note)
        counted = await killing.count()
    print(
        f"{database}: {counted.kills} kills, {counted.turns} turns, {counted.reports} reports, "
        f"{counted.pages} pages, {counted.repeats} repeats"
    )
    for problem in counted.problems:
        print(f"  {problem}")
    target(f"{database} problems", len(counted.problems), at_most=0)
    target(f"{database} repeats", counted.repeats, at_most=counted.most_repeats)
    for name, seconds in (("web", away.web), ("timers", away.timers), ("officer bot", away.officers)):
        p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
        print(f"  {name} works again after p50 {p50:.1f} s, p95 {p95:.1f} s")
        target(f"{database} {name} again, the longest, s", max(seconds), at_most=4)


async def kill_climbing(database: str, url: str | None, kills: int, seed: int) -> None:
    """Alerts climb through the kills."""
    processes = 1 if url is None else 3
    with TemporaryDirectory() as folder:
        async with FakeTelegram(REPORTERS, OFFICERS, keep_calls=False) as telegram:
            climbing = await prepared_to_climb(
                telegram, Path(folder), url, processes=processes, officers=20, each=10, step=5, seed=seed
            )
            await climbing.run(kills)
        repeats = await climbing.count()
    print(
        f"{database}, {processes} at once: {climbing.kills} kills, {climbing.alerts} alerts of {STEPS} steps"
    )
    for problem in climbing.problems:
        print(f"  {problem}")
    target(f"{database} lost, stuck or out of order", len(climbing.problems), at_most=0)
    target(f"{database} pages repeated", repeats, at_most=climbing.most_repeats)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--climbing", action="store_true")
    wanted = parser.parse_args()
    for run in (kill_climbing,) if wanted.climbing else (kill, kill_climbing):
        if wanted.only in (None, "sqlite"):
            asyncio.run(run("sqlite", None, wanted.kills, wanted.seed))
        if wanted.only in (None, "postgresql"):
            with ExitStack() as leaving:
                server = leaving.enter_context(running_postgres(durable=True))
                url = leaving.enter_context(server.fresh_database())
                asyncio.run(run("postgresql", url, wanted.kills, wanted.seed))


if __name__ == "__main__":
    main()
