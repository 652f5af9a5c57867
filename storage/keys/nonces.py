"""Random nonces, drawn from the system in one go.

Each call to the system lets another thread take the interpreter, and the writer would wait for it back at
every seal of a batch. A child process never repeats what its parent holds.
"""

import os
import secrets
from threading import Lock
from typing import Final

NONCE_BYTES: Final = 12
_AT_ONCE: Final = 1024


class _Nonces:
    def __init__(self) -> None:
        self._lock = Lock()
        self._drawn = b""
        self._at = 0
        os.register_at_fork(after_in_child=self._forget)

    def take(self) -> bytes:
        with self._lock:
            if self._at == len(self._drawn):
                self._drawn = secrets.token_bytes(NONCE_BYTES * _AT_ONCE)
                self._at = 0
            start = self._at
            self._at += NONCE_BYTES
            return self._drawn[start : self._at]

    def _forget(self) -> None:
        self._drawn = b""
        self._at = 0


new_nonce: Final = _Nonces().take
"""Twelve random bytes that nobody else gets."""
