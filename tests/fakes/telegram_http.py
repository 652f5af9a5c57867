"""A small, fast HTTP/1.1 server for fakes: loopback only, keep-alive, one request at a time a connection.

Written on `asyncio.Protocol` because the benchmark pushes thousands of calls a second through it, and
because a fake must be able to do what no web framework lets one do: hang up before or after the work.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from inspect import isawaitable


@dataclass(frozen=True, slots=True)
class Request:
    verb: str
    target: str
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; `hang_up` closes without one, `reset` closes as a broken line does."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    hang_up: bool = False
    reset: bool = False


Answering = Callable[[Request], Response | Awaitable[Response]]


class HttpServer:
    """Serves `answer` on a free loopback port until it is stopped."""

    def __init__(self, answer: Answering, more_headers: str = "") -> None:
        self._answer = answer
        self._more_headers = more_headers
        self._server: asyncio.Server | None = None
        self.connections: set[_Connection] = set()
        self.port = 0

    async def start(self, port: int = 0) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Connection(self._answer, self.connections, self._more_headers), "127.0.0.1", port
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """The port is free and every connection is closed."""
        if self._server is None:
            return
        self._server.close()
        self.cut()
        await self._server.wait_closed()
        await asyncio.sleep(0)  # connections that were cut end their tasks
        self._server = None

    def cut(self, path: str = "") -> None:
        """Break the open connections whose latest request began so, as a network does when it goes down."""
        for connection in list(self.connections):
            if connection.latest.startswith(path):
                connection.abort()


class _Connection(asyncio.Protocol):
    def __init__(self, answer: Answering, connections: "set[_Connection]", more_headers: str) -> None:
        self._answer = answer
        self._more_headers = more_headers
        self._connections = connections
        self._received = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None
        self.latest = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        self._transport = None
        if self._task is not None:
            self._task.cancel()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._received += data
        self._answer_what_is_there()

    def _answer_what_is_there(self) -> None:
        while self._task is None and self._transport is not None:
            request = _take_request(self._received)
            if request is None:
                return
            self.latest = request.target
            answer = self._answer(request)
            if isawaitable(answer):
                self._task = asyncio.ensure_future(self._answer_later(answer))
            else:
                self._write(answer)

    async def _answer_later(self, answer: Awaitable[Response]) -> None:
        try:
            self._write(await answer)
        finally:
            self._task = None
        self._answer_what_is_there()

    def _write(self, response: Response) -> None:
        if self._transport is None:
            return
        if response.reset:
            self._transport.abort()
        elif response.hang_up:
            self._transport.close()
        else:
            self._transport.write(_head(response, self._more_headers) + response.body)


def _head(response: Response, more: str) -> bytes:
    return (
        f"HTTP/1.1 {response.status} {_phrase(response.status)}\r\nContent-Type: {response.content_type}\r\n"
        f"Content-Length: {len(response.body)}\r\n{more}\r\n"
    ).encode("ascii")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _take_request(received: bytearray) -> Request | None:
    """The first whole request, taken out of `received`; None while it is incomplete."""
    end_of_head = received.find(b"\r\n\r\n")
    if end_of_head < 0:
        return None
    lines = received[:end_of_head].decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = _body(received, end_of_head + 4, headers)
    if body is None:
        return None
    content, end = body
    verb, target, _ = lines[0].split(" ", 2)
    del received[:end]
    return Request(verb, target, headers, content)


def _body(received: bytearray, start: int, headers: dict[str, str]) -> tuple[bytes, int] | None:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return _chunks(received, start)
    end = start + int(headers.get("content-length", "0"))
    if len(received) < end:
        return None
    return bytes(received[start:end]), end


def _chunks(received: bytearray, start: int) -> tuple[bytes, int] | None:
    content = bytearray()
    while True:
        line_end = received.find(b"\r\n", start)
        if line_end < 0:
            return None
        size = int(received[start:line_end].split(b";")[0], 16)
        start, end = line_end + 2, line_end + 2 + size
        if len(received) < end + 2:
            return None
        content += received[start:end]
        start = end + 2
        if size == 0:
            return bytes(content), start
