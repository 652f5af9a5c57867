"""Memory of `serve` while nothing happens: with no messenger, and with the reporters' bot.

python3 -m bench.memory
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import target
from tests.fakes.telegram import FakeTelegram
from tests.serving import REPORTERS, Serving

ANY_PORT = "[web]\nport = 0\n[console]\nport = 0\n"
IDLE_SECONDS = 5.0


async def idle_mebibytes(toml: str, works: Callable[[], Awaitable[None]]) -> float:
    """The resident memory once it works and has had a few seconds of nothing."""
    with TemporaryDirectory() as folder:
        serving = Serving(Path(folder), toml)
        serving.found()
        await serving.start()
        try:
            await serving.ready()
            await works()
            await asyncio.sleep(IDLE_SECONDS)
            return resident_mebibytes(serving.running.pid)
        finally:
            await serving.stop()


def resident_mebibytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


async def measure() -> None:
    async def at_once() -> None: ...

    target("idle MiB without Telegram", await idle_mebibytes(ANY_PORT, at_once), at_most=100)
    async with FakeTelegram(REPORTERS) as telegram:
        token = f'[telegram.reporter]\ntoken = "{REPORTERS}"\napi_base = "{telegram.api_base}"\n'

        async def polls() -> None:
            async with asyncio.timeout(60):
                while not telegram.calls_of("getUpdates"):  # noqa: ASYNC110 - the fake tells nobody
                    await asyncio.sleep(0.05)

        target("idle MiB with the reporters' bot", await idle_mebibytes(ANY_PORT + token, polls), at_most=280)


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter).parse_args()
    asyncio.run(measure())


if __name__ == "__main__":
    main()
