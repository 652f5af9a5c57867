"""Officers on Zalo: no buttons, so a page is answered by a typed code or by its link."""

from bot.channel import Message
from bot.message_text import parts
from bot.officer import typed
from bot.officer.intake import Asked, received
from bot.officer.wish import Wish
from bot.zalo_api import LONGEST_PART, POLL_SECONDS
from bot.zalo_bot import NAME, ZaloBot
from bot.zalo_updates import ZaloMessage


class OfficerZalo(ZaloBot[Asked]):
    """The officers' bot: a source of wishes and a channel to page on."""

    def __init__(self, token: str, api_base: str, *, poll_seconds: int = POLL_SECONDS) -> None:
        super().__init__(token, api_base, _asked, poll_seconds)

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with Zalo; below it, on lines of their own, what can be typed. Raises SendFailed."""
        lines = "\n".join((message.text, *(label for _, label in message.buttons)))
        for part in parts(lines, LONGEST_PART):
            await self._api.send(address, part)
        return None

    async def answer(self, press_id: str, popup: str = "") -> None:
        """There are no buttons that wait for an answer."""


def _asked(message: ZaloMessage) -> Asked | None:
    if not message.chat:
        return None
    wished = Wish("other") if message.text is None else typed.of_text(message.text)
    return Asked(received(NAME, message.chat, message.key, wished))
