"""Conversation turns a second through hotline, handlers and storage, without a channel.

Whole interviews, from the greeting to the receipt, of 1, 32 or 256 reporters at once, in batches as a poll
brings them; beside the same work through SQLAlchemy's async ORM, one commit a turn.

    python3 -m bench.turns                        both databases
    python3 -m bench.turns --only sqlite --reporters 256 --seconds 10
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.interviews import STEPS, UPDATES_A_POLL, Codes, made_codes, open_hotline, said_together
from bench.peers.orm_store import OrmStore
from bench.report import target
from cli.opening import keep_what_was_read
from handlers import interview
from tests.office import Office
from tests.postgres import running_postgres

TARGETS = {"sqlite": (5_000, 20), "postgresql": (2_500, 8)}
Round = Callable[[int, int], Awaitable[None]]
"""Plays whole interviews of so many reporters; the other number says which round it is."""


async def our_round(office: Office, number: int, reporters: int) -> None:
    """Each step of all reporters, a poll's worth a call, as the polling loop hands them over."""
    chats = range(number * 1_000 + 10_000, number * 1_000 + 10_000 + reporters)
    for place, step in enumerate(STEPS):
        messages = said_together(step, number * len(STEPS) + place, chats)
        for start in range(0, reporters, UPDATES_A_POLL):
            batch = messages[start : start + UPDATES_A_POLL]
            for reply in await interview.receive(office.installation, batch):
                assert not isinstance(reply, Exception), reply
    office.parcels.clear()


async def turns_a_second(play: Round, reporters: int, seconds: float) -> float:
    """After one round that isn't counted, as many as fit into the time; two at the least."""
    await play(0, reporters)
    rounds, began = 0, time.perf_counter()
    while rounds < 2 or time.perf_counter() - began < seconds:
        rounds += 1
        await play(rounds, reporters)
    return rounds * reporters * len(STEPS) / (time.perf_counter() - began)


async def ours(directory: Path, url: str | None, reporters: int, seconds: float) -> float:
    async with open_hotline(directory, url) as office:
        installation = office.installation
        installation.receipts.close()
        installation.receipts = Codes(made_codes(round(seconds * 1_500) + 4 * reporters))
        keep_what_was_read()
        return await turns_a_second(
            lambda number, count: our_round(office, number, count), reporters, seconds
        )


async def theirs(directory: Path, url: str | None, reporters: int, seconds: float) -> float:
    async with open_hotline(directory, url) as office:
        store = OrmStore(office, made_codes(round(seconds * 200) + 4 * reporters))
        keep_what_was_read()
        try:
            return await turns_a_second(store.round, reporters, seconds)
        finally:
            await store.close()


def compare(database: str, url: Callable[[], str | None], reporters: list[int], seconds: float) -> None:
    for count in reporters:
        speeds = []
        for way in (theirs, ours):
            with TemporaryDirectory() as directory:
                speeds.append(asyncio.run(way(Path(directory) / "var", url(), count, seconds)))
        print(
            f"{database:10} {count:3} reporters: {speeds[1]:6,.0f} turns/s, "
            f"async ORM {speeds[0]:4,.0f}, ratio {speeds[1] / speeds[0]:.1f}",
            flush=True,
        )
        if count == max(reporters):
            least, times = TARGETS[database]
            target(f"{database} turns/s at {count} reporters", speeds[1], at_least=least)
            target(f"{database} ratio to the async ORM", speeds[1] / speeds[0], at_least=times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=sorted(TARGETS))
    parser.add_argument("--reporters", type=int, nargs="+", default=[1, 32, 256])
    parser.add_argument("--seconds", type=float, default=5.0)
    wanted = parser.parse_args()
    if wanted.only in (None, "sqlite"):
        compare("sqlite", lambda: None, wanted.reporters, wanted.seconds)
    if wanted.only in (None, "postgresql"):
        with ExitStack() as leaving:
            server = leaving.enter_context(running_postgres(durable=True))
            compare(
                "postgresql",
                lambda: leaving.enter_context(server.fresh_database()),
                wanted.reporters,
                wanted.seconds,
            )


if __name__ == "__main__":
    main()
