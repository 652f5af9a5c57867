"""How fast passwords may be tried.

Whoever guesses at a name must not be able to lock its officer out. So a browser that this officer logged in
from before has its own count, and its own place in the queue for the costly derivation; all others share
one count for the name, and one place. What is counted is never refused for good: after ten failures each
further try waits, twice as long every time, up to a quarter of an hour. That leaves a guesser about a
hundred tries a day. Counted in memory: a restart gives ten more.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FREE = 10
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(hours=1)
_MOST_KEPT = 10_000


@dataclass(slots=True)
class _Failures:
    count: int
    last_at: datetime


class Waits:
    """Failures in a row of whatever is counted, and how long each makes the next try wait."""

    def __init__(self) -> None:
        self._failures: dict[str, _Failures] = {}

    def left(self, who: str, now: datetime) -> timedelta:
        """How long the next try has to wait from now on; zero: not at all."""
        failures = self._failures.get(who)
        if failures is None or failures.count < FREE:
            return timedelta()
        doubled = min(failures.count - FREE, 10)
        wait = min(FIRST_WAIT * (1 << doubled), LONGEST_WAIT)
        return max(failures.last_at + wait - now, timedelta())

    def failed(self, who: str, now: datetime) -> None:
        """One more failure."""
        if len(self._failures) >= _MOST_KEPT:
            self._forget(now)
        known = self._failures.get(who)
        fresh = known is None or now - known.last_at > _FORGOTTEN_AFTER
        self._failures[who] = _Failures(1 if known is None or fresh else known.count + 1, now)

    def succeeded(self, who: str) -> None:
        """Nothing is counted any more."""
        self._failures.pop(who, None)

    def _forget(self, now: datetime) -> None:
        self._failures = {
            who: one for who, one in self._failures.items() if now - one.last_at <= _FORGOTTEN_AFTER
        }


@dataclass(slots=True)
class LogIns:
    """The counts of one process, and the two places for deriving keys from passwords."""

    waits: Waits = field(default_factory=Waits)
    _for_known: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    _for_others: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    def place(self, *, known: bool) -> asyncio.Semaphore:
        """One at a time; strangers wait for strangers only."""
        return self._for_known if known else self._for_others
