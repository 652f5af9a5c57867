"""A page's way at ten times the peak hour, through a messenger: from a red answer, and from a report.

Our `serve` is a process of its own, on the fake Telegram that runs here with everybody's phones: a thousand
conversations that were begun, 256 reporters who play whole interviews, 70 messages a second between them,
and an officer on duty in each commune. Beside them one reporter after the other gives a red answer, and
eight send a report each to a commune where nobody else does, and twelve to one whose officer has blocked the
bot and is paged on Zalo next (`second_way.py`). What is measured begins with their tap, so the way to us and
the commit are in it, and ends when the messenger has accepted the officer's page. The messenger
takes what it is given at once: Telegram's limits for a whole bot, 30 messages a second, are not in here, the
second between two messages in one officer's chat is.

    python3 -m bench.paging
    python3 -m bench.paging --only postgresql --seconds 120
"""

import argparse
import asyncio
import json
import random
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import percentile, target
from bench.second_way import TOKEN, give_second_way, next_page, zalo_toml
from hotline.ids import UnitCode
from hotline.places import Found
from tests.crowd import STEPS, OutOfOrder, Player, Unanswered
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_chat import Chat
from tests.fakes.zalo import FakeZalo
from tests.office import LAM_DONG, texts
from tests.postgres import running_postgres
from tests.serving import OFFICERS, REPORTERS, ROOT, Serving, config, put_on_duty

REPORTERS_AT_ONCE = 256
OPEN = 1_000
COMMUNES, WATCHED, REFUSED = 48, 8, 12
WARM_UP_SECONDS = 15.0
PAGED_WITHIN_SECONDS = 60.0
RED_EVERY_SECONDS = 1.5
REFUSED_EVERY_SECONDS = 3.0
TO_THE_RED_QUESTION = (
    *STEPS[:2],
    ("đứa nhỏ nhà bên đang bị đánh", "q:danger_now:now"),  # taps alone would share a page in a flood
)
_ALERT = re.compile(r"alert:(\d+):ack")


def communes() -> list[tuple[UnitCode, str]]:
    """Communes whose names mean them and nothing else, with those names."""
    provinces = json.loads((ROOT / "places" / "units-vn-2025.json").read_text(encoding="utf-8"))
    [ours] = [province for province in provinces if province["code"] == LAM_DONG]
    named = [(UnitCode(unit["code"]), str(unit["name"])) for unit in ours["units"]]
    sure = [(code, name) for code, name in named if texts().places.find(name) == Found(code)]
    return sure[: COMMUNES + REFUSED + WATCHED]


class Pages:
    """The pages that come into one officer's chat."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def next_after(self, began: float, known: set[str]) -> float | None:
        """Seconds until an alert was paged that isn't known; None if it took too long."""
        came = await self._chat.wait_until(lambda: bool(self.numbers() - known), PAGED_WITHIN_SECONDS)
        return time.perf_counter() - began if came else None

    def numbers(self) -> set[str]:
        """The alerts that were paged here."""
        return {
            found[1]
            for message in self._chat.arrived
            for value in message.buttons
            if (found := _ALERT.fullmatch(value))
        }


class Hour:
    """Everybody who writes at once."""

    def __init__(
        self, telegram: FakeTelegram, zalo: FakeZalo, rate: float, where: Sequence[tuple[UnitCode, str]]
    ) -> None:
        self._telegram = telegram
        self._zalo = zalo
        self._mean = REPORTERS_AT_ONCE / rate
        self._chats = count(1_000_000)
        self._where = where
        self.turns: list[float] = []
        self.red: list[float | None] = []
        self.filed: list[float | None] = []
        self.handed_on: list[float | None] = []
        self.lost = 0

    async def begin_many(self) -> None:
        """The conversations that lie open."""
        for _ in range(0, OPEN, 100):
            await asyncio.gather(*(self._player("").plays(STEPS[:1]) for _ in range(100)))

    async def last(self, seconds: float) -> None:
        """All of them for so long; only what is measured after the warm-up counts."""
        crowd = [self._reporter(self._where[n % COMMUNES][1]) for n in range(REPORTERS_AT_ONCE)]
        watched = [self._files(unit, name) for unit, name in self._where[-WATCHED:]]
        tasks = [asyncio.create_task(one) for one in (*crowd, *watched, self._gives_red_answers())]
        await asyncio.sleep(WARM_UP_SECONDS)
        tasks.append(asyncio.create_task(self._files_where_telegram_is_refused()))
        for found in (self.turns, self.red, self.filed):
            found.clear()
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended

    def _player(self, place: str) -> Player:
        return Player(
            self._telegram.phone(REPORTERS, next(self._chats)), place=place, answered=self.turns.append
        )

    async def _reporter(self, place: str) -> None:
        await asyncio.sleep(random.uniform(0, self._mean))
        while True:
            player = self._player(place)
            player.thinks = lambda: random.uniform(0, 2 * self._mean)
            with suppress(Unanswered, OutOfOrder):
                await player.interview()
                continue
            self.lost += 1

    async def _gives_red_answers(self) -> None:
        pages = self._pages(LAM_DONG)
        while True:
            player = self._player("")
            await player.plays(TO_THE_RED_QUESTION)
            known, began = pages.numbers(), time.perf_counter()
            await player.phone.presses("q:danger_now:now")
            self.red.append(await pages.next_after(began, known))
            await asyncio.sleep(RED_EVERY_SECONDS)

    async def _files(self, unit: UnitCode, place: str) -> None:
        """Report after report, each alone in its commune."""
        pages = self._pages(unit)
        while True:
            player = self._player(place)
            player.thinks = lambda: random.uniform(0, 1)
            await player.plays(STEPS[:-1])
            known, began = pages.numbers(), time.perf_counter()
            await player.phone.presses(STEPS[-1][0])
            self.filed.append(await pages.next_after(began, known))

    async def _files_where_telegram_is_refused(self) -> None:
        """Once in each of these communes: then that way is known to be lost."""
        for unit, place in self._where[COMMUNES : COMMUNES + REFUSED]:
            self._telegram.phone(OFFICERS, chat_of(unit)).chat.state = "blocked"
            player = self._player(place)
            await player.plays(STEPS[:-1])
            began = time.perf_counter()
            await player.phone.presses(STEPS[-1][0])
            self.handed_on.append(await next_page(self._zalo, unit, began, PAGED_WITHIN_SECONDS))
            await asyncio.sleep(REFUSED_EVERY_SECONDS)

    def _pages(self, unit: UnitCode) -> Pages:
        return Pages(self._telegram.phone(OFFICERS, chat_of(unit)).chat)


