"""The addresses that messengers post to, on the public listener: who may post, how much, what is answered."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.webhook import Taken, Webhook
from hotline.settings import Bot, Settings

MOST_BYTES = 1024 * 1024
_STATUS = {Taken.STORED: 200, Taken.UNREADABLE: 400, Taken.NOT_NOW: 503}


def hook_path(channel: str, bot: str) -> str:
    """Where this bot's updates are posted."""
    return f"/hooks/{channel}/{bot}"


def hook_url(settings: Settings, channel: str, bot: str) -> str | None:
    """The same as the messenger is told it; None if no public address is configured."""
    public = settings.web.public_url
    return None if public is None else public + hook_path(channel, bot)


@dataclass(frozen=True, slots=True)
class _Hook:
    """How the messenger proves that it is the one."""

    header: str
    secret: str


class Hooks:
    """The configured addresses; one answers 503 until its bot is ready, so that the messenger repeats."""

    def __init__(self, settings: Settings) -> None:
        self._hooks = {
            **_configured("telegram", "x-telegram-bot-api-secret-token", settings.telegram),
            **_configured("zalo", "x-bot-api-secret-token", settings.zalo),
        }
        self._webhooks: dict[str, Webhook[Any]] = {}

    def serve(self, channel: str, bot: str, webhook: Webhook[Any]) -> None:
        """This bot is ready: what is posted to it is taken from now on."""
        self._webhooks[hook_path(channel, bot)] = webhook

    def routes(self) -> list[BaseRoute]:
        return [Route(path, self._posted, methods=["POST"]) for path in self._hooks]

    async def _posted(self, request: Request) -> Response:
        path = request.url.path
        if not _proves(request, self._hooks[path]):
            return _answer(403)
        body = await _body_of(request)
        if body is None:
            return _answer(413)
        webhook = self._webhooks.get(path)
        return _answer(503 if webhook is None else _STATUS[await webhook.take(body)])


def _configured(channel: str, header: str, bots: object) -> Mapping[str, _Hook]:
    found = {}
    for name in ("reporter", "officer"):
        bot: Bot = getattr(bots, name)
        if bot.token is not None and bot.mode == "webhook":
            found[hook_path(channel, name)] = _Hook(header, bot.webhook_secret or "")
    return found


def _proves(request: Request, hook: _Hook) -> bool:
    given = request.headers.get(hook.header, "")
    return bool(hook.secret) and hmac.compare_digest(given.encode("latin-1"), hook.secret.encode())


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
