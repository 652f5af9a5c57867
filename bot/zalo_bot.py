"""What the reporters' and the officers' bot on Zalo share: a source of updates, and no way to delete any.

Two bots, two tokens, two trust domains: nothing of one is known to the other.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from bot.introduction import Introduction
from bot.receiving import Update
from bot.registration import Hook
from bot.zalo_api import POLL_SECONDS, ZaloApi
from bot.zalo_updates import ZaloMessage, ZaloSource

Content = TypeVar("Content")
NAME = "zalo"


class ZaloBot(Generic[Content]):
    """One bot. `understood` makes of a message what the bot brings."""

    name = NAME
    repeats = False

    def __init__(
        self,
        token: str,
        api_base: str,
        understood: Callable[[ZaloMessage], Content | None],
        poll_seconds: int = POLL_SECONDS,
    ) -> None:
        self._api = ZaloApi(token, api_base)
        self._source = ZaloSource(self._api, token, understood, poll_seconds=poll_seconds)

    async def fetch(self, offset: int | None) -> list[Update[Content]]:
        """What isn't confirmed yet, else the next update; waits for one a while. Raises SendFailed."""
        return await self._source.fetch(offset)

    def read(self, raw: dict[str, Any]) -> Update[Content]:
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

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """Zalo deletes nothing for a bot; the goodbye tells the reporter how to do it by hand."""

    async def introduce(self, introductions: Mapping[str, Introduction], default: str) -> None:
        """Zalo shows no commands, and takes a bot's description from Zalo Bot Manager alone."""

    async def close(self) -> None:
        """Give connections back."""
        await self._api.close()