def chat_of(unit: UnitCode) -> int:
    """The chat of the officer on duty there."""
    return 9_000_000 + int(unit)


@asynccontextmanager
async def hotline(
    directory: Path,
    url: str | None,
    telegram: FakeTelegram,
    zalo: FakeZalo,
    where: Sequence[tuple[UnitCode, str]],
) -> AsyncIterator[None]:
    """`serve` with an officer on duty in each commune and in the province, both bots at work."""
    serving = Serving(directory, config(telegram.api_base, url=url, more=zalo_toml(zalo)))
    serving.found()
    units = [LAM_DONG, *(unit for unit, _ in where)]
    for unit in units:
        telegram.phone(OFFICERS, chat_of(unit))
    usernames = await put_on_duty(serving, [(unit, chat_of(unit)) for unit in units])
    of_unit = dict(zip(units, usernames, strict=True))
    refused = [unit for unit, _ in where[COMMUNES : COMMUNES + REFUSED]]
    await give_second_way(serving, zalo, {unit: of_unit[unit] for unit in refused})
    await serving.start()
    try:
        await serving.ready()
        first = Player(telegram.phone(REPORTERS, 999_999), place=where[0][1], patience_seconds=60)
        await first.interview()  # Telegram is served
        yield
    finally:
        await serving.stop()


async def measure(database: str, url: str | None, rate: float, seconds: float) -> None:
    where = communes()
    with TemporaryDirectory() as folder:
        async with (
            FakeTelegram(REPORTERS, OFFICERS, keep_calls=False) as telegram,
            FakeZalo(TOKEN) as zalo,
            hotline(Path(folder), url, telegram, zalo, where),
        ):
            hour = Hour(telegram, zalo, rate, where)
            await hour.begin_many()
            await hour.last(seconds)
    tell(database, hour, seconds)


def tell(database: str, hour: Hour, seconds: float) -> None:
    red, filed, handed_on = (
        [PAGED_WITHIN_SECONDS if one is None else one for one in found]
        for found in (hour.red, hour.filed, hour.handed_on)
    )
    on_the_phone = 1_000 * percentile(hour.turns, 0.95)
    print(
        f"{database}: {len(hour.turns) / seconds:.0f} turns/s, p95 {on_the_phone:.0f} ms on the phone; "
        f"{hour.lost} interviews lost; {len(red)} red answers, p50 {percentile(red, 0.5):.2f} s; "
        f"{len(filed)} reports, p50 {percentile(filed, 0.5):.2f} s; "
        f"{len(handed_on)} whose first way was refused, p50 {percentile(handed_on, 0.5):.2f} s",
        flush=True,
    )
    target(f"{database} red answer → first page, p95 in s", percentile(red, 0.95), at_most=1)
    target(f"{database} report → first page accepted, p95 in s", percentile(filed, 0.95), at_most=3)
    target(f"{database} report → first page accepted, p99 in s", percentile(filed, 0.99), at_most=10)
    target(
        f"{database} first way refused for good → next has the page, longest in s", max(handed_on), at_most=2
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--rate", type=float, default=70.0)
    parser.add_argument("--seconds", type=float, default=60.0)
    wanted = parser.parse_args()
    if wanted.only in (None, "sqlite"):
        asyncio.run(measure("sqlite", None, wanted.rate, wanted.seconds))
    if wanted.only in (None, "postgresql"):
        with running_postgres(durable=True) as server, server.fresh_database() as url:
            asyncio.run(measure("postgresql", url, wanted.rate, wanted.seconds))


if __name__ == "__main__":
    main()
