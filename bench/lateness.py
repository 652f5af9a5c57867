"""How late due steps are: from their due time to the commit that puts their pages into the outbox (rule E10).

400 alerts at random moments of 20 seconds, while 70 messages a second come in, on SQLite and a real clock.

    python3 -m bench.lateness
    python3 -m bench.lateness --alerts 1000 --messages 0
"""

import argparse
import asyncio
import random
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select, update

from bench.interviews import STEPS, Codes, made_codes, open_hotline, said_together
from bench.report import percentile, target
from bot.clock import SystemClock
from bot.due_loop import DueLoop
from cli.opening import keep_what_was_read
from handlers import due, interview
from handlers.due import Passed
from handlers.installation import Installation
from storage.schema import Tx, rows, to_ms
from storage.tables.alert import alert
from tests.office import Office

SECONDS = 20.0


@dataclass(slots=True)
class Lateness:
    """Fires what is due as the product does, and notes how late each step had committed."""

    late_ms: list[float] = field(default_factory=list)

    async def step(self, office: Installation) -> Passed:
        before = office.now()
        passed = await due.step(office)
        committed = office.now()
        for late in passed.lateness:  # counted from the beginning of the pass
            self.late_ms.append((late + (committed - before)).total_seconds() * 1000)
        return passed


async def raised(office: Office, alerts: int) -> None:
    """So many reports are filed, and each alert has had its first step."""
    chats = range(10_000, 10_000 + alerts)
    for place, step in enumerate(STEPS):
        messages = said_together(step, place, chats)
        for start in range(0, alerts, 100):
            for reply in await interview.receive(office.installation, messages[start : start + 100]):
                assert not isinstance(reply, Exception), reply


def set_due(tx: Tx, chance: random.Random, now: datetime) -> int:
    """Every alert's next step falls due at some moment of the next seconds."""
    numbers = [row.number for row in rows(tx, select(alert.c.number))]
    for number in numbers:
        at = now + timedelta(seconds=1 + chance.uniform(0, SECONDS))
        tx.connection.execute(update(alert).where(alert.c.number == number).values(due_at=to_ms(at)))
    return len(numbers)


async def messages(office: Office, a_second: float) -> None:
    """Reporters write, one message at a time, evenly."""
    number = 0
    began = time.monotonic()
    while a_second:
        step, chat = number % len(STEPS), 500_000 + number // len(STEPS)
        [message] = said_together(STEPS[step], 1_000_000 + number, range(chat, chat + 1))
        await interview.receive(office.installation, [message])
        office.parcels.clear()
        number += 1
        await asyncio.sleep(max(0.0, began + number / a_second - time.monotonic()))


async def measure(alerts: int, a_second: float, seed: int) -> None:
    with TemporaryDirectory() as folder:
        async with open_hotline(Path(folder) / "var", None) as office:
            installation = office.installation
            installation.clock = SystemClock()
            installation.receipts.close()
            installation.receipts = Codes(made_codes(alerts + round(a_second * SECONDS) + 100))
            await raised(office, alerts)
            keep_what_was_read()
            found = Lateness()
            count = await installation.writer.do(set_due, random.Random(seed), installation.now())
            loop = DueLoop(installation, step=found.step)
            installation.on_timers = loop.wake
            tasks = [asyncio.create_task(loop.run()), asyncio.create_task(messages(office, a_second))]
            await asyncio.sleep(SECONDS + 3)
            loop.stop()
            tasks[1].cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    late = found.late_ms
    print(
        f"{count} alerts due in {SECONDS:.0f} s, {a_second:.0f} messages/s: {len(late)} steps fired, "
        f"late p50 {percentile(late, 0.5):.0f}, p95 {percentile(late, 0.95):.0f} ms"
    )
    target("due → outbox p99, ms", percentile(late, 0.99), at_most=250)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--alerts", type=int, default=400)
    parser.add_argument("--messages", type=float, default=70.0, help="a second")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    asyncio.run(measure(wanted.alerts, wanted.messages, wanted.seed))


if __name__ == "__main__":
    main()
