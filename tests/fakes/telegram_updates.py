"""The queue of one bot's updates, with the rules of `getUpdates` (tdlib/telegram-bot-api, Client.cpp)."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import httpx

from tests.fakes.telegram_rules import (
    CONFLICT_POLL,
    CONFLICT_WEBHOOK,
    LONGEST_POLL_SECONDS,
    UPDATES_KEPT,
    Json,
    Refused,
)
from tests.fakes.telegram_webhook import Postman, Waiting, Webhook

NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class UpdateQueue:
    """Updates stay until a later call's offset confirms them, or for 24 hours."""

    def __init__(
        self, clock: Callable[[], datetime], transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._clock = clock
        self._transport = transport
        self.waiting: list[Waiting] = []
        self.history: list[Json] = []
        self.next_update_id = 700_000_001  # a week of silence makes Telegram choose a new one
        self.webhook = Webhook()
        self.postman: Postman | None = None
        self._allowed: list[str] = []
        self._poll: asyncio.Future[None] | None = None
        self._last_offset: int | None = None
        self._last_poll_at = -10.0

    def put(self, kind: str, content: Json) -> int | None:
        """Queue an update; its id, or None if the bot doesn't want this kind."""
        if kind not in self._allowed if self._allowed else kind in NOT_BY_DEFAULT:
            return None
        update_id = self.next_update_id
        self.next_update_id += 1
        update: Json = {"update_id": update_id, kind: content}
        self.history.append(update)
        self._queue(Waiting(update, self._clock()))
        return update_id

    def redeliver(self, update_id: int | None = None) -> None:
        """Send an update again with its old id (the last one by default), though it was confirmed."""
        again = [u for u in self.history if update_id in (None, u["update_id"])]
        self._queue(Waiting(again[-1], self._clock(), again=True))

    def reorder(self) -> None:
        """What waits comes in the opposite order."""
        self.waiting.reverse()

    def post_to(self, webhook: Webhook, allowed: list[str] | None = None) -> None:
        """From now on what waits is posted there, beginning with the oldest; "" ends it."""
        if allowed is not None:
            self._allowed = allowed
        if self.postman is not None:
            self.postman.stop()
        self.webhook = webhook
        self.postman = None
        if webhook.url:
            self.postman = Postman(webhook, self.waiting, self._clock, transport=self._transport)
            self.postman.start()

    def _queue(self, waiting: Waiting) -> None:
        self.waiting.append(waiting)
        if self.postman is not None:
            self.postman.wake()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    async def poll(self, offset: int, limit: int, timeout: float, allowed: list[str] | None) -> list[Json]:  # noqa: ASYNC109
        """What `getUpdates` answers. A second poll ends the first with 409."""
        if self.webhook.url:
            raise Refused(409, CONFLICT_WEBHOOK)
        self.end_poll(CONFLICT_POLL)
        if allowed is not None:
            self._allowed = allowed
        limit, timeout = self._slowed(offset, limit, min(timeout, LONGEST_POLL_SECONDS))
        self._confirm(offset)
        if not self.waiting and timeout > 0:
            await self._wait(timeout)
        batch = self.waiting[: max(1, min(limit, 100))]
        for each in batch:
            each.again = False
        return [each.update for each in batch]

    def end_poll(self, why: str) -> None:
        """The call that waits now, if any, is answered 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refused(409, why))
        self._poll = None

    async def _wait(self, timeout: float) -> None:  # noqa: ASYNC109
        self._poll = mine = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait((mine,), timeout=timeout)
            if mine.done():
                mine.result()
        finally:
            if self._poll is mine:
                self._poll = None

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting[:] = self.waiting[offset:]
        oldest = self._clock() - UPDATES_KEPT
        self.waiting[:] = [
            w for w in self.waiting if w.since > oldest and (w.again or w.update["update_id"] >= offset)
        ]

    def _slowed(self, offset: int, limit: int, timeout: float) -> tuple[int, float]:
        """A bot that asks for the same offset at once is slowed down."""
        now = asyncio.get_running_loop().time()
        if offset == self._last_offset and now < self._last_poll_at + 3 and timeout < 3:
            timeout = 3
        if offset == self._last_offset and now < self._last_poll_at + 0.5:
            limit = 1
        self._last_offset, self._last_poll_at = offset, now
        return limit, timeout
