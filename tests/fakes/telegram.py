"""A local Telegram that enforces the Bot API's rules and can be told to fail.

    telegram = FakeTelegram()
    await telegram.start()                       # telegram.api_base is the `api_base` of a bot
    lan = telegram.phone("100:reporter", 5001, name="Lan")
    await lan.writes("/start")
    await lan.expects("chào")

It lives in the loop of the tests, or as a process of its own: `python -m tests.fakes.telegram --port 9000`
(see `telegram_remote` for how that one is steered).
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from inspect import isawaitable
from typing import Any, Self
from urllib.parse import parse_qsl

import httpx
import msgspec

from tests.fakes.telegram_bot import Bot
from tests.fakes.telegram_faults import Fault, Faults, refusal
from tests.fakes.telegram_http import HttpServer, Request, Response
from tests.fakes.telegram_methods import METHODS, Method, Result
from tests.fakes.telegram_phone import Phone
from tests.fakes.telegram_rules import Json, Refused
from tests.fakes.telegram_webhook import Webhook

_METHOD_PATH = re.compile(r"/bot(\d+:[\w-]+)/(\w+)")
_FILE_PATH = re.compile(r"/file/bot(\d+:[\w-]+)/(.+)")


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True, eq=False)
class Call:
    """One call of a bot. `status` None: it has not been answered, or never was."""

    token: str
    method: str
    params: Json
    at: datetime
    status: int | None = field(default=None)

    @property
    def chat_id(self) -> int | None:
        chat = self.params.get("chat_id")
        return int(chat) if chat is not None else None


class FakeTelegram:
    """The server. `clock` tells message dates and every time limit but the waiting of a long poll."""

    def __init__(
        self,
        *tokens: str,
        clock: Callable[[], datetime] = wall_clock,
        flood: bool = False,
        keep_calls: bool = True,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.clock = clock
        self.calls: list[Call] = []
        self.bots: dict[str, Bot] = {}
        self.faults = Faults(clock)
        self._flood = flood
        self._keep_calls = keep_calls
        self._transport = transport
        self._http = HttpServer(self._answer)
        for token in tokens:
            self.bot(token)

    async def start(self, port: int = 0) -> Self:
        await self._http.start(port)
        return self

    async def stop(self) -> None:
        for bot in self.bots.values():
            bot.updates.post_to(Webhook())
        await self._http.stop()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def api_base(self) -> str:
        return f"http://127.0.0.1:{self._http.port}"

    def bot(self, token: str) -> Bot:
        """The bot of this token, made at the first call."""
        if token not in self.bots:
            self.bots[token] = Bot(token, self.clock, flood=self._flood, transport=self._transport)
        return self.bots[token]

    def phone(self, token: str, chat_id: int, name: str = "Lan", language_code: str = "vi") -> Phone:
        """A person who talks to the bot of this token."""
        return Phone(self.bot(token), chat_id, name, language_code)

    def fault(self, method: str | None = None, *, lasting: timedelta | None = None, **which: Any) -> Fault:  # noqa: ANN401 - the fields of Fault
        """From now on something goes wrong; see `Fault`."""
        return self.faults.add(Fault(method, **which), lasting)

    def outage(self, token: str | None = None, *, lasting: timedelta | None = None) -> Fault:
        """Every line (of one bot) breaks, and new ones do too, until `.end()`."""
        fault = self.fault(token=token, reset=True, lasting=lasting)
        self._http.cut(f"/bot{token}/" if token else "")
        return fault

    def revoke(self, token: str) -> None:
        """The token isn't worth anything any more: 401."""
        self.bot(token).revoked = True

    def redeliver(self, token: str, update_id: int | None = None) -> None:
        self.bot(token).updates.redeliver(update_id)

    def reorder(self, token: str) -> None:
        self.bot(token).updates.reorder()

    def calls_of(self, method: str, chat_id: int | None = None, token: str | None = None) -> list[Call]:
        """The calls of one method in the order they came, answered or not."""
        return [
            call
            for call in self.calls
            if call.method.lower() == method.lower()
            and chat_id in (None, call.chat_id)
            and token in (None, call.token)
        ]

    def _answer(self, request: Request) -> Response | Awaitable[Response]:
        path, _, query = request.target.partition("?")
        if file := _FILE_PATH.fullmatch(path):
            return self._file(*file.groups())
        called = _METHOD_PATH.fullmatch(path)
        if called is None:
            return refusal(404, "Not Found")
        token, name = called.groups()
        call = Call(token, name, {**dict(parse_qsl(query)), **_parameters(request)}, self.clock())
        if self._keep_calls:
            self.calls.append(call)
        said = str(call.params.get("text", ""))
        fault = self.faults.striking(name, call.chat_id, token, said)
        return self._do(call) if fault is None else fault.spoil(lambda: self._do(call))

    def _do(self, call: Call) -> Response | Awaitable[Response]:
        bot, method = self.bots.get(call.token), METHODS.get(call.method.lower())
        if bot is None or bot.revoked:
            return _told(call, Refused(401, "Unauthorized"))
        if method is None:
            return _told(call, Refused(404, "Not Found: method not found"))
        return _run(bot, method, call)

    def _file(self, token: str, path: str) -> Response:
        bot = self.bots.get(token)
        if bot is None or bot.revoked:
            return refusal(401, "Unauthorized")
        if path not in bot.files:
            return refusal(404, "Not Found")
        return Response(200, bot.files[path], "application/octet-stream")


def _run(bot: Bot, method: Method, call: Call) -> Response | Awaitable[Response]:
    try:
        result = method(bot, call.params)
    except Refused as refused:
        return _told(call, refused)
    return _run_later(result, call) if isawaitable(result) else _done(call, result)


async def _run_later(result: Awaitable[Result], call: Call) -> Response:
    try:
        return _done(call, await result)
    except Refused as refused:
        return _told(call, refused)


def _done(call: Call, result: Result) -> Response:
    call.status = 200
    return Response(200, msgspec.json.encode({"ok": True, "result": result}))


def _told(call: Call, refused: Refused) -> Response:
    call.status = refused.status
    return refusal(refused.status, refused.description, refused.parameters)


def _parameters(request: Request) -> Json:
    kind = request.headers.get("content-type", "")
    if not request.body:
        return {}
    if kind.startswith("application/json"):
        return dict(msgspec.json.decode(request.body))
    if kind.startswith("multipart/form-data"):
        return _form_parts(kind, request.body)
    return dict(parse_qsl(request.body.decode(), keep_blank_values=True))


def _form_parts(kind: str, body: bytes) -> Json:
    form = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    parts: Json = {}
    for part in form.walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            parts[name] = content if part.get_filename() else content.decode()
    return parts


if __name__ == "__main__":
    from tests.fakes.telegram_remote import main

    main()
