"""The messenger of a demonstration's officers: takes every page and delivers it nowhere.

An installation that isn't a demonstration has no contact on this channel (`langnghe demo`).
"""

from collections.abc import Sequence

from bot.channel import Message

NAME = "demo"


class InventedMessenger:
    """A channel that never fails, because nobody is at the other end."""

    name = NAME

    async def say(self, address: str, message: Message) -> str | None:
        """Nothing leaves the machine."""
        del address, message
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """There is nothing to erase."""

    async def close(self) -> None:
        """There is no connection."""
