"""What reporters do on a messenger, on its way to the interview.

A chat in which somebody speaks waits until that is fetched, and no other chat does.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot import metrics
from bot.logs import log
from bot.receiving import Lead, Polling, Update
from bot.registration import PolledMessenger, fetching
from bot.reporter.files import FileBot, Files, Lot, SentFile
from bot.reporter.voice import VoiceBot, VoiceFile, heard
from bot.webhook import Webhook
from handlers import hidden_messages, interview
from handlers.installation import Installation
from handlers.interview import Received, Reply


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a reporter did; the press that waits for an answer, or what is still to be fetched, if any.

    `withdraws`: asked the messenger that we forget this chat, and said nothing. `nameless`: the messenger
    keeps from us even whose it is, so nobody can be answered.
    """

    received: Received
    press_id: str | None = None
    voice: VoiceFile | None = None
    file: SentFile | None = None
    withdraws: bool = False
    nameless: bool = False


class PostingBot(VoiceBot, FileBot, Protocol):
    """A messenger of the reporters that posts what it brings."""

    name: str
    repeats: bool
    """Whether it is known to post again what wasn't answered 200."""

    def read(self, raw: dict[str, Any]) -> Update[Arrived]: ...

    def answer(self, arrived: Sequence[Arrived]) -> None: ...


class ReporterBot(PolledMessenger[Arrived], PostingBot, Protocol):
    """One that can be polled too."""


def reporters_polling(
    office: Installation, bot: ReporterBot, our_hook: str | None = None, lead: Lead | None = None
) -> Polling[Arrived]:
    """The loop that brings what reporters do to the interview. Replies leave by the outbox.

    `our_hook` is the address that webhook mode would have registered. `lead` None: no other process polls.
    """
    window = _Window(office, bot)
    name = _name(bot)
    fetch = fetching(name, bot, our_hook)
    return Polling(
        name,
        fetch,
        window.handle,
        window.set_aside,
        lead=lead,
        sleep=window.sleep,
        monotonic=office.clock.monotonic,
    )


def reporters_webhook(office: Installation, bot: PostingBot) -> Webhook[Arrived]:
    """The same for what the messenger posts."""
    window = _Window(office, bot)
    return Webhook(
        _name(bot),
        bot.read,
        window.handle,
        window.set_aside,
        repeats=bot.repeats,
        monotonic=office.clock.monotonic,
    )


def _name(bot: PostingBot) -> str:
    """What log lines call it."""
    return "reporter" if bot.name == "telegram" else f"{bot.name}.reporter"


class _Window:
    def __init__(self, office: Installation, bot: PostingBot) -> None:
        self._office = office
        self._bot = bot
        self._files = Files(office, bot)

    async def handle(self, arrived: Sequence[Arrived]) -> list[Exception | None]:
        began = self._office.clock.monotonic()
        replies = await self._handled(arrived)
        took, name = self._office.clock.monotonic() - began, self._bot.name
        for _ in arrived:
            metrics.TURN_SECONDS.labels(name).observe(took)
        self._bot.answer(arrived)
        metrics.TURNS.labels(self._bot.name).inc(len(arrived))
        return [reply if isinstance(reply, Exception) else None for reply in replies]

    async def set_aside(self, arrived: Arrived) -> None:
        await interview.set_aside(self._office, await self._heard(arrived, Lot.begun()))

    async def sleep(self, seconds: float) -> None:
        await self._office.clock.wait(asyncio.Event(), seconds)

    async def _handled(self, arrived: Sequence[Arrived]) -> list[Reply | Exception]:
        """Everybody's replies, in order."""
        if any(one.withdraws or one.nameless for one in arrived):
            return [await self._alone(one) for one in arrived]
        speaking = {one.received.sender for one in arrived if one.voice or one.file}
        if not speaking:
            return await interview.receive(self._office, [one.received for one in arrived])
        at_once = [place for place, one in enumerate(arrived) if one.received.sender not in speaking]
        later = [
            [place for place, one in enumerate(arrived) if one.received.sender == sender]
            for sender in speaking
        ]
        lot = Lot.begun()

        async def take(places: Sequence[int]) -> list[Reply | Exception]:
            received = await asyncio.gather(*(self._heard(arrived[place], lot) for place in places))
            return await interview.receive(self._office, received) if received else []

        taken = await asyncio.gather(*map(take, (at_once, *later)))
        replies = {
            place: reply
            for places, answered in zip((at_once, *later), taken, strict=True)
            for place, reply in zip(places, answered, strict=True)
        }
        return [replies[place] for place in range(len(arrived))]

    async def _alone(self, arrived: Arrived) -> Reply | Exception:
        received = arrived.received
        if arrived.nameless:
            await hidden_messages.count(self._office)
            return Reply(None, "")
        if not arrived.withdraws:
            return (await self._handled([arrived]))[0]
        await interview.withdraw(self._office, received)
        log("chat_withdrawn", channel=received.channel)
        return Reply(None, "")

    async def _heard(self, arrived: Arrived, lot: Lot) -> Received:
        if arrived.file is not None:
            return await self._files.taken(arrived.received, arrived.file, lot)
        return await heard(self._office, self._bot, arrived.received, arrived.voice)
