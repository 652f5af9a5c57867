"""Wrong codes and passwords, counted for an hour, in memory: a table of them would trace reporters."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)


class Tries:
    """After `most` wrong tries within an hour nothing is tried any more for the same chat or name."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._wrong: defaultdict[bytes, deque[datetime]] = defaultdict(deque)

    def exhausted(self, who: bytes, now: datetime) -> bool:
        """Whether this chat or name has to wait."""
        self._forget(who, now)
        return len(self._wrong.get(who, ())) >= self._most

    def count(self, who: bytes, now: datetime) -> None:
        """A wrong one was tried."""
        self._wrong[who].append(now)

    def _forget(self, who: bytes, now: datetime) -> None:
        tries = self._wrong.get(who)
        while tries and now - tries[0] > _HOUR:
            tries.popleft()
        if tries is not None and not tries:
            del self._wrong[who]
