"""How Telegram posts updates to a webhook (tdlib/telegram-bot-api, WebhookActor.cpp).

Each chat's updates one after another, several chats at once up to `max_connections`; whatever isn't
answered with a 2xx is posted again after a pause that doubles, and stays until it is, or is polled.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import httpx

from tests.fakes.telegram_rules import Json

PATIENCE_SECONDS = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True)
class Webhook:
    """What `setWebhook` was told. `url` "": none is set."""

    url: str = ""
    secret: str | None = None
    connections: int = 40


@dataclass(frozen=True, slots=True)
class Post:
    """One post of one update. `status` None: nobody answered."""

    update_id: int
    status: int | None


@dataclass(slots=True, eq=False)
class Waiting:
    """An update that the bot hasn't confirmed; `again`: sent once more, whatever the offset says."""

    update: Json
    since: datetime
    again: bool = False

    @property
    def update_id(self) -> int:
        return int(self.update["update_id"])

    @property
    def chat_id(self) -> int:
        """Whose it is: the updates of one are posted in order."""
        for content in self.update.values():
            if isinstance(content, dict):
                return int((content.get("chat") or content["from"]).get("id", 0))
        return 0


@dataclass(slots=True)
class Postman:
    """Posts what is in `waiting` until it is stopped; the pauses are short so that tests are."""

    webhook: Webhook
    waiting: list[Waiting]
    clock: Callable[[], datetime]
    shortest_pause: float = 0.05
    longest_pause: float = 1.0
    transport: httpx.AsyncBaseTransport | None = None
    failed_at: datetime | None = None
    posts: list[Post] = field(default_factory=list)
    _chats: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _running: asyncio.Task[None] | None = None
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def start(self) -> None:
        self._running = asyncio.get_running_loop().create_task(self._run())

    def stop(self) -> None:
        """At once: a post that is under way may or may not have been taken."""
        if self._running is not None:
            self._running.cancel()
        for task in self._chats.values():
            task.cancel()

    def wake(self) -> None:
        """Something came into `waiting`."""
        self._came.set()

    async def _run(self) -> None:
        limits = httpx.Limits(max_connections=self.webhook.connections)
        async with httpx.AsyncClient(
            trust_env=False, limits=limits, timeout=PATIENCE_SECONDS, transport=self.transport
        ) as client:
            while True:
                self._came.clear()
                for chat_id in {each.chat_id for each in self.waiting} - self._chats.keys():
                    task = asyncio.get_running_loop().create_task(self._post_all_of(client, chat_id))
                    self._chats[chat_id] = task
                    task.add_done_callback(partial(self._is_done_with, chat_id))
                await self._came.wait()

    def _is_done_with(self, chat_id: int, _: asyncio.Task[None]) -> None:
        self._chats.pop(chat_id, None)
        self._came.set()

    async def _post_all_of(self, client: httpx.AsyncClient, chat_id: int) -> None:
        pause = self.shortest_pause
        while (first := next((w for w in self.waiting if w.chat_id == chat_id), None)) is not None:
            if await self._is_taken(client, first):
                if first in self.waiting:
                    self.waiting.remove(first)
                pause = self.shortest_pause
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, self.longest_pause)

    async def _is_taken(self, client: httpx.AsyncClient, waiting: Waiting) -> bool:
        headers = {} if self.webhook.secret is None else {SECRET_HEADER: self.webhook.secret}
        try:
            answer = await client.post(self.webhook.url, json=waiting.update, headers=headers)
        except httpx.HTTPError:
            return self._noted(waiting, None)
        return self._noted(waiting, answer.status_code)

    def _noted(self, waiting: Waiting, status: int | None) -> bool:
        taken = status is not None and 200 <= status < 300
        self.posts.append(Post(waiting.update_id, status))
        if not taken:
            self.failed_at = self.clock()
        return taken
