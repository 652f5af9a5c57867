"""What a receipt code opens: the look-up of its report, and what officers wrote to the reporter.

The code is 53 random bits; Argon2id and the installation's salt stand between it and whoever holds a copy
of the database. It never opens the report.
"""

import secrets
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Final

from argon2.low_level import Type, hash_secret_raw

from storage.keys.derivation import derived
from storage.keys.recipient import SEEDS_BYTES, Seeds, public_of

_DIGITS: Final = 16
_MEMORY_KIB: Final = 8 * 1024
_TWO_AT_ONCE: Final = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """`lookup` (32 bytes) and `public` are stored with the report; `seeds` only where the code is."""

    lookup: bytes = field(repr=False)
    seeds: Seeds
    public: bytes = field(repr=False)


def new_code() -> str:
    """16 random digits (53 bits)."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"


def derive(code: str, salt: bytes) -> ReceiptKeys:
    """What `code` (16 digits) opens on the installation with `salt`. Blocks for milliseconds.

    Two at once: trying codes slows down only other tries, never log-ins or filing.
    """
    with _TWO_AT_ONCE:
        return derive_unqueued(code, salt)


def derive_unqueued(code: str, salt: bytes) -> ReceiptKeys:
    """The same for codes of our own making, which must not wait behind somebody's guesses."""
    slow = hash_secret_raw(code.encode(), salt, 1, _MEMORY_KIB, 1, hash_len=32, type=Type.ID)
    seeds = Seeds(derived(slow, "reporter seeds", SEEDS_BYTES))
    return ReceiptKeys(derived(slow, "receipt lookup"), seeds, public_of(seeds))
