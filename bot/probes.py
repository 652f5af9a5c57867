"""What machines ask of the public listener: alive? ready? how much?"""

import hmac
import ipaddress
from collections.abc import Callable, Mapping
from typing import Any

from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import metrics
from hotline.settings import Settings

Health = Callable[[], Mapping[str, Any]]
"""`{"ready", "database", "due_loop", "channels", "canary", "drills"}`. `ready` is the database and the due
loop: a blocked messenger must not take the web chat out of service."""


def probes(settings: Settings, health: Health) -> list[BaseRoute]:
    """`/healthz`, `/readyz` and `/metrics`."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        state = health()
        return JSONResponse(state, 200 if state["ready"] else 503)

    async def numbers(request: Request) -> Response:
        if refusal := _refused(settings, request):
            return refusal
        return Response(generate_latest(metrics.REGISTRY), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
        Route("/metrics", numbers, methods=["GET"]),
    ]


def _refused(settings: Settings, request: Request) -> Response | None:
    """Behind a proxy or an onion service everybody comes from this machine: then only a token counts."""
    token = settings.metrics.token
    if token is not None:
        given = request.headers.get("authorization", "")
        if hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return None
        return PlainTextResponse("a bearer token, please\n", 401, {"WWW-Authenticate": "Bearer"})
    if settings.web.public_url is None and _is_this_machine(request):
        return None
    return PlainTextResponse("set [metrics] token to read the metrics from elsewhere\n", 403)


def _is_this_machine(request: Request) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
