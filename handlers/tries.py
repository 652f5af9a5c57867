"""What one chat or name may do how often, counted in memory: a table of it would trace reporters."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

_MOST_KEPT = 10_000
EVERYBODY = b""
"""Whom a limit in total counts for."""
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


class Tries:
    """After `most` within the stretch of time nothing more is taken from the same chat or name."""

    def __init__(self, most: int, within: timedelta = HOUR) -> None:
        self._most = most
        self._within = within
        self._look_over_at = _MOST_KEPT
        self._counted: defaultdict[bytes, deque[datetime]] = defaultdict(deque)

    def exhausted(self, who: bytes, now: datetime) -> bool:
        """Whether this chat or name has to wait."""
        self._forget(who, now)
        return len(self._counted.get(who, ())) >= self._most

    def count(self, who: bytes, now: datetime) -> None:
        """One more."""
        if len(self._counted) > self._look_over_at:
            for other in list(self._counted):
                self._forget(other, now)
            self._look_over_at = max(_MOST_KEPT, 2 * len(self._counted))
        self._counted[who].append(now)

    def _forget(self, who: bytes, now: datetime) -> None:
        tries = self._counted.get(who)
        while tries and now - tries[0] > self._within:
            tries.popleft()
        if tries is not None and not tries:
            del self._counted[who]
