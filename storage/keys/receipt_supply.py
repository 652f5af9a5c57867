"""What a new report needs, made ahead of need, so that a rush of reports isn't slowed.

In memory only: a code that was not handed out is gone with the process, and nothing was promised with it.
"""

from collections import deque
from threading import Condition, Thread
from typing import NamedTuple

from storage.keys.receipt import ReceiptKeys, derive_unqueued, new_code
from storage.keys.recipient import Pair, new_pair


class Prepared(NamedTuple):
    """For one report: the reporter's code, what it opens, and the report's own key pair."""

    code: str
    receipt: ReceiptKeys
    report: Pair


class ReceiptSupply:
    """Holds up to `size` codes; a thread of its own refills it until `close`."""

    def __init__(self, salt: bytes, size: int = 64) -> None:
        self._salt = salt
        self._size = size
        self._ready: deque[Prepared] = deque()
        self._changed = Condition()
        self._closed = False
        self._thread = Thread(target=self._refill, name="receipt-supply", daemon=True)
        self._thread.start()

    def take(self) -> Prepared:
        """A code that nobody else gets, with its keys; made on the spot if none is ready."""
        with self._changed:
            if self._ready:
                self._changed.notify_all()
                return self._ready.popleft()
        return self._derived()

    def give_back(self, unused: Prepared) -> None:
        """This code was told to nobody: it may serve the next report."""
        with self._changed:
            if not self._closed:
                self._ready.append(unused)

    def ready(self) -> int:
        """How many can be taken without waiting."""
        with self._changed:
            return len(self._ready)

    def wait_full(self, timeout_seconds: float) -> bool:
        """True once the supply is full; False if it wasn't in time, or was closed."""
        with self._changed:
            full = self._changed.wait_for(lambda: self._closed or self._full(), timeout_seconds)
            return full and not self._closed

    def close(self) -> None:
        """The thread has ended and no code is held; `take` still works. May be called twice."""
        with self._changed:
            self._closed = True
            self._ready.clear()
            self._changed.notify_all()
        self._thread.join()

    def _refill(self) -> None:
        while self._wanted():
            made = self._derived()
            with self._changed:
                if not self._closed:
                    self._ready.append(made)
                self._changed.notify_all()

    def _wanted(self) -> bool:
        """Waits until a code is wanted; False once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or not self._full())
            return not self._closed

    def _full(self) -> bool:
        return len(self._ready) >= self._size

    def _derived(self) -> Prepared:
        code = new_code()
        return Prepared(code, derive_unqueued(code, self._salt), new_pair())
