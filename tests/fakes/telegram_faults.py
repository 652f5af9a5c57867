"""What goes wrong between a bot and Telegram, on demand."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.telegram_http import Response
from tests.fakes.telegram_rules import Json

HTML_502 = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


@dataclass(slots=True, eq=False)
class Fault:
    """One thing that goes wrong with the calls that fit; `end()` mends it.

    Which calls: `method`, `chat`, `token` (None fits all), with `words` in their text, from the `nth` fitting
    one on (1 is the first), at most `times` of them, until `until`. What happens: first `delay` seconds
    pass, then one of the rest. `drop_before`: the line closes, nothing was done; `drop_after`: it was
    done, and nobody is told.
    """

    method: str | None = None
    chat: int | str | None = None
    token: str | None = None
    words: str = ""
    nth: int = 1
    times: int | None = None
    until: datetime | None = None
    delay: float = 0.0
    drop_before: bool = False
    drop_after: bool = False
    reset: bool = False
    html_502: bool = False
    status: int | None = None
    description: str = "Internal Server Error"
    body: bytes | None = None
    retry_after: int | None = None
    seen: int = field(default=0, init=False)
    hits: int = field(default=0, init=False)
    ended: bool = field(default=False, init=False)

    def end(self) -> None:
        self.ended = True

    def strikes(self, method: str, chat: int | str | None, token: str, now: datetime, text: str = "") -> bool:
        """Whether this call goes wrong; counts it."""
        if self.ended or (self.until is not None and now >= self.until):
            return False
        if not (self.method in (None, method) and self.chat in (None, chat) and self.token in (None, token)):
            return False
        if self.words not in text:
            return False
        self.seen += 1
        if self.seen < self.nth or (self.times is not None and self.hits >= self.times):
            return False
        self.hits += 1
        return True

    async def spoil(self, done: Callable[[], Response | Awaitable[Response]]) -> Response:
        """The answer that the bot gets instead of, or after, what it asked for."""
        if self.delay:
            await asyncio.sleep(self.delay)
        instead = self._instead()
        if instead is not None:
            return instead
        answer = done()
        response = answer if isinstance(answer, Response) else await answer
        return Response(hang_up=True) if self.drop_after else response

    def _instead(self) -> Response | None:
        if self.reset:
            return Response(reset=True)
        if self.drop_before:
            return Response(hang_up=True)
        if self.html_502:
            return Response(502, HTML_502, "text/html")
        if self.retry_after is not None:
            wait = self.retry_after
            return refusal(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        if self.body is not None:
            return Response(self.status or 200, self.body)
        if self.status is not None:
            return refusal(self.status, self.description)
        return None


class Faults:
    """The faults that are set; the first that fits a call strikes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._set: list[Fault] = []

    def add(self, fault: Fault, lasting: timedelta | None) -> Fault:
        if lasting is not None:
            fault.until = self._clock() + lasting
        self._set.append(fault)
        return fault

    def clear(self) -> None:
        self._set.clear()

    def striking(self, method: str, chat: int | str | None, token: str, text: str = "") -> Fault | None:
        if not self._set:
            return None
        now = self._clock()
        return next((f for f in self._set if f.strikes(method, chat, token, now, text)), None)


def refusal(status: int, description: str, parameters: Json | None = None) -> Response:
    """An error as the Bot API tells it."""
    told: Json = {"ok": False, "error_code": status, "description": description}
    if parameters:
        told["parameters"] = parameters
    return Response(status, json.dumps(told).encode())
