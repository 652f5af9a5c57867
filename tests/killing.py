"""`kill -9` of a hotline that 20 reporters are talking to, again and again; then everything is counted.

Two reporters write about each commune, whose one officer is on duty: an officer's chat takes about one page
a second, and two pages for each report have to arrive. A reporter begins anew once the officer was paged.
"""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from bot.clock import SystemClock
from cli import opening
from handlers import interview
from handlers.installation import Installation
from handlers.interview import Received
from hotline.ids import UnitCode
from hotline.interview.conversation import Incoming, Kind
from hotline.places import Found
from storage.schema import Tx, rows
from storage.tables import outbox
from storage.tables.alert import alert
from storage.tables.page import SENT, page
from tests.crowd import OutOfOrder, Player, Unanswered
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_phone import Phone
from tests.office import texts
from tests.serving import OFFICERS, REPORTERS, Serving, config, put_on_duty

CROWD = 20
OFFICERS_ON_DUTY = 10
SLOTS = 32 + 4  # how many messages may be on their way to reporters and to officers
PAGES_A_REPORT = 2
PATIENCE_SECONDS = 60.0
TWO_STEPS = """
[escalation.policies.urgent]
open_within = "7d"
idle_after = "7d"
repeat_after = "7d"
repeat_rounds = 1
[[escalation.policies.urgent.steps]]
after = "0s"
notify = ["on_duty"]
[[escalation.policies.urgent.steps]]
after = "3s"
notify = ["on_duty"]
"""
_NUMBER = re.compile(r"#(\d+)")

AfterKill = Callable[["Killing", float], Awaitable[None]]
"""Told the moment of a kill once the next process is ready."""


@dataclass(slots=True)
class Counted:
    """What came of it. `problems` is empty if nothing was lost and nothing came out of order."""

    turns: int
    reports: int
    pages: int
    kills: int
    repeats: int
    problems: list[str]

    @property
    def most_repeats(self) -> int:
        """At least once, never lost: what was on its way when the process died may come again."""
        return SLOTS * self.kills


@dataclass(slots=True)
class Killing:
    """One hotline, its Telegram and everybody around it. `watching` has no reporter of its own."""

    telegram: FakeTelegram
    serving: Serving
    players: list[Player]
    officers: dict[str, Phone]  # by the name of the commune
    watching: Phone
    chance: random.Random
    turns: int = 0
    kills: int = 0
    problems: list[str] = field(default_factory=list)
    _stopping: bool = False
    _turned: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, kills: int, after_kill: AfterKill | None = None) -> None:
        """Served, killed so many times at random moments, and left until nobody waits for anything."""
        await self.serving.start()
        await self.serving.ready()
        playing = [asyncio.create_task(self._play(player)) for player in self.players]
        for _ in range(kills):
            await self._random_moment()
            killed_at = time.monotonic()
            await self.serving.kill()
            self.kills += 1
            await self.serving.start()
            await self.serving.ready()
            if after_kill is not None:
                await after_kill(self, killed_at)
        self._stopping = True
        await asyncio.gather(*playing)
        await self._everybody_was_paged()
        if await self.serving.stop() != 0:
            self.problems.append("serve did not end well")

    async def count(self) -> Counted:
        """Nothing is served any more: what the phones show against what the database holds."""
        for player in self.players:
            try:
                player.count_late_repeats()
            except AssertionError as problem:
                self.problems.append(f"at the end: {problem}")
        codes = [code for player in self.players for code in player.receipts]
        office = opening.opened(
            self.serving.settings,
            opening.paths_of(self.serving.settings, self.serving.data_dir),
            texts(),
            SystemClock(),
            codes=0,
        )
        try:
            for code in codes:
                if not await _opens(office, code):
                    self.problems.append("a receipt opens no report")
            alerts, pages, waiting = await office.reader.read(_counts)
        finally:
            await opening.closed(office)
        if alerts != len(codes):
            self.problems.append(f"{len(codes)} receipts, {alerts} alerts")
        if pages != PAGES_A_REPORT * alerts or waiting:
            self.problems.append(f"{alerts} alerts, {pages} pages sent, {waiting} rows still to be sent")
        repeats = sum(player.repeats for player in self.players) + self._pages_repeated()
        return Counted(self.turns, len(codes), pages, self.kills, repeats, self.problems)

    def note_turn(self, _seconds: float) -> None:
        self.turns += 1
        self._turned.set()

    async def _play(self, player: Player) -> None:
        try:
            while not self._stopping:
                await player.interview()
                await self._sees_pages(player.place, each=1)
        except (Unanswered, OutOfOrder, AssertionError) as problem:
            self.problems.append(f"{type(problem).__name__}: {problem}")

    async def _random_moment(self) -> None:
        """While answers come, or, one time in four, while the new process is still waking up."""
        if self.chance.random() < 0.75:
            until = self.turns + self.chance.randrange(5, 100)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while self.turns < until:
                    self._turned.clear()
                    await self._turned.wait()
        await asyncio.sleep(self.chance.uniform(0, 0.05))

    async def _everybody_was_paged(self) -> None:
        for place in self.officers:
            await self._sees_pages(place, each=PAGES_A_REPORT)

    async def _sees_pages(self, place: str, *, each: int) -> None:
        """Every report from there has had `each` different pages. Repeats are the same to the letter."""
        officer = self.officers[place]
        reports = sum(len(player.receipts) for player in self.players if player.place == place)

        def paged() -> bool:
            different = {(number, message) for number, message in _pages(officer)}
            counts = Counter(number for number, _ in different)
            return sum(count >= each for count in counts.values()) >= reports

        if not await officer.chat.wait_until(paged, PATIENCE_SECONDS):
            self.problems.append(f"officer {officer.chat_id} was not paged for every report")

    def _pages_repeated(self) -> int:
        return sum(len(_pages(officer)) - len(set(_pages(officer))) for officer in self.officers.values())


