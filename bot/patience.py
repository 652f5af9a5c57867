"""How often a message may fail before a person reads it instead: the same for polling and for webhooks."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from bot.logs import log

Content = TypeVar("Content")

TRIES_ALONE = 3


class Patience(Generic[Content]):
    """Counts one bot's failures by update; after the third alone, the message is set aside.

    `set_aside(content)` stores, in its own transaction, one that can't be handled.
    """

    def __init__(self, name: str, set_aside: Callable[[Content], Awaitable[object]]) -> None:
        self._name = name
        self._set_aside = set_aside
        self._failures: dict[int, int] = {}

    async def settled(self, update_id: int, content: Content, error: Exception) -> bool:
        """Count a failure alone; True if the message was set aside for it."""
        tries = self._failures[update_id] = self._failures.get(update_id, 0) + 1
        log.error("message_failed", bot=self._name, attempt=tries, error=error)
        if tries < TRIES_ALONE or not await self._was_set_aside(content):
            return False
        self.forget(update_id)
        return True

    def forget(self, update_id: int) -> None:
        """It is stored: nothing is counted any more."""
        self._failures.pop(update_id, None)

    def forget_all(self) -> None:
        """The messenger holds nothing of what failed."""
        self._failures.clear()

    async def _was_set_aside(self, content: Content) -> bool:
        try:
            await self._set_aside(content)
        except Exception as error:  # noqa: BLE001 - nothing can be stored now: it stays with the messenger
            log.error("setting_aside_failed", bot=self._name, error=error)
            return False
        log.error("message_set_aside", bot=self._name)
        return True
