"""How much memory a real `serve` holds more after many reports than it held once it was warm.

The reports come over the web, with every form. Memory is what the kernel counts for the process.

    python3 -m bench.growth                        10,000 reports; at 25 a second seven minutes
    python3 -m bench.growth --reports 2000
"""

import argparse
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.browsing import Browser
from bench.preparing import prepare
from bench.report import target
from bench.serving import Served, serving
from bench.web_reports import told

WARM_AFTER = 300
CLIENTS = 16
SETTLES_WITHIN_SECONDS = 3.0


async def report(served: Served, how_many: int) -> None:
    """So many reports from several browsers."""
    left = iter(range(how_many))

    async def one_browser() -> None:
        browser = await Browser.connected(served.public_port)
        for _ in left:
            await told(browser)
        browser.close()

    await asyncio.gather(*(one_browser() for _ in range(CLIENTS)))


async def measure(served: Served, reports: int) -> None:
    idle = served.memory_mib()
    await report(served, WARM_AFTER)
    warm = served.memory_mib()
    for tenth in range(1, 11):
        await report(served, reports // 10)
        print(f"{tenth * reports // 10:6,} reports: {served.memory_mib():.0f} MiB", flush=True)
    await asyncio.sleep(SETTLES_WITHIN_SECONDS)
    grown = served.memory_mib() - warm
    print(f"idle {idle:.0f} MiB, warm after {WARM_AFTER} reports {warm:.0f} MiB, then {grown:+.1f} MiB")
    target(f"MiB grown after {reports:,} reports", grown, at_most=40)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        data_dir = Path(directory) / "var"
        await prepare(data_dir)
        async with serving(data_dir) as served:
            await measure(served, wanted.reports)


if __name__ == "__main__":
    asyncio.run(main())
