"""What a provider tells us: whether a message arrived, and which key was pressed during a call.

The address holds a secret, and for a call the page's own link: a pressed key is a press on that link. What
came of it the officer hears by another way, for the call is over.
"""

import hmac
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import metrics
from bot.logs import log
from bot.officer.paid import paid_hook
from bot.officer.provider import Provider, found, provider_of
from handlers import ack_link
from handlers.installation import Installation
from handlers.not_arrived import not_arrived
from hotline.settings import Paid

_MOST_BYTES = 65_536
_KEY = "1"


def paid_routes(office: Installation) -> list[BaseRoute]:
    """One address for each kind that is configured and has its secret; none is there for the others."""
    routes: list[BaseRoute] = []
    for kind in ("sms", "voice"):
        settings = office.settings.paid(kind)
        if settings.provider is not None and settings.callback_secret is not None:
            desk = _Desk(office, kind, settings)
            routes.append(Route(paid_hook(kind, settings), desk.told, methods=["GET", "POST"]))
    return routes


class _Desk:
    def __init__(self, office: Installation, kind: str, settings: Paid) -> None:
        self._office = office
        self._kind = kind
        self._secret = settings.callback_secret or ""
        self._provider: Provider = provider_of(office.settings, kind)

    async def told(self, request: Request) -> Response:
        given = request.query_params.get("secret", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return PlainTextResponse("", 403)
        said = {**request.query_params, **await _body(request)}
        callback, page = self._provider.callback, request.query_params.get("page", "")
        if found(said, callback.status) in callback.failed:
            metrics.SEND_FAILURES.labels("officer", self._kind).inc()
            log.warning("message_not_arrived", channel=self._kind)
            if page:
                await not_arrived(self._office, page)
        if self._kind == "voice" and callback.key and page and found(said, callback.key) == _KEY:
            seen = await ack_link.press_key(self._office, page)
            log("key_pressed", channel=self._kind, state=seen.standing.value, alert=seen.number)
        return PlainTextResponse("")


async def _body(request: Request) -> dict[str, object]:
    """JSON or a form's fields; nothing if it is neither, or too much."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > _MOST_BYTES:
            return {}
    try:
        if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(raw.decode()))
        found_ = msgspec.json.decode(bytes(raw)) if raw else {}
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
        return {}
    return found_ if isinstance(found_, dict) else {}
