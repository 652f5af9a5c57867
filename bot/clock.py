"""The real clock, which doesn't follow a wall clock that is set back for a moment.

A page must not wait for an hour because somebody, or a time server gone mad, sets the clock back. For ten
minutes the time goes on as the monotonic clock says; most such steps are mended by then. After that the wall
is believed, and the due loop moves what waits (`handlers/set_back.py`). A step forward is followed at once: a
machine that slept looks the same.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

DOUBTED_FOR = 600.0
_PART_AT = timedelta(seconds=2)


def _wall() -> datetime:
    return datetime.now(UTC)


class SystemClock:
    """Wall time for what is stored; monotonic time for waiting."""

    def __init__(
        self, wall: Callable[[], datetime] = _wall, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._agreed = (wall(), monotonic())
        self._doubted_since: float | None = None

    def now(self) -> datetime:
        """Aware UTC."""
        wall, at = self._wall(), self._monotonic()
        expected = self._agreed[0] + timedelta(seconds=at - self._agreed[1])
        if expected - wall > _PART_AT:
            if self._doubted_since is None:
                self._doubted_since = at
            if at - self._doubted_since < DOUBTED_FOR:
                return expected
        self._agreed, self._doubted_since = (wall, at), None
        return wall

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return self._monotonic()

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when the event is set or the seconds have passed; the event is cleared."""
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return
        event.clear()
