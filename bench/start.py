"""Seconds from the start of `serve` until it is ready, and until each bot asks its messenger for updates.

The processor's seconds until `ready` are told too: on a busy machine they say what the start costs.

python3 -m bench.start
python3 -m bench.start --times 10
"""

import argparse
import asyncio
import os
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


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def ready(serving: Serving) -> tuple[float, float]:
    """Seconds, and the processor's seconds."""
    seconds = await serving.ready()
    return seconds, processor_seconds(serving.running.pid)


async def started(serving: Serving, telegram: FakeTelegram) -> tuple[float, float, float, float]:
    """Ready, the processor's share of it, officers' bot, reporters' bot."""
    telegram.calls.clear()
    await serving.start()
    (seconds, processor), officers, reporters = await asyncio.gather(
        ready(serving),
        polls(telegram, OFFICERS, serving.started_at),
        polls(telegram, REPORTERS, serving.started_at),
    )
    await serving.stop()
    return seconds, processor, officers, reporters


async def measure(times: int) -> None:
    with TemporaryDirectory() as folder:
        async with FakeTelegram(REPORTERS, OFFICERS) as telegram:
            serving = Serving(Path(folder), config(telegram.api_base))
            serving.found()
            await started(serving, telegram)  # the files are in the machine's memory now
            found = [await started(serving, telegram) for _ in range(times)]
    seconds, processor, officers, reporters = (median(column) for column in zip(*found, strict=True))
    print(f"processor's seconds until ready: {processor:.1f}")
    target("start → ready, s", seconds, at_most=3)
    target("start → officers' bot, s", officers, at_most=4)
    target("start → reporters' Telegram, s", reporters, at_most=12)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    asyncio.run(measure(parser.parse_args().times))


if __name__ == "__main__":
    main()
