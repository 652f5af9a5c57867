"""Whole web reports a second: a real `serve`, browsers that fill in every form, receipts that are looked up.

A report is the greeting, nine forms and their nine redirections to the page that shows what comes next;
the browsers share the machine with the hotline. Afterwards each receipt code is entered on the status page
of a browser that has no cookie: a report that was lost, or that never became one, would be seen there.

    python3 -m bench.web_reports
    python3 -m bench.web_reports --clients 8 --seconds 10
"""

import argparse
import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.browsing import Browser, NotAccepted
from bench.interviews import STEPS
from bench.preparing import prepare
from bench.report import percentile, target
from bench.serving import Served, serving
from hotline.interview.conversation import Kind

ARRIVED = "Tin báo đã đến nơi và đang chờ cán bộ đọc"


class Run:
    """What all browsers of one run have seen."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.codes: list[str] = []
        self.took: list[float] = []
        self.refused = 0
        self.lost = 0

    async def report_until(self, end: float) -> None:
        """One browser, report after report."""
        browser = await Browser.connected(self.port)
        while time.perf_counter() < end:
            began = time.perf_counter()
            try:
                self.codes.append(await told(browser))
            except (NotAccepted, AssertionError):
                self.refused += 1
            else:
                self.took.append(time.perf_counter() - began)
        browser.close()

    async def look_up(self, waiting: list[str]) -> None:
        """One browser looks up code after code."""
        browser = await Browser.connected(self.port)
        while waiting:
            code = waiting.pop()
            browser.forget()
            await browser.opens("/status")
            page = await browser.sends({"code": code}, "/status")
            self.lost += ARRIVED not in page
        browser.close()


async def told(browser: Browser) -> str:
    """One whole report by somebody new; the receipt code."""
    browser.forget()
    await browser.opens()
    for step in STEPS[1:]:
        if step.kind is Kind.TEXT:
            await browser.presses("send", step.value)
        else:
            await browser.presses(step.value)
    return browser.code


async def together(clients: int, work: Callable[[], Awaitable[None]]) -> float:
    """So many at once; the seconds that they took."""
    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(clients)))
    return time.perf_counter() - began


def stored(data_dir: Path) -> int:
    """How many reports the database holds that are filed and sealed to an officer and the recovery key."""
    with closing(sqlite3.connect(data_dir / "langnghe.sqlite3")) as database:
        [(count,)] = database.execute(
            "SELECT count(*) FROM report WHERE filed_at IS NOT NULL AND"
            " (SELECT count(*) FROM report_member WHERE report_id = report.id) >= 2"
        )
    return int(count)


async def measure(served: Served, clients: int, seconds: float) -> None:
    warming, run = Run(served.public_port), Run(served.public_port)
    await together(clients, lambda: warming.report_until(time.perf_counter() + 2))
    busy = served.processor_seconds()
    end = time.perf_counter() + seconds
    took = await together(clients, lambda: run.report_until(end))
    busy = served.processor_seconds() - busy
    waiting = run.codes + warming.codes
    looking = await together(clients, lambda: run.look_up(waiting))
    codes, refused = run.codes + warming.codes, run.refused + warming.refused
    print(
        f"{clients} browsers: {len(run.codes) / took:.1f} reports/s, "
        f"{len(run.codes) * (2 * len(STEPS) - 1) / took:,.0f} requests/s, "
        f"{1_000 * busy / max(1, len(run.codes)):.0f} ms of the hotline's processor a report; a report took "
        f"p50 {percentile(run.took, 0.5):.2f} s, p95 {percentile(run.took, 0.95):.2f} s; "
        f"{len(codes) / looking:.0f} receipts/s looked up",
        flush=True,
    )
    target(f"web reports/s with {clients} browsers", len(run.codes) / took, at_least=20)
    target("reports refused", refused, at_most=0)
    target("receipts that nobody knew afterwards", run.lost, at_most=0)
    target("reports missing in the database", len(codes) - stored(served.data_dir), at_most=0)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=30.0)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        data_dir = Path(directory) / "var"
        await prepare(data_dir)
        async with serving(data_dir) as served:
            await measure(served, wanted.clients, wanted.seconds)


if __name__ == "__main__":
    asyncio.run(main())
