"""The polling loop: what a messenger holds for us is confirmed only after it is stored.

Both libraries' own loops confirm an update before it is handled and lose it in a crash (measured). Here
`fetch(offset)` brings a batch, `handle` commits it, and only the next fetch's offset confirms it. When a
message fails, alone, it holds up nobody but its own chat; after three failures it is set aside, in a
transaction of its own, and a person reads it.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Generic, Literal, Protocol, TypeVar

from bot.logs import log
from bot.patience import Patience
from hotline.errors import SendFailed

Content = TypeVar("Content")
Answer = TypeVar("Answer")
Stopped = asyncio.Task[Literal[True]]

# So many chats in a row without one success: it isn't the messages, the database is away.
CHATS_BEFORE_GIVING_UP = 3
SHORTEST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
# A long poll that comes back empty before this was not a long poll: don't ask again at once.
SOON_SECONDS = 1.0
# With the time until a dead process's heartbeat counts no more: another takes over within ten seconds.
STANDS_BY_SECONDS = 1.0
FAILURES_BEFORE_LEAVING = 3


@dataclass(frozen=True, slots=True)
class Update(Generic[Content]):
    """One thing that a messenger brought. `content` None: confirmed and otherwise ignored."""

    update_id: int
    chat: str
    content: Content | None


class State(StrEnum):
    """What `/readyz` tells of a channel."""

    STARTING = "starting"
    WORKING = "working"
    FAILING = "failing"
    CONFLICT = "conflict"  # somebody else polls with the same token, or a webhook takes the updates
    REFUSED = "refused"  # the token is worth nothing
    STANDING_BY = "standing_by"  # another process of this installation polls
    STOPPED = "stopped"


class Lead(Protocol):
    """Whether this process is the one that polls."""

    async def ours(self) -> bool: ...

    async def leave(self) -> None:
        """Another process may try its luck."""


class OnlyProcess:
    """Nobody else is there who could poll."""

    async def ours(self) -> bool:
        return True

    async def leave(self) -> None:
        """There is nobody to leave it to."""


class Polling(Generic[Content]):
    """One bot's loop.

    `fetch(offset)` waits for updates and raises SendFailed: of kind "conflict" for a second poller, "webhook"
    where one is set.
    `handle(contents)` returns once they are committed: for each None, or the error with which it failed
    alone. If it raises, each is tried alone here. Called again with the same it changes nothing.
    `set_aside(content)` stores, in its own transaction, one that can't be handled.
    `lead` is asked before each fetch: a messenger that is polled by two gives each a part.
    """

    def __init__(
        self,
        name: str,
        fetch: Callable[[int | None], Awaitable[Sequence[Update[Content]]]],
        handle: Callable[[Sequence[Content]], Awaitable[Sequence[Exception | None]]],
        set_aside: Callable[[Content], Awaitable[object]],
        *,
        lead: Lead | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.state = State.STARTING
        self._name = name
        self._fetch = fetch
        self._handle = handle
        self._patience = Patience(name, set_aside)
        self._lead = lead or OnlyProcess()
        self._sleep = sleep
        self._monotonic = monotonic
        self._jitter = jitter
        self._offset: int | None = None
        self._stored: set[int] = set()  # beyond the offset, because one before them failed
        self._pause_seconds = 0.0
        self._failed_fetches = 0
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`; finishes the batch that it has begun."""
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            while not self._stopping.is_set():
                await self._turn(stopped)
            await self._lead.leave()
        finally:
            stopped.cancel()
            self.state = State.STOPPED

    def stop(self) -> None:
        self._stopping.set()

    async def _turn(self, stopped: Stopped) -> None:
        started = self._monotonic()
        try:
            if not await self._lead.ours():
                await self._stand_by(stopped)
                return
            batch = await _unless(stopped, self._fetch(self._offset))
        except Exception as error:  # noqa: BLE001 - the loop goes on, whatever the messenger sent
            await self._after_failed_fetch(stopped, error)
            return
        if batch is None:
            return
        if not batch:
            await self._after_nothing(stopped, took=self._monotonic() - started)
        elif await self._take(batch):
            self._note_success()
        else:
            await self._pause(stopped)

    async def _stand_by(self, stopped: Stopped) -> None:
        if self.state is not State.STANDING_BY:
            log("polling_stands_by", bot=self._name)
        self.state = State.STANDING_BY
        self._forget_batch()  # whoever polls meanwhile confirms what it stores
        await _unless(stopped, self._sleep(STANDS_BY_SECONDS))

    async def _after_failed_fetch(self, stopped: Stopped, error: Exception) -> None:
        failure = error if isinstance(error, SendFailed) else None
        self.state = self._state_after(failure)
        kind = failure.kind if failure else None
        log.warning("polling_failed", bot=self._name, state=self.state.value, kind=kind, error=error)
        self._failed_fetches += 1
        if self.state is State.FAILING and self._failed_fetches >= FAILURES_BEFORE_LEAVING:
            self._failed_fetches = 0
            await self._lead.leave()  # the messenger may be within another machine's reach
        await self._pause(stopped, failure.retry_after if failure else None)

    def _state_after(self, failure: SendFailed | None) -> State:
        if failure is not None and failure.kind in ("conflict", "webhook"):
            return State.CONFLICT
        return State.REFUSED if failure is not None and failure.whole_bot else State.FAILING

    async def _after_nothing(self, stopped: Stopped, *, took: float) -> None:
        self._note_success()
        # Everything before the offset is forgotten now, and after a week of silence Telegram counts from
        # anywhere: an old offset would hide what has a lower number.
        self._forget_batch()
        if took < SOON_SECONDS:
            await _unless(stopped, self._sleep(SOON_SECONDS))

    def _forget_batch(self) -> None:
        self._offset = None
        self._stored.clear()
        self._patience.forget_all()

    async def _take(self, batch: Sequence[Update[Content]]) -> bool:
        """True if everything is stored; moves the offset as far as it is."""
        new = [u for u in batch if u.update_id not in self._stored]
        failed = await self._store(new)
        if failed:
            self._stored.update(u.update_id for u in new if u.update_id not in failed)
            self._offset = min(failed)
            self.state = State.FAILING if len(failed) == len(new) else State.WORKING
            return False
        self._offset = max(u.update_id for u in batch) + 1
        self._stored.clear()
        self._patience.forget_all()
        return True

    async def _store(self, updates: Sequence[Update[Content]]) -> set[int]:
        """Handle the updates together, else one by one; the ids of those that could not be stored."""
        told = [(u.update_id, u.content) for u in updates if u.content is not None]
        if not told:
            return set()
        try:
            errors = await self._handle([content for _, content in told])
        except Exception as error:  # noqa: BLE001 - the loop goes on; each is tried alone
            log.error("batch_failed", bot=self._name, count=len(told), error=error)
            return await self._store_one_by_one(updates)
        return {
            update_id
            for (update_id, content), error in zip(told, errors, strict=True)
            if error is not None and not await self._patience.settled(update_id, content, error)
        }

    async def _store_one_by_one(self, updates: Sequence[Update[Content]]) -> set[int]:
        failed: set[int] = set()
        waiting_chats: set[str] = set()
        stored_any = False
        for update in updates:
            hopeless = not stored_any and len(waiting_chats) >= CHATS_BEFORE_GIVING_UP
            if hopeless or update.chat in waiting_chats:  # nothing overtakes the one of its chat that failed
                failed.add(update.update_id)
            elif update.content is None or await self._store_alone(update.update_id, update.content):
                stored_any = True
            else:
                failed.add(update.update_id)
                waiting_chats.add(update.chat)
        return failed

    async def _store_alone(self, update_id: int, content: Content) -> bool:
        try:
            [error] = await self._handle([content])
        except Exception as raised:  # noqa: BLE001 - the loop goes on; it is counted and tried again
            error = raised
        return error is None or await self._patience.settled(update_id, content, error)

    def _note_success(self) -> None:
        if self.state is not State.WORKING:
            log("polling_works", bot=self._name)
        self.state = State.WORKING
        self._pause_seconds = 0.0
        self._failed_fetches = 0

    async def _pause(self, stopped: Stopped, at_least: timedelta | None = None) -> None:
        """Double the pause at each failure, with jitter, up to half a minute."""
        longer = max(SHORTEST_PAUSE_SECONDS, self._pause_seconds * 2)
        self._pause_seconds = min(longer, LONGEST_PAUSE_SECONDS)
        seconds = self._pause_seconds * (0.75 + 0.25 * self._jitter())
        if at_least is not None:
            seconds += at_least.total_seconds()
        await _unless(stopped, self._sleep(seconds))


async def _unless(stopped: Stopped, wanted: Awaitable[Answer]) -> Answer | None:
    """What was waited for, or None if the loop is to stop first; then the waiting is given up."""
    task = asyncio.ensure_future(wanted)
    try:
        await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
    finally:
        task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return None
