"""The other way in: a messenger posts what it has, and hears 200 only after the commit.

Whatever isn't answered 200 the messenger keeps and posts again, so nothing is lost here that polling would
have kept; and update numbers are remembered in the same inbox, so an update that came both ways is handled
once. `bot/registration.py` tells the messenger where to post, `bot/hooks.py` is that address.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Generic, TypeVar

import msgspec

from bot.logs import log
from bot.patience import Patience
from bot.receiving import Update

Content = TypeVar("Content")

TAKEN_WITHIN = 20.0
TRIES_WHERE_NOTHING_IS_REPEATED = 3
BETWEEN_TRIES = 0.2
PATIENT_FOR = 180.0
"""Seconds for which the others of a chat wait for one that failed: the messenger posts it again before."""


class Taken(Enum):
    """What became of something that was posted."""

    STORED = auto()
    UNREADABLE = auto()
    NOT_NOW = auto()


@dataclass(slots=True)
class _Line:
    """One chat's updates, one at a time. `failed`: the one that the others wait for, and since when."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    failed: int | None = None
    failed_at: float = 0.0


class Webhook(Generic[Content]):
    """Takes what one bot's messenger posts.

    `read(raw)` raises KeyError, TypeError or ValueError for what is no update at all. `handle` and
    `set_aside` as for `Polling`. `repeats`: what isn't answered 200 is surely posted again; where that isn't
    known, a message that fails alone is tried again here, and set aside before the answer.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[dict[str, Any]], Update[Content]],
        handle: Callable[[Sequence[Content]], Awaitable[Sequence[Exception | None]]],
        set_aside: Callable[[Content], Awaitable[object]],
        *,
        repeats: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._tries = 1 if repeats else TRIES_WHERE_NOTHING_IS_REPEATED
        self._read = read
        self._handle = handle
        self._patience = Patience(name, set_aside)
        self._monotonic = monotonic
        self._lines: dict[str, _Line] = {}
        self._in_hand = 0
        self._empty_handed = asyncio.Event()
        self._empty_handed.set()
        self._ending = False

    async def take(self, body: bytes) -> Taken:
        """Something was posted: STORED once it is committed, or was before."""
        if self._ending:
            return Taken.NOT_NOW
        try:
            update = self._read(msgspec.json.decode(body, type=dict[str, Any]))
        except (msgspec.MsgspecError, KeyError, TypeError, ValueError) as error:
            log.warning("post_unreadable", bot=self._name, error=error)
            return Taken.UNREADABLE
        if update.content is None:
            return Taken.STORED
        with self._holding():
            return await self._take_in_turn(update.update_id, update.chat, update.content)

    async def end(self) -> None:
        """Take nothing more, and finish what is in hand: the rest stays with the messenger."""
        self._ending = True
        await self._empty_handed.wait()

    async def _take_in_turn(self, update_id: int, chat: str, content: Content) -> Taken:
        try:
            async with asyncio.timeout(TAKEN_WITHIN), self._turn_of(chat) as line:
                return await self._take_next(line, update_id, content)
        except TimeoutError:
            log.error("post_took_too_long", bot=self._name)
            return Taken.NOT_NOW

    async def _take_next(self, line: _Line, update_id: int, content: Content) -> Taken:
        waiting = self._monotonic() - line.failed_at < PATIENT_FOR
        if line.failed not in (None, update_id) and waiting:
            return Taken.NOT_NOW  # nothing overtakes the one of its chat that failed
        if not await self._is_stored_at_last(update_id, content):
            line.failed, line.failed_at = update_id, self._monotonic()
            return Taken.NOT_NOW
        line.failed = None
        return Taken.STORED

    async def _is_stored_at_last(self, update_id: int, content: Content) -> bool:
        for _ in range(self._tries - 1):
            if await self._is_stored(update_id, content):
                return True
            await asyncio.sleep(BETWEEN_TRIES)
        return await self._is_stored(update_id, content)

    async def _is_stored(self, update_id: int, content: Content) -> bool:
        try:
            [error] = await self._handle([content])
        except Exception as raised:  # noqa: BLE001 - it is counted, and posted again
            error = raised
        if error is not None:
            return await self._patience.settled(update_id, content, error)
        self._patience.forget(update_id)
        return True

    @asynccontextmanager
    async def _turn_of(self, chat: str) -> AsyncIterator[_Line]:
        """This chat's line; those who come meanwhile wait, in the order they came."""
        line = self._lines.setdefault(chat, _Line())
        line.users += 1
        try:
            async with line.lock:
                yield line
        finally:
            line.users -= 1
            if line.users == 0 and line.failed is None:
                del self._lines[chat]

    @contextmanager
    def _holding(self) -> Iterator[None]:
        self._in_hand += 1
        self._empty_handed.clear()
        try:
            yield
        finally:
            self._in_hand -= 1
            if self._in_hand == 0:
                self._empty_handed.set()
