"""What reporters do on a messenger, on its way to the interview.

A chat in which somebody speaks waits until that is fetched, and no other chat does.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot import metrics, ways_in
from bot.logs import log
from bot.receiving import Lead, Polling
from bot.registration import PolledMessenger
from bot.reporter.files import FileBot, Files, Lot, SentFile
from bot.reporter.voice import VoiceBot, VoiceFile, heard
from bot.ways_in import Posting
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


class PostingBot(Posting[Arrived], VoiceBot, FileBot, Protocol):
    """A messenger of the reporters that posts what it brings."""

    def answer(self, arrived: Sequence[Arrived]) -> None: ...


class ReporterBot(PolledMessenger[Arrived], PostingBot, Protocol):
    """One that can be polled too."""


def reporters_polling(
    office: Installation, bot: ReporterBot, our_hook: str | None = None, lead: Lead | None = None
) -> Polling[Arrived]:
    """The loop that brings what reporters do to the interview. Replies leave by the outbox.

    The rest as `ways_in.polling`.
    """
    name = ways_in.log_name(bot.name, "reporter")
    return ways_in.polling(office, name, bot, _Window(office, bot), our_hook=our_hook, lead=lead)


def reporters_webhook(office: Installation, bot: PostingBot) -> Webhook[Arrived]:
    """The same for what the messenger posts."""
    return ways_in.webhook(office, ways_in.log_name(bot.name, "reporter"), bot, _Window(office, bot))


class _Window:
    def __init__(self, office: Installation, bot: PostingBot) -> None:
        self._office = office
        self._bot = bot
        self._files = Files(office, bot)

    async def handle(self, contents: Sequence[Arrived]) -> list[Exception | None]:
        began = self._office.clock.monotonic()
        replies = await self._handled(contents)
        took, name = self._office.clock.monotonic() - began, self._bot.name
        for _ in contents:
            metrics.TURN_SECONDS.labels(name).observe(took)
        self._bot.answer(contents)
        metrics.TURNS.labels(self._bot.name).inc(len(contents))
        return [reply if isinstance(reply, Exception) else None for reply in replies]

    async def set_aside(self, content: Arrived) -> None:
        await interview.set_aside(self._office, await self._heard(content, Lot.begun()))

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
