"""A web application on a port of its own, served by uvicorn inside the running loop.

The socket is bound before anything else is made, so that a port in use is said in one line and nothing has
to be undone. No access log, no server header: neither may name who came.
"""

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

import uvicorn
from starlette.types import ASGIApp

from hotline.settings import Settings

_BACKLOG = 512
_END_WITHIN = 5


class _Quiet(uvicorn.Server):
    """uvicorn without signal handlers of its own: `serve` decides when to stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answering = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tells when it answers."""
        await super().startup(sockets)
        self.answering.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None are captured."""
        yield


class Listener:
    """One bound socket; `begin` serves an application on it."""

    def __init__(self, bound: socket.socket, host: str) -> None:
        self._socket = bound
        self._host = host
        self._server: _Quiet | None = None
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def bound(cls, settings: Settings, section: str) -> Self:
        """The listener of `[web]` or `[console]`. Raises BadConfiguration if its port can't be had."""
        wanted = settings.web if section == "web" else settings.console
        family = socket.AF_INET6 if ":" in wanted.host else socket.AF_INET
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((wanted.host, wanted.port))
            made.listen(_BACKLOG)
        except OSError as error:
            made.close()
            raise settings.bad(
                f"{section}.{_key_of(error)}", _fault(error, wanted.host, wanted.port)
            ) from error
        made.setblocking(False)
        return cls(made, wanted.host)

    @property
    def port(self) -> int:
        """The real port, also where 0 was asked for."""
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def origin(self) -> str:
        """Where a browser on this machine finds it."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    async def begin(self, app: ASGIApp) -> None:
        """The application answers from now on."""
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            lifespan="off",
            timeout_graceful_shutdown=_END_WITHIN,
            ws="none",
        )
        self._server = _Quiet(config)
        self._task = asyncio.get_running_loop().create_task(self._server.serve([self._socket]))
        await self._server.answering.wait()

    async def end(self) -> None:
        """Answer what is being asked, then take no more."""
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await self._task

    def release(self) -> None:
        """The port is free again."""
        self._socket.close()


def _key_of(error: OSError) -> str:
    return "port" if error.errno in (errno.EADDRINUSE, errno.EACCES) else "host"


def _fault(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{port} is in use by another program; stop it or write another port"
    if error.errno == errno.EACCES:
        return f"{port} may not be opened by this user; write a port from 1024 to 65535"
    return f'"{host}" is no address of this machine; write one that is, like "127.0.0.1"'
