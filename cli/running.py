"""The parts that run while the hotline serves, begun and ended in order."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from starlette.routing import BaseRoute

from bot import metrics
from bot.canary import RobotOfficer, RobotReporter
from bot.chronicle import write_down
from bot.due_loop import DueLoop
from bot.hooks import Hooks
from bot.leading import SharedLead
from bot.listener import Listener
from bot.logs import log
from bot.officer.invented import InventedMessenger
from bot.receiving import Lead
from bot.reporter.web import make_app as public_app
from bot.sending import Sender
from bot.upkeep_loop import Counting, loops
from console.app import make_app as console_app
from console.news import News
from handlers import delivery
from handlers.installation import Installation
from hotline.parcel import Parcel

REPORTER_SLOTS = 32
OFFICER_SLOTS = 4
WEBHOOK_SLOTS = 2
_BEGINS_AGAIN_AFTER = 1.0
OFFICER_CHAT_PACE = 1.0
"""Seconds between two messages to one officer's chat: Telegram takes about one a second."""


class Running:
    """Loops, senders and listeners of one process."""

    def __init__(self, office: Installation, *, alone: bool, gone: Sequence[str] = ()) -> None:
        self.office = office
        self.senders = {
            "reporter": Sender(office, "reporter", slots=REPORTER_SLOTS),
            "officer": Sender(office, "officer", slots=OFFICER_SLOTS, per_chat=OFFICER_CHAT_PACE),
        }
        if office.settings.webhook.targets:
            self.senders["webhook"] = Sender(office, "webhook", slots=WEBHOOK_SLOTS)
        self.hooks = Hooks(office.settings, office.now)
        self.senders["officer"].serve(InventedMessenger())
        robot = RobotReporter(office)
        self.senders["reporter"].serve(robot)
        self.senders["officer"].serve(RobotOfficer(office))
        office.sends |= {
            ("officer", InventedMessenger.name),
            ("officer", RobotOfficer.name),
            ("reporter", RobotReporter.name),
        }
        self.channels: dict[str, Callable[[], str]] = {}
        office.standing = self._standing
        self._alone, self._gone = alone, gone
        self._ending = False
        self._due = DueLoop(office)
        self._news = News(office)
        self._counting = Counting()
        self._upkeep = loops(office, self._counting, robot)
        self._tasks: set[asyncio.Task[None]] = set()
        self._listeners: list[Listener] = []
        office.on_timers = self._due.wake
        office.on_parcels = self._post
        office.on_happening = write_down
        metrics.BEAT.labels("due").set_function(self._beat_age)

    async def begin(self, public: Listener, console: Listener) -> None:
        """Everything but the messengers works when this returns."""
        await self.begin_loops()
        await public.begin(
            public_app(self.office, self.health, hooks=[*self.hooks.routes(), *_paid_routes(self.office)])
        )
        await console.begin(console_app(self.office, self._news))
        self._listeners = [public, console]

    async def begin_loops(self) -> None:
        """What is due fires and what waits to be sent is sent, without a listener."""
        await delivery.begin(self.office, alone=self._alone, gone=self._gone)
        await self._due.turn()
        runs = [self._due.run]
        runs += [sender.run for sender in self.senders.values()]
        runs += [loop.run for loop in self._upkeep]
        for run in runs:
            self.start(self._keep(run))

    async def end(self) -> None:
        """Finish what was begun: requests first, then messages in flight, then the loops."""
        self._ending = True
        self._news.end()
        for listener in self._listeners:
            await listener.end()
        for sender in self.senders.values():
            await sender.stop()
        self._due.stop()
        for loop in self._upkeep:
            loop.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=3)

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run beside the others; a loop that ends with an error is reported."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def lead(self, job: str) -> Lead | None:
        """How this process learns whether it polls; None where no other process can be."""
        return None if self._alone else SharedLead(self.office, job)

    def is_alive(self) -> bool:
        """What systemd's watchdog is told: timers move."""
        return self._due.beat.is_fresh(self.office.clock.monotonic())

    def health(self) -> dict[str, Any]:
        """What `/readyz` tells: only the database and the due loop decide."""
        fresh = self.is_alive()
        decides = {"ready": fresh, "database": fresh, "due_loop": fresh}
        return {**decides, "channels": self._standing(), **self._counting.told()}

    def _standing(self) -> dict[str, str]:
        return {name: state() for name, state in self.channels.items()}

    async def _keep(self, run: Callable[[], Awaitable[None]]) -> None:
        """A loop that ends by an error is reported, and begins again."""
        while not self._ending:
            try:
                await run()
            except Exception as error:  # noqa: BLE001 - nothing may end the loops but the end
                log.error("loop_died", error=error)
                await self.office.clock.wait(asyncio.Event(), _BEGINS_AGAIN_AFTER)
            else:
                return

    def _beat_age(self) -> float:
        at = self._due.beat.at
        return -1.0 if at is None else self.office.clock.monotonic() - at

    def _post(self, parcels: Sequence[Parcel]) -> None:
        for bot, sender in self.senders.items():
            mine = [parcel for parcel in parcels if parcel.bot == bot]
            if mine:
                sender.post(mine)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("loop_died", error=task.exception())


def _paid_routes(office: Installation) -> list[BaseRoute]:
    """Where providers of text messages and calls tell what became of them."""
    if not {"sms", "voice"} & office.settings.officer_channels:
        return []
    from bot.officer.paid_hooks import paid_routes  # noqa: PLC0415 - httpx takes room, and is for these alone

    return paid_routes(office)
