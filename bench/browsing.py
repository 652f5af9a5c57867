"""A browser that costs next to nothing: one connection, one cookie, the forms of the public pages.

httpx would take as much of the machine as the hotline that is measured.
"""

import asyncio
import html
import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_CODE = re.compile(r'<p class="code">.*?<strong>([^<]+)</strong>')


class NotAccepted(Exception):
    """A page was not the one that was to come; the message is its status."""


@dataclass(slots=True)
class Browser:
    """Follows redirections. `fields` are the hidden ones of the page, `requests` how many were answered."""

    port: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookie: str = ""
    page: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    requests: int = 0

    @classmethod
    async def connected(cls, port: int) -> Self:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        return cls(port, reader, writer)

    def close(self) -> None:
        self.writer.close()

    def forget(self) -> None:
        """A new window: no cookie."""
        self.cookie = ""

    async def opens(self, path: str = "/") -> str:
        return await self._shown("GET", path, b"")

    async def presses(self, value: str, text: str | None = None) -> str:
        """The button is pressed; it must be there."""
        assert f'value="{value}"' in self.page, f"no button {value}"
        return await self.sends({"answer": value} | ({} if text is None else {"text": text}))

    async def sends(self, given: dict[str, str], path: str = "/") -> str:
        return await self._shown("POST", path, urlencode(self.fields | given).encode())

    @property
    def code(self) -> str:
        """The receipt code on the page."""
        found = _CODE.search(self.page)
        assert found is not None, "no receipt code on the page"
        return html.unescape(found[1])

    async def _shown(self, verb: str, path: str, body: bytes) -> str:
        status, where = await self._ask(verb, path, body)
        while status == 303:
            status, where = await self._ask("GET", where, b"")
        if status != 200:
            raise NotAccepted(str(status))
        self.fields = dict(_HIDDEN.findall(self.page))
        return self.page

    async def _ask(self, verb: str, path: str, body: bytes) -> tuple[int, str]:
        """One request; its status and where it sends the browser."""
        lines = [f"{verb} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept-Language: vi"]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self.writer.write("\r\n".join([*lines, "\r\n"]).encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = dict(line.split(": ", 1) for line in head.lower().split("\r\n")[1:] if line)
        self.page = (await self.reader.readexactly(int(headers["content-length"]))).decode()
        self.requests += 1
        if cookie := re.search(r"(?i)set-cookie: ([^;]+)", head):
            self.cookie = cookie[1]
        where = re.search(r"(?i)location: (\S+)", head)
        return int(head.split(" ", 2)[1]), where[1] if where else ""
