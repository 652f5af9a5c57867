"""Ten times the peak hour: 70 messages a second, 1,000 conversations open; how long a turn takes inside.

Reporters come when they come, not when the hotline has time. A turn lasts from received to committed; a red
answer until its officer's page is in the sender's hands. No messenger takes part: what Telegram adds, and how
long its limits keep a page waiting, is not in here.

    python3 -m bench.rush
    python3 -m bench.rush --rate 200 --seconds 10
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.interviews import STEPS, Codes, made_codes, open_hotline, said_together
from bench.report import percentile, target
from cli.opening import keep_what_was_read, take_short_turns
from handlers import duty, interview, officer_chat
from handlers.officer_chat import OfficerReceived
from hotline.interview.conversation import Incoming, Kind
from hotline.parcel import Parcel
from tests.office import LAM_DONG, Office
from tests.postgres import running_postgres

OPEN = 1_000
RED = Incoming(Kind.BUTTON, "q:danger_now:now")
WORDS = Incoming(Kind.TEXT, "đứa nhỏ nhà bên đang bị đánh")
"""With words each red answer pages by itself; more than three of taps alone would share a page a minute."""
RED_EVERY = 20
PROVINCE_CHAT = "9003"
"""A red answer comes before the place is known: the province's officer is paged."""


async def watch_the_province(office: Office) -> None:
    """Somebody is on duty for the whole province."""
    added = await office.officer("Bình", LAM_DONG)
    linking = OfficerReceived("telegram", PROVINCE_CHAT, "3", "start", code=added.link_code)
    await officer_chat.receive(office.installation, [linking])
    first, last = (f"{office.clock.now().date() + timedelta(days)}T00:00" for days in (-1, 2))
    shift = f"{LAM_DONG},{first},{last},{added.username},on_duty"
    assert await duty.import_roster(office.installation, f"unit,from,until,username,place\n{shift}\n") == 1


class Rush:
    """Conversations under way, each at a step of its own."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._next = 0
        self.turns: list[float] = []
        self.pages: list[float] = []
        self._page_came = asyncio.Event()
        office.installation.on_parcels = self._take

    async def open_all(self) -> None:
        """A thousand conversations, spread over the interview's first half."""
        for place, step in enumerate(STEPS[:5]):
            chats = range(20_000 + place * OPEN // 5, 20_000 + OPEN)
            for start in range(0, len(chats), 100):
                said = said_together(step, place, chats[start : start + 100])
                await interview.receive(self._office.installation, said)

    async def come(self, rate: float, seconds: float) -> None:
        """New reporters' whole interviews, one message at its moment; so many a second."""
        began, tasks = time.perf_counter(), []
        for number in range(round(rate * seconds)):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(self._turn(number)))
        await asyncio.gather(*tasks)

    async def _turn(self, number: int) -> None:
        """As many reporters as messages in a second take turns, so that each waits for the last answer."""
        lane, step = number % 70, number // 70
        chat = 50_000 + lane * 1_000 + step // len(STEPS)
        said = STEPS[step % len(STEPS)]
        red = said.value.startswith("q:danger_now") and lane % RED_EVERY == 0
        if red:
            words = said_together(WORDS, 10_000_000 + number, range(chat, chat + 1))
            await interview.receive(self._office.installation, words)
        message = said_together(RED if red else said, 1_000 + number, range(chat, chat + 1))
        came, began = self._page_came, time.perf_counter()
        [reply] = await interview.receive(self._office.installation, message)
        self.turns.append(time.perf_counter() - began)
        assert not isinstance(reply, Exception), reply
        if red:
            await came.wait()
            self.pages.append(time.perf_counter() - began)

    def _take(self, parcels: Sequence[Parcel]) -> None:
        if any(parcel.is_page and parcel.address == PROVINCE_CHAT for parcel in parcels):
            self._page_came.set()
            self._page_came = asyncio.Event()


async def measure(database: str, directory: Path, url: str | None, rate: float, seconds: float) -> None:
    async with open_hotline(directory, url) as office:
        office.installation.receipts.close()
        office.installation.receipts = Codes(made_codes(round(rate * seconds / 5) + 100))
        keep_what_was_read()
        take_short_turns()
        await watch_the_province(office)
        rush = Rush(office)
        await rush.open_all()
        await rush.come(rate, seconds)
        turns = [1_000 * took for took in rush.turns]
        print(
            f"{database}: {len(turns):,} turns at {rate:.0f}/s, {OPEN:,} conversations open: "
            f"p50 {percentile(turns, 0.5):.1f} ms, p99 {percentile(turns, 0.99):.1f} ms; "
            f"{len(rush.pages)} red answers",
            flush=True,
        )
        target(f"{database} turn latency p95 in ms", percentile(turns, 0.95), at_most=50)
        if not rush.pages:
            print(f"{database}: too short for a red answer")
            return
        pages = percentile([1_000 * took for took in rush.pages], 0.95)
        target(f"{database} red answer → page in the sender's hands, p95 in ms", pages, at_most=1_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--rate", type=float, default=70.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    wanted = parser.parse_args()
    if wanted.only in (None, "sqlite"):
        with TemporaryDirectory() as directory:
            asyncio.run(measure("sqlite", Path(directory) / "var", None, wanted.rate, wanted.seconds))
    if wanted.only in (None, "postgresql"):
        with (
            running_postgres(durable=True) as server,
            server.fresh_database() as url,
            TemporaryDirectory() as directory,
        ):
            asyncio.run(measure("postgresql", Path(directory) / "var", url, wanted.rate, wanted.seconds))


if __name__ == "__main__":
    main()
