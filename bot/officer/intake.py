"""What officers do on a messenger, on its way to the handlers, and the answer on its way back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot import ways_in
from bot.channel import Message
from bot.logs import log
from bot.officer.wish import Wish
from bot.receiving import Lead, Polling
from bot.registration import PolledMessenger
from bot.sending import rendered
from bot.ways_in import Posting
from bot.webhook import Webhook
from handlers import officer_chat
from handlers.installation import Installation
from handlers.officer_chat import OfficerReceived, OfficerReply
from hotline.errors import SendFailed
from hotline.parcel import Contents


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants, and the press that waits for an answer, if it was one."""

    received: OfficerReceived
    press_id: str | None = None


class OfficerBot(PolledMessenger[Asked], Posting[Asked], Protocol):
    """A messenger of the officers, as far as answering needs it."""

    async def say(self, address: str, message: Message) -> str | None: ...

    async def answer(self, press_id: str, popup: str = "") -> None: ...


def received(channel: str, address: str, update_id: str, wish: Wish) -> OfficerReceived:
    return OfficerReceived(channel, address, update_id, wish.verb, wish.code, wish.number)


def officers_polling(
    office: Installation, bot: OfficerBot, our_hook: str | None = None, lead: Lead | None = None
) -> Polling[Asked]:
    """The loop that brings what officers do to the handlers. The rest as `ways_in.polling`."""
    name = ways_in.log_name(bot.name, "officer")
    return ways_in.polling(office, name, bot, _Desk(office, bot), our_hook=our_hook, lead=lead)


def officers_webhook(office: Installation, bot: OfficerBot) -> Webhook[Asked]:
    """The same for what the messenger posts."""
    return ways_in.webhook(office, ways_in.log_name(bot.name, "officer"), bot, _Desk(office, bot))


class _Desk:
    def __init__(self, office: Installation, bot: OfficerBot) -> None:
        self._office = office
        self._bot = bot
        self._answering: set[asyncio.Task[None]] = set()

    async def handle(self, contents: Sequence[Asked]) -> list[Exception | None]:
        replies = await officer_chat.receive(self._office, [one.received for one in contents])
        for one, reply in zip(contents, replies, strict=True):
            if not isinstance(reply, Exception):
                self._answer_soon(one, reply)
        return [reply if isinstance(reply, Exception) else None for reply in replies]

    async def set_aside(self, content: Asked) -> None:
        """The page stands and climbs. Raises while nothing can be stored."""
        await officer_chat.set_aside(self._office, content.received)
        log.error("officers_message_given_up", bot="officer")

    def _answer_soon(self, asked: Asked, reply: OfficerReply) -> None:
        """Beside the loop: the act is committed, the answer to a press is best effort."""
        task = asyncio.create_task(self._answer(asked, reply))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, asked: Asked, reply: OfficerReply) -> None:
        if asked.press_id is not None:
            toast = reply.toast
            popup = self._office.texts.catalog.text(reply.locale, toast) if toast is not None else ""
            await self._bot.answer(asked.press_id, popup)
        if reply.direct is not None:
            await self._say_directly(asked.received.address, Contents(reply.locale, reply.direct))

    async def _say_directly(self, address: str, contents: Contents) -> None:
        try:
            await self._bot.say(address, rendered(self._office.texts.catalog, contents))
        except SendFailed as failure:
            log.warning("stranger_not_answered", bot="officer", kind=failure.kind)
