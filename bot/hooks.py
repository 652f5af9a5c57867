"""The addresses that messengers post to, on the public listener: who may post, how much, what is answered."""

import asyncio
import contextlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.logs import log
from bot.webhook import Taken, Webhook
from bot.zalo_oa_events import is_signed
from hotline.settings import Bot, Settings, ZaloOa

MOST_BYTES = 1024 * 1024
ACCOUNT_ANSWERED_WITHIN = 1.8
"""Zalo wants its answer within two seconds, and ceases to post after a few that came later."""
READY_WITHIN = 5.0
"""A bot takes a moment after each start, and nobody knows whether Zalo posts again what was refused."""
_ACCOUNT = "zalo_oa"
_STATUS = {Taken.STORED: 200, Taken.UNREADABLE: 400, Taken.NOT_NOW: 503}


def hook_path(channel: str, bot: str) -> str:
    """Where this bot's updates are posted; an Official Account is one for all."""
    return f"/hooks/{channel}" if channel == _ACCOUNT else f"/hooks/{channel}/{bot}"


def hook_url(settings: Settings, channel: str, bot: str) -> str | None:
    """The same as the messenger is told it; None if no public address is configured."""
    public = settings.web.public_url
    return None if public is None else public + hook_path(channel, bot)


@dataclass(frozen=True, slots=True)
class _Hook:
    """How the messenger proves that it is the one, by a secret that it shows."""

    header: str
    secret: str
    within: float | None = None

    def proves(self, request: Request) -> bool:
        given = request.headers.get(self.header, "")
        return bool(self.secret) and hmac.compare_digest(given.encode("latin-1"), self.secret.encode())


@dataclass(frozen=True, slots=True)
class _SignedHook:
    """By a signature on what it posts."""

    settings: ZaloOa
    now: Callable[[], datetime]
    within: float | None

    def signed(self, request: Request, body: bytes) -> bool:
        app_id, key = self.settings.app_id or "", self.settings.secret_key or ""
        return bool(key) and is_signed(request.headers, body, app_id, key, self.now())


class Hooks:
    """The configured addresses; one answers 503 while its bot isn't ready, so that the messenger repeats."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime],
        *,
        within: float = ACCOUNT_ANSWERED_WITHIN,
        ready_within: float = READY_WITHIN,
    ) -> None:
        self._hooks: dict[str, _Hook | _SignedHook] = {
            **_configured("telegram", "x-telegram-bot-api-secret-token", settings.telegram),
            **_configured("zalo", "x-bot-api-secret-token", settings.zalo),
        }
        if settings.zalo_oa.app_id is not None:
            self._hooks[hook_path(_ACCOUNT, "")] = _SignedHook(settings.zalo_oa, now, within)
        self._ready_within = ready_within
        self._webhooks: dict[str, Webhook[Any]] = {}
        self._came = {path: asyncio.Event() for path in self._hooks}
        self._unfinished: set[asyncio.Task[Taken]] = set()

    def serve(self, channel: str, bot: str, webhook: Webhook[Any]) -> None:
        """This bot is ready: what is posted to it is taken from now on."""
        path = hook_path(channel, bot)
        self._webhooks[path] = webhook
        self._came[path].set()

    def routes(self) -> list[BaseRoute]:
        return [Route(path, self._posted, methods=["POST"]) for path in self._hooks]

    async def _posted(self, request: Request) -> Response:
        path = request.url.path
        hook = self._hooks[path]
        if isinstance(hook, _Hook) and not hook.proves(request):
            return _answer(403)
        body = await _body_of(request)
        if body is None:
            return _answer(413)
        if isinstance(hook, _SignedHook):
            if not body:  # Zalo's console tries out the address
                return _answer(200)
            if not hook.signed(request, body):
                log.warning("post_not_signed", channel=_ACCOUNT)
                return _answer(403)
        elif path not in self._webhooks:
            await self._wait_for(path)
        webhook = self._webhooks.get(path)
        return _answer(503 if webhook is None else _STATUS[await self._taken(webhook, body, hook.within)])

    async def _wait_for(self, path: str) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._came[path].wait(), self._ready_within)

    async def _taken(self, webhook: Webhook[Any], body: bytes, within: float | None) -> Taken:
        """NOT_NOW if it takes longer than `within`; it goes on, and what is posted again finds it stored."""
        taking = asyncio.ensure_future(webhook.take(body))
        self._unfinished.add(taking)
        taking.add_done_callback(self._unfinished.discard)
        done, _ = await asyncio.wait((taking,), timeout=within)
        return taking.result() if done else Taken.NOT_NOW


def _configured(channel: str, header: str, bots: object) -> Mapping[str, _Hook]:
    found = {}
    for name in ("reporter", "officer"):
        bot: Bot = getattr(bots, name)
        if bot.token is not None and bot.mode == "webhook":
            found[hook_path(channel, name)] = _Hook(header, bot.webhook_secret or "")
    return found


async def _body_of(request: Request) -> bytes | None:
    """The body; None if it is larger than anything a messenger posts."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _answer(status: int) -> Response:
    return PlainTextResponse("", status)
