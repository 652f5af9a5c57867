"""What reporters do on a messenger, on its way to the interview."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot import metrics
from bot.receiving import Polling, Update
from handlers import interview
from handlers.installation import Installation
from handlers.interview import Received


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a reporter did, and the press that waits for an answer, if it was one."""

    received: Received
    press_id: str | None = None


class ReporterBot(Protocol):
    """A messenger of the reporters, as far as receiving needs it."""

    name: str

    async def fetch(self, offset: int | None) -> Sequence[Update[Arrived]]: ...

    def answer(self, arrived: Sequence[Arrived]) -> None: ...


def reporters_polling(office: Installation, bot: ReporterBot) -> Polling[Arrived]:
    """The loop that brings what reporters do to the interview. Replies leave by the outbox."""

    async def handle(arrived: Sequence[Arrived]) -> list[Exception | None]:
        replies = await interview.receive(office, [one.received for one in arrived])
        bot.answer(arrived)
        metrics.TURNS.labels(bot.name).inc(len(arrived))
        return [reply if isinstance(reply, Exception) else None for reply in replies]

    async def set_aside(arrived: Arrived) -> None:
        await interview.set_aside(office, arrived.received)

    async def sleep(seconds: float) -> None:
        await office.clock.wait(asyncio.Event(), seconds)

    return Polling("reporter", bot.fetch, handle, set_aside, sleep=sleep, monotonic=office.clock.monotonic)
