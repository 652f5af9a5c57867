"""Identifiers made by the program, unique over all its processes and growing with time.

Made here and not by the database, so that a whole batch is one `executemany` without asking back.
"""

import secrets
import threading
import time

_COUNTER_BITS = 21
_EPOCH_MS = 1_750_000_000_000


class IdSource:
    """Hands out whole numbers of at most 63 bits: milliseconds, then a counter with a random start."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> int:
        """A number greater than every one handed out before by this source."""
        with self._lock:
            now = time.time_ns() // 1_000_000 - _EPOCH_MS
            if now > self._last >> _COUNTER_BITS:
                self._last = now << _COUNTER_BITS | secrets.randbelow(1 << (_COUNTER_BITS - 1))
            else:
                self._last += 1
            return self._last
