"""One bot on the fake Zalo: the nine methods, updates that are given once, posts with the secret."""

import asyncio
import itertools
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from tests.fakes.telegram_rules import Json

SECRET_HEADER = "X-Bot-Api-Secret-Token"
LONGEST_TEXT = 2000
POST_WITHIN = 60.0
LADDER = (0.02, 0.1, 0.5)
"""Nobody knows Zalo's own."""
_numbers = itertools.count(1)


class Refused(Exception):
    """Zalo says no."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


@dataclass(slots=True)
class Said:
    """What the bot sent to a chat."""

    message_id: str
    text: str


@dataclass(slots=True)
class Post:
    """One post of one update. `status` None: nobody answered."""

    update: Json
    status: int | None


@dataclass(slots=True)
class ZaloBot:
    """State of one token. `chats`: who has written, with what the bot said to them."""

    token: str
    clock: Callable[[], datetime]
    longest_poll: float = 30.0
    any_webhook: bool = False
    transport: httpx.AsyncBaseTransport | None = None
    ladder: Sequence[float] = LADDER
    revoked: bool = False
    url: str = ""
    secret: str = ""
    chats: dict[str, list[Said]] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    waiting: deque[Json] = field(default_factory=deque)
    given: list[Json] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    _postman: asyncio.Task[None] | None = None

    # What comes from people

    async def put(self, update: Json) -> None:
        """Something happened; it goes to whoever polls, or is posted."""
        self.waiting.append(update)
        async with self.came:
            self.came.notify_all()

    async def redeliver(self, back: int = 1) -> None:
        """An update that was given before comes again."""
        await self.put(self.given[-back])

    # What the bot asks

    async def do(self, method: str, params: Json) -> object:
        match method:
            case "getMe":
                return {"id": self.token.partition(":")[0], "account_name": "bot.langnghe"}
            case "getUpdates":
                return await self._poll(float(params.get("timeout", 30)))
            case "setWebhook":
                return self._set_webhook(params)
            case "deleteWebhook":
                self.stop_posting()
                self.url = ""
                return {"url": "", "updated_at": self._now()}
            case "getWebhookInfo":
                if not self.url:
                    raise Refused(404, "Webhook not found")
                return {"url": self.url, "updated_at": self._now()}
            case "sendMessage":
                return self._send(params)
            case "sendChatAction":
                return {"ok": True}
            case "sendPhoto" | "sendSticker" | "sendVoice":
                self._check_chat(params)
                return {"message_id": f"m{next(_numbers)}", "date": self._now()}
        raise Refused(400, "Bad Request: unknown method")

    async def _poll(self, timeout: float) -> Json:  # noqa: ASYNC109
        """One update, which is gone by this; with a webhook set there never is one."""
        deadline = min(timeout, self.longest_poll)
        try:
            async with asyncio.timeout(deadline), self.came:
                await self.came.wait_for(lambda: bool(self.waiting) and not self.url)
                return self._taken()
        except TimeoutError:
            raise Refused(408, "Request timeout") from None

    def _taken(self) -> Json:
        update = self.waiting.popleft()
        self.given.append(update)
        return update

    def _set_webhook(self, params: Json) -> Json:
        url, secret = str(params.get("url", "")), str(params.get("secret_token", ""))
        parts = urlsplit(url)
        local = parts.hostname in (None, "localhost", "127.0.0.1")
        if not self.any_webhook and (parts.scheme != "https" or local):
            raise Refused(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook")
        if not 8 <= len(secret) <= 256:
            raise Refused(400, "Bad Request: secret_token must be 8 to 256 characters")
        self.stop_posting()
        self.url, self.secret = url, secret
        self._postman = asyncio.get_running_loop().create_task(self._post_all())
        return {"url": url, "updated_at": self._now()}

    def _send(self, params: Json) -> Json:
        text = params.get("text")
        if not isinstance(text, str) or not 1 <= _units(text) <= LONGEST_TEXT:
            raise Refused(400, "Bad Request: text must be between 1 and 2000 characters")
        said = Said(f"m{next(_numbers)}", text)
        self._check_chat(params).append(said)
        self.changed.set()
        return {"message_id": said.message_id, "date": self._now()}

    def _check_chat(self, params: Json) -> list[Said]:
        chat = params.get("chat_id")
        if not isinstance(chat, str) or chat not in self.chats or chat in self.blocked:
            raise Refused(400, "Bad Request: chat not found")
        return self.chats[chat]

    # Posting

    def stop_posting(self) -> None:
        if self._postman is not None:
            self._postman.cancel()
            self._postman = None

    async def _post_all(self) -> None:
        """In the order of what came; a post that fails is tried again; nobody knows how often."""
        headers = {SECRET_HEADER: self.secret}
        async with httpx.AsyncClient(
            trust_env=False, timeout=POST_WITHIN, headers=headers, transport=self.transport
        ) as client:
            while True:
                async with self.came:
                    await self.came.wait_for(lambda: bool(self.waiting))
                    update = self._taken()
                try:
                    await self._post_until_taken(client, update)
                except asyncio.CancelledError:  # another address was set meanwhile
                    self.waiting.appendleft(update)
                    raise

    async def _post_until_taken(self, client: httpx.AsyncClient, update: Json) -> None:
        for pause in self.ladder:
            if await self._post(client, update):
                break
            await asyncio.sleep(pause)

    async def _post(self, client: httpx.AsyncClient, update: Json) -> bool:
        try:
            body = json.dumps({"ok": True, "result": update})
            kind = {"content-type": "application/json"}
            status: int | None = (await client.post(self.url, content=body, headers=kind)).status_code
        except httpx.HTTPError:
            status = None
        self.posts.append(Post(update, status))
        return status == 200

    def _now(self) -> int:
        return round(self.clock().timestamp() * 1000)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