async def prepared(telegram: FakeTelegram, directory: Path, url: str | None, seed: int) -> Killing:
    """A hotline in `directory`, its officers linked and on duty; not started yet."""
    serving = Serving(directory, config(telegram.api_base, url=url, more=TWO_STEPS))
    await asyncio.to_thread(serving.found)
    told = communes(OFFICERS_ON_DUTY + 1)
    phones = [telegram.phone(OFFICERS, 9_001 + place, name="An") for place in range(len(told))]
    await put_on_duty(serving, [(unit, phone.chat_id) for (unit, _), phone in zip(told, phones, strict=True)])
    *officers, watching = phones
    names = [name for _, name in told[:OFFICERS_ON_DUTY]]
    players = [
        Player(telegram.phone(REPORTERS, 5_001 + number), names[number % OFFICERS_ON_DUTY], PATIENCE_SECONDS)
        for number in range(CROWD)
    ]
    by_place = dict(zip(names, officers, strict=True))
    killing = Killing(telegram, serving, players, by_place, watching, random.Random(seed))
    for player in players:
        player.answered = killing.note_turn
    return killing


def communes(count: int) -> list[tuple[UnitCode, str]]:
    """Communes that their name alone finds."""
    places = texts().places
    sure = [
        (UnitCode(unit), name)
        for unit, name in places.units.items()
        if isinstance(found := places.find(name), Found) and found.unit == unit and not found.formerly
    ]
    return sure[:count]


def _pages(officer: Phone) -> list[tuple[str, str]]:
    return [
        (number, message.text) for message in officer.messages for number in _NUMBER.findall(message.text)[:1]
    ]


async def _opens(office: Installation, code: str) -> bool:
    message = Received("web", f"session {code}", code, Incoming(Kind.TEXT, code))
    [reply] = await interview.receive(office, [message])
    if isinstance(reply, Exception) or reply.screen is None:
        return False
    return any(line.id.startswith("status-") for line in reply.screen.lines)


def _counts(tx: Tx) -> tuple[int, int, int]:
    """Alerts, pages that were sent, rows that wait to be sent."""
    alerts = rows(tx, select(func.count()).select_from(alert))[0][0]
    pages = rows(tx, select(func.count()).select_from(page).where(page.c.state == SENT))[0][0]
    return int(alerts), int(pages), sum(waiting for waiting, _ in outbox.queues(tx).values())
