"""Seconds from the start of `serve` until it is ready, and until each bot asks its messenger for updates.

python3 -m bench.start
python3 -m bench.start --times 10
"""

import argparse
import asyncio
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.report import target
from tests.fakes.telegram import FakeTelegram
from tests.serving import OFFICERS, REPORTERS, Serving, config

POLLS_WITHIN_SECONDS = 60


async def polls(telegram: FakeTelegram, token: str, started_at: float) -> float:
    async with asyncio.timeout(POLLS_WITHIN_SECONDS):
        while not telegram.calls_of("getUpdates", token=token):  # noqa: ASYNC110 - the fake tells nobody
            await asyncio.sleep(0.01)
    return time.monotonic() - started_at


async def started(serving: Serving, telegram: FakeTelegram) -> tuple[float, float, float]:
    """Ready, officers' bot, reporters' bot."""
    telegram.calls.clear()
    await serving.start()
    found = await asyncio.gather(
        serving.ready(),
        polls(telegram, OFFICERS, serving.started_at),
        polls(telegram, REPORTERS, serving.started_at),
    )
    await serving.stop()
    return found[0], found[1], found[2]


async def measure(times: int) -> None:
    with TemporaryDirectory() as folder:
        async with FakeTelegram(REPORTERS, OFFICERS) as telegram:
            serving = Serving(Path(folder), config(telegram.api_base))
            serving.found()
            await started(serving, telegram)  # the files are in the machine's memory now
            found = [await started(serving, telegram) for _ in range(times)]
    ready, officers, reporters = (median(column) for column in zip(*found, strict=True))
    target("start → ready, s", ready, at_most=3)
    target("start → officers' bot, s", officers, at_most=4)
    target("start → reporters' Telegram, s", reporters, at_most=12)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    asyncio.run(measure(parser.parse_args().times))


if __name__ == "__main__":
    main()
