"""Turns a second and their latency through a messenger: our `serve` beside an ordinary aiogram bot.

All in one run, load by load: our `serve` on SQLite; the aiogram bot that keeps its conversations in SQL
(async ORM, aiosqlite); the same bot with its conversations in memory. Every bot and every crowd of
reporters with its fake Telegram is a process of its own.

    python3 -m bench.bot
    python3 -m bench.bot --loads 256 --seconds 20
    python3 -m bench.bot --loads 32+50            32 reporters, the messenger 50 ms away
"""

import argparse
import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.report import target
from tests.office import QUANG_TRUC
from tests.serving import OFFICERS, REPORTERS, ROOT, Serving, config, put_on_duty

OURS, SQL, MEMORY = "langnghe serve", "aiogram, SQL", "aiogram, memory"
STARTS_WITHIN_SECONDS = 60


@dataclass(slots=True)
class Load:
    """The process of the reporters and their Telegram."""

    process: Process
    api_base: str

    async def run(self, reporters: int, seconds: float, away: float) -> dict[str, Any]:
        assert self.process.stdin is not None
        wish = {"reporters": reporters, "seconds": seconds, "away": away}
        self.process.stdin.write(json.dumps(wish).encode() + b"\n")
        await self.process.stdin.drain()
        return dict(json.loads(await self._line()))

    async def _line(self) -> str:
        assert self.process.stdout is not None
        return (await self.process.stdout.readline()).decode()


@asynccontextmanager
async def child(*command: object) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *map(str, command), cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def crowd() -> AsyncIterator[Load]:
    async with child("bench.load", "--token", REPORTERS, "--token", OFFICERS) as process:
        assert process.stdout is not None
        yield Load(process, (await process.stdout.readline()).decode().strip())


@asynccontextmanager
async def ours(directory: Path, load: Load) -> AsyncIterator[None]:
    serving = Serving(directory, config(load.api_base))
    serving.found()
    await put_on_duty(serving, [(QUANG_TRUC, 9001)])
    await serving.start()
    try:
        await serving.ready()
        yield
    finally:
        await serving.stop()


@asynccontextmanager
async def theirs(load: Load, storage: object) -> AsyncIterator[None]:
    options = ("--token", REPORTERS, "--api-base", load.api_base, "--storage", storage)
    async with child("bench.peers.aiogram_bot", *options):
        yield


async def compare(loads: list[tuple[int, float]], seconds: float) -> None:
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as leaving:
            enter = leaving.enter_async_context
            crowds = {name: await enter(crowd()) for name in (OURS, SQL, MEMORY)}
            await enter(ours(Path(folder) / "ours", crowds[OURS]))
            await enter(theirs(crowds[SQL], Path(folder) / "aiogram.sqlite3"))
            await enter(theirs(crowds[MEMORY], "memory"))
            await asyncio.gather(*(load.run(1, 1, 0) for load in crowds.values()))  # all have started
            for reporters, away in loads:
                found = {name: await load.run(reporters, seconds, away) for name, load in crowds.items()}
                tell(reporters, away, found)


def tell(reporters: int, away: float, found: dict[str, dict[str, Any]]) -> None:
    speeds = {name: one["turns"] / one["seconds"] for name, one in found.items()}
    where = f"{reporters} reporters" + (f", {away * 1000:.0f} ms away" if away else "")
    for name, one in found.items():
        print(
            f"{where:26} {name:16} {speeds[name]:6.1f} turns/s  "
            f"p50 {one['p50']:6.0f}  p95 {one['p95']:6.0f}  p99 {one['p99']:6.0f} ms  lost {one['lost']}",
            flush=True,
        )
    if reporters == 256:
        target(f"ratio to {SQL} at {where}", speeds[OURS] / max(speeds[SQL], 0.1), at_least=3)
    if reporters == 256 or away:
        target(f"ratio to {MEMORY} at {where}", speeds[OURS] / max(speeds[MEMORY], 0.1), at_least=1)


def load_of(text: str) -> tuple[int, float]:
    reporters, _, away = text.partition("+")
    return int(reporters), float(away or 0) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--loads", nargs="+", default=["1", "32", "256", "32+50"])
    parser.add_argument("--seconds", type=float, default=10.0)
    wanted = parser.parse_args()
    asyncio.run(compare([load_of(each) for each in wanted.loads], wanted.seconds))


if __name__ == "__main__":
    main()
