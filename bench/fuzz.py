"""An honest reporter beside a flood of fuzzed messages: how long each answer takes to its commit.

python3 -m bench.fuzz                 10,000 messages, SQLite
"""

import argparse
import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.interviews import STEPS, UPDATES_A_POLL, open_hotline, said_together
from bench.report import percentile, target
from bot.reporter.telegram_updates import update_of
from handlers import interview
from handlers.interview import Received, Reply
from tests.fuzzing import fuzzed_updates
from tests.office import Office

HONEST = range(77, 78)


async def flood(office: Office, received: list[Received]) -> int:
    """How many were answered; a poll's worth a call, one call after another."""
    answered = 0
    for start in range(0, len(received), UPDATES_A_POLL):
        batch = received[start : start + UPDATES_A_POLL]
        replies = await interview.receive(office.installation, batch)
        answered += sum(isinstance(reply, Reply) and reply.screen is not None for reply in replies)
        office.parcels.clear()
    return answered


async def honest(office: Office, flooding: "asyncio.Task[int]") -> list[float]:
    """Whole interviews, over and over while the flood lasts; the seconds that each answer took."""
    waits: list[float] = []
    number = 1_000_000
    while not flooding.done():
        for step in STEPS:
            number += 1
            began = time.perf_counter()
            [reply] = await interview.receive(office.installation, said_together(step, number, HONEST))
            assert isinstance(reply, Reply), reply
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(0.01)
    return waits


async def measured(directory: Path, count: int) -> tuple[int, list[float]]:
    """How many fuzzed messages were answered, and the honest reporter's waits."""
    async with open_hotline(directory, None) as office:
        updates = [update_of(raw).content for raw in fuzzed_updates(1, count)]
        received = [one.received for one in updates if one is not None]
        flooding = asyncio.create_task(flood(office, received))
        waits = await honest(office, flooding)
        return await flooding, waits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--messages", type=int, default=10_000)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        answered, waits = asyncio.run(measured(Path(directory) / "var", wanted.messages))
    print(f"{len(waits)} honest answers, the median after {percentile(waits, 0.5) * 1000:.0f} ms")
    target("fuzzed messages answered", answered, at_least=wanted.messages)
    target("an honest reporter's longest wait, s", max(waits), at_most=1)


if __name__ == "__main__":
    main()
