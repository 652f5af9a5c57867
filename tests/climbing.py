"""`kill -9` of processes that share alerts of five steps each; then every page is counted.

Nobody acknowledges. Each alert's pages go to its commune's one officer, whose chat takes a page a second.
"""

import asyncio
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import select

from bot.clock import SystemClock
from cli import opening
from cli.running import OFFICER_SLOTS
from handlers import interview
from handlers.installation import Installation
from handlers.interview import Received
from hotline.ids import UnitCode
from hotline.interview.conversation import Incoming, Kind
from storage.schema import Tx, rows
from storage.tables import outbox
from storage.tables.page import SENT, page
from storage.tables.timeline import alert_event
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_phone import Phone
from tests.killing import communes
from tests.office import texts
from tests.serving import OFFICERS, Serving, config, put_on_duty

STEPS = 5
PATIENCE_SECONDS = 120.0
_NUMBER = re.compile(r"#(\d+)")
_STEP = '[[escalation.policies.urgent.steps]]\nafter = "{}s"\nnotify = ["on_duty"]\n'
_POLICY = (
    "[escalation.policies.urgent]\n"
    'open_within = "7d"\nidle_after = "7d"\nrepeat_after = "7d"\nrepeat_rounds = 1\n'
)
_TOLD = (
    (Kind.BUTTON, "q:role:citizen"),
    (Kind.BUTTON, "q:danger_now:no"),
    (Kind.BUTTON, "q:category:sexual"),
    (Kind.BUTTON, "q:child_age:7_10"),
    (Kind.TEXT, ""),  # the place
    (Kind.BUTTON, "q:story:skip"),
    (Kind.BUTTON, "q:follow_up:no"),
    (Kind.BUTTON, "review:submit"),
)


@dataclass(slots=True)
class Climbing:
    """One installation, the processes that serve it, its officers by commune, `each` with so many alerts."""

    telegram: FakeTelegram
    processes: list[Serving]
    officers: dict[UnitCode, Phone]
    each: int
    chance: random.Random
    kills: int = 0
    problems: list[str] = field(default_factory=list)

    async def run(self, kills: int) -> None:
        """Served, one process after another killed at random, and left until every page has arrived."""
        await asyncio.gather(*(self._begin(process) for process in self.processes))
        for _ in range(kills):
            await asyncio.sleep(self.chance.uniform(0, 0.5))
            process = self.chance.choice(self.processes)
            await process.kill()
            self.kills += 1
            await self._begin(process)
        if not await self._everybody_was_paged():
            self.problems.append("not every page arrived")
        for process in self.processes:
            if await process.stop() != 0:
                self.problems.append("serve did not end well")

    async def count(self) -> int:
        """Nothing is served any more: the phones against the database. How many pages came again."""
        office = _office(self.processes[0])
        try:
            sent, climbed, waiting = await office.reader.read(_everything)
        finally:
            await opening.closed(office)
        steps = list(range(STEPS))
        self._expect(len(climbed) == self.alerts, f"{len(climbed)} of {self.alerts} alerts climbed")
        self._expect(waiting == 0, f"{waiting} pages still to be sent")
        for number, fired in climbed.items():
            self._expect(fired == steps, f"#{number} climbed {fired}")
            self._expect(sorted(sent[number]) == steps, f"#{number} was paged for {sent[number]}")
        came = Counter(number for phone in self.officers.values() for number in _numbers(phone))
        return sum(count - STEPS for count in came.values())

    async def _begin(self, process: Serving) -> None:
        await process.start()
        await process.ready()

    def _expect(self, holds: bool, problem: str) -> None:  # noqa: FBT001
        if not holds:
            self.problems.append(problem)

    @property
    def alerts(self) -> int:
        return self.each * len(self.officers)

    @property
    def most_repeats(self) -> int:
        """What was on its way when a process died may come again."""
        return OFFICER_SLOTS * self.kills

    async def _everybody_was_paged(self) -> bool:
        def paged(phone: Phone) -> bool:
            came = Counter(_numbers(phone))
            return len(came) == self.each and all(count >= STEPS for count in came.values())

        waits = [
            phone.chat.wait_until(partial(paged, phone), PATIENCE_SECONDS) for phone in self.officers.values()
        ]
        return all(await asyncio.gather(*waits))


async def prepared_to_climb(
    telegram: FakeTelegram,
    directory: Path,
    url: str | None,
    *,
    processes: int,
    officers: int,
    each: int,
    step: int,
    seed: int,
) -> Climbing:
    """`each` alerts for each officer, raised by reports; not served yet. `step`: seconds between two."""
    told = communes(officers)
    phones = [telegram.phone(OFFICERS, 9_001 + place, name="An") for place in range(officers)]
    steps = "".join(_STEP.format(0 if place == 0 else step) for place in range(STEPS))
    toml = config(telegram.api_base, url=url, more=_POLICY + steps, reporters=False)
    serving = [Serving(directory, toml) for _ in range(processes)]
    await asyncio.to_thread(serving[0].found)
    by_unit = {unit: phone for (unit, _), phone in zip(told, phones, strict=True)}
    await put_on_duty(serving[0], [(unit, phone.chat_id) for unit, phone in by_unit.items()])
    await _report(serving[0], [name for _, name in told] * each)
    return Climbing(telegram, serving, by_unit, each, random.Random(seed))


async def _report(serving: Serving, places: Sequence[str]) -> None:
    """A report about each of these places, by somebody on the web."""
    office = _office(serving)
    try:
        for turn, (kind, words) in enumerate(_TOLD):
            await interview.receive(
                office,
                [
                    Received("web", f"session {each}", f"{each} {turn}", Incoming(kind, words or place))
                    for each, place in enumerate(places)
                ],
            )
    finally:
        await opening.closed(office)


def _office(serving: Serving) -> Installation:
    paths = opening.paths_of(serving.settings, serving.data_dir)
    return opening.opened(serving.settings, paths, texts(), SystemClock(), codes=2)


def _numbers(phone: Phone) -> list[str]:
    """The alert of each page that came."""
    return [number for message in phone.messages for number in _NUMBER.findall(message.text)[:1]]


def _everything(tx: Tx) -> tuple[dict[int, list[int]], dict[int, list[int]], int]:
    """For each alert the steps whose pages were sent, and the steps as they fired; pages that wait.

    Notes may wait still: every page goes before them.
    """
    sent: dict[int, list[int]] = defaultdict(list)
    climbed: dict[int, list[int]] = defaultdict(list)
    for row in rows(tx, select(page.c.alert, page.c.step).where(page.c.state == SENT)):
        sent[row.alert].append(row.step)
    fired = select(alert_event.c.alert, alert_event.c.detail).where(alert_event.c.kind == "paged")
    for row in rows(tx, fired.order_by(alert_event.c.alert, alert_event.c.seq)):
        climbed[row.alert].append(int(row.detail.split(".")[2]))
    waiting = select(outbox.outbox.c.id).where(outbox.outbox.c.page_id.is_not(None))
    return sent, climbed, len(rows(tx, waiting))
