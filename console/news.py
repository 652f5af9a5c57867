"""Tells open pages that something changed, as server-sent events: numbers of alerts, and nothing of a case.

The alerts are read every two seconds, once for everybody who watches and only while somebody does: that
also sees what other processes did. A stream keeps no session alive, and ends with it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import msgspec

from handlers import access, news
from handlers.access import Caller
from handlers.installation import Installation
from handlers.news import Standing
from hotline.ids import OfficerId

MOST_STREAMS = 4
"""Of one officer: browsers open six connections to a host, and two must stay for the pages themselves."""
LOOK_EVERY = 2.0
_LOOKS_BETWEEN_SIGNS_OF_LIFE = 10


class News:
    """Everybody who watches in this process."""

    def __init__(self, office: Installation) -> None:
        self._office = office
        self._watching: Counter[OfficerId] = Counter()
        self._ends: set[asyncio.Event] = set()
        self._ended = False
        self._reading = asyncio.Lock()
        self._read_at: float | None = None
        self._latest = Standing({})

    def end(self) -> None:
        """Every stream is over, and no other begins."""
        self._ended = True
        for end in self._ends:
            end.set()

    def is_full(self, caller: Caller) -> bool:
        """Whether this officer has as many streams as one may have."""
        return self._ended or self._watching[caller.officer.id] >= MOST_STREAMS

    async def stream(self, token: str, caller: Caller, since: str) -> AsyncIterator[bytes]:
        """Events until the session ends; at once if what the caller saw (`since`) is no longer so."""
        end = asyncio.Event()
        self._ends.add(end)
        self._watching[caller.officer.id] += 1
        try:
            async for event in self._events(token, caller, since, end):
                yield event
        finally:
            self._ends.discard(end)
            self._watching[caller.officer.id] -= 1

    async def _events(
        self, token: str, caller: Caller, since: str, end: asyncio.Event
    ) -> AsyncIterator[bytes]:
        units = await news.units_of(self._office, caller.officer)
        before = (await self._standing(fresh=True)).within(units)
        yield _event(before.mark) if since in ("", before.mark) else _event(before.mark, missed=True)
        looks = 0
        while not self._ended:
            await self._office.clock.wait(end, LOOK_EVERY)
            looks += 1
            if looks % _LOOKS_BETWEEN_SIGNS_OF_LIFE == 0:
                if await access.caller_of(self._office, token, by_itself=True) is None:
                    return
                units = await news.units_of(self._office, caller.officer)
                yield b":\n\n"
            now = (await self._standing()).within(units)
            changed = now.changed_since(before)
            if changed:
                yield _event(now.mark, changed, now.new_since(before))
            before = now

    async def _standing(self, *, fresh: bool = False) -> Standing:
        async with self._reading:
            now = self._office.clock.monotonic()
            if fresh or self._read_at is None or now - self._read_at >= LOOK_EVERY:
                self._latest = await news.standing(self._office)
                self._read_at = now
            return self._latest


def _event(
    mark: str, changed: list[int] | None = None, new: list[int] | None = None, *, missed: bool = False
) -> bytes:
    """One event; its id comes back as `Last-Event-ID` when the browser connects again."""
    told = {"changed": changed or [], "new": new or [], "missed": missed}
    kind = b"alerts" if changed or missed else b"watching"
    return b"event: %b\nid: %b\ndata: %b\n\n" % (kind, mark.encode(), msgspec.json.encode(told))
