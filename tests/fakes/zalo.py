"""A local Zalo Bot Platform that enforces what is known of its rules and can be told to fail.

    zalo = FakeZalo("300:reporter")
    await zalo.start()                           # zalo.api_base is the `api_base` of a bot
    lan = zalo.phone("300:reporter", "z-lan")
    await lan.writes("chào")
    await lan.expects("Lắng Nghe")

It lives in the loop of the tests, or as a process of its own: `python -m tests.fakes.zalo --port 9100`
(see `zalo_remote` for how that one is steered).
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import parse_qsl

import httpx
import msgspec

from tests.fakes.telegram import wall_clock
from tests.fakes.telegram_faults import Fault, Faults, refusal
from tests.fakes.telegram_http import HttpServer, Request, Response
from tests.fakes.telegram_rules import Json
from tests.fakes.zalo_bot import LADDER, Refused, ZaloBot
from tests.fakes.zalo_phone import ZaloPhone

_TWO_SERVERS = "Server: zalo\r\nServer: edge\r\n"
"""Zalo's edge is said to name itself twice, which not every library takes."""
_PATH = re.compile(r"/bot(\d+:[\w-]+)/(\w+)")


@dataclass(slots=True, eq=False)
class Call:
    """One call of a bot. `code` None: it has not been answered; else 200 or what `error_code` said."""

    token: str
    method: str
    params: Json
    code: int | None = field(default=None)


class FakeZalo:
    """The server. `longest_poll` shortens the wait of an empty poll, so that tests are fast."""

    def __init__(
        self,
        *tokens: str,
        clock: Callable[[], datetime] = wall_clock,
        longest_poll: float = 30.0,
        any_webhook: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
        ladder: Sequence[float] = LADDER,
    ) -> None:
        self.clock = clock
        self.calls: list[Call] = []
        self.bots: dict[str, ZaloBot] = {}
        self.faults = Faults(clock)
        self.files: dict[str, Response] = {}
        self._longest_poll = longest_poll
        self._any_webhook = any_webhook
        self._posting = (transport, ladder)
        self._http = HttpServer(self._answer, _TWO_SERVERS)
        for token in tokens:
            self.bot(token)

    async def start(self, port: int = 0) -> Self:
        await self._http.start(port)
        return self

    async def stop(self) -> None:
        for bot in self.bots.values():
            bot.stop_posting()
        await self._http.stop()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def api_base(self) -> str:
        return f"http://127.0.0.1:{self._http.port}"

    def bot(self, token: str) -> ZaloBot:
        """The bot of this token, made at the first call."""
        if token not in self.bots:
            transport, ladder = self._posting
            self.bots[token] = ZaloBot(
                token,
                self.clock,
                longest_poll=self._longest_poll,
                any_webhook=self._any_webhook,
                transport=transport,
                ladder=ladder,
            )
        return self.bots[token]

    def lies(self, content: bytes, mime: str) -> str:
        """Where this can be fetched."""
        path = f"/files/{len(self.files)}"
        self.files[path] = Response(200, content, mime)
        return self.api_base + path

    def phone(self, token: str, chat_id: str, name: str = "Lan") -> ZaloPhone:
        """A person who talks to the bot of this token."""
        return ZaloPhone(self.bot(token), chat_id, name)

    def fault(self, method: str | None = None, *, lasting: timedelta | None = None, **which: Any) -> Fault:  # noqa: ANN401 - the fields of Fault
        """From now on something goes wrong; see `Fault`."""
        return self.faults.add(Fault(method, **which), lasting)

    def outage(self, token: str | None = None) -> Fault:
        """Every line breaks, and new ones do too, until `.end()`."""
        fault = self.fault(token=token, reset=True)
        self._http.cut(f"/bot{token}/" if token else "")
        return fault

    def revoke(self, token: str) -> None:
        """The token isn't worth anything any more: 401."""
        self.bot(token).revoked = True

    def calls_of(self, method: str, chat_id: str | None = None) -> list[Call]:
        """The calls of one method in the order they came."""
        return [
            call
            for call in self.calls
            if call.method == method and chat_id in (None, call.params.get("chat_id"))
        ]

    def _answer(self, request: Request) -> Response | Awaitable[Response]:
        path, _, query = request.target.partition("?")
        if path in self.files:
            return self.files[path]
        called = _PATH.fullmatch(path)
        if called is None:
            return refusal(404, "Not Found")
        token, name = called.groups()
        params = {**dict(parse_qsl(query)), **_parameters(request)}
        call = Call(token, name, params)
        self.calls.append(call)
        chat = params.get("chat_id")
        fault = self.faults.striking(name, chat if isinstance(chat, str) else None, token)
        return self._do(call) if fault is None else fault.spoil(lambda: self._do(call))

    async def _do(self, call: Call) -> Response:
        bot = self.bots.get(call.token)
        if bot is None or bot.revoked:
            return _refused(call, Refused(401, "Unauthorized"))
        try:
            result = await bot.do(call.method, call.params)
        except Refused as refused:
            return _refused(call, refused)
        call.code = 200
        return Response(200, msgspec.json.encode({"ok": True, "result": result}))


def _refused(call: Call, refused: Refused) -> Response:
    """The error is in the body alone, as it is on the real one."""
    call.code = refused.code
    told = {"ok": False, "error_code": refused.code, "description": refused.description}
    return Response(200, msgspec.json.encode(told))


def _parameters(request: Request) -> Json:
    if not request.body:
        return {}
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(msgspec.json.decode(request.body))
    return dict(parse_qsl(request.body.decode(), keep_blank_values=True))


if __name__ == "__main__":
    from tests.fakes.zalo_remote import main

    asyncio.run(main())
