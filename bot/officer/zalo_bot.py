"""Officers on Zalo: no buttons, so a page is answered by a typed code or by its link."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channel import Message
from bot.introduction import Introduction
from bot.message_text import parts
from bot.officer import typed
from bot.officer.intake import Asked, received
from bot.officer.wish import Wish
from bot.receiving import Update
from bot.registration import Hook
from bot.zalo_api import LONGEST_PART, POLL_SECONDS, ZaloApi
from bot.zalo_updates import ZaloMessage, ZaloSource

NAME = "zalo"


class OfficerZalo:
    """The officers' bot: a source of wishes and a channel to page on."""

    name = NAME
    repeats = False

    def __init__(self, token: str, api_base: str, *, poll_seconds: int = POLL_SECONDS) -> None:
        self._api = ZaloApi(token, api_base)
        self._source = ZaloSource(self._api, token, _asked, poll_seconds=poll_seconds)

    async def fetch(self, offset: int | None) -> list[Update[Asked]]:
        """What isn't confirmed yet, else the next update; waits for one a while. Raises SendFailed."""
        return await self._source.fetch(offset)

    def read(self, raw: dict[str, Any]) -> Update[Asked]:
        """An update as it is posted. Raises KeyError, TypeError or ValueError for what is none."""
        return self._source.read(raw)

    async def hook(self) -> Hook:
        """Where Zalo posts. Raises SendFailed."""
        return await self._api.hook()

    async def set_hook(self, url: str, secret: str) -> None:
        """Zalo posts there. Raises SendFailed."""
        await self._api.set_hook(url, secret)

    async def remove_hook(self) -> None:
        """Zalo waits to be polled. Raises SendFailed."""
        await self._api.remove_hook()

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with Zalo; below it, on lines of their own, what can be typed. Raises SendFailed."""
        lines = "\n".join((message.text, *(label for _, label in message.buttons)))
        for part in parts(lines, LONGEST_PART):
            await self._api.send(address, part)
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """Zalo deletes nothing for a bot."""

    async def answer(self, press_id: str, popup: str = "") -> None:
        """There are no buttons that wait for an answer."""

    async def introduce(self, introductions: Mapping[str, Introduction], default: str) -> None:
        """Zalo shows no commands, and takes a bot's description from Zalo Bot Manager alone."""

    async def close(self) -> None:
        """Give connections back."""
        await self._api.close()


def _asked(message: ZaloMessage) -> Asked:
    wished = Wish("other") if message.text is None else typed.of_text(message.text)
    return Asked(received(NAME, message.chat, message.key, wished))
