"""The audit log's chain: each entry's hash covers the entry before it, so that a change shows.

Who holds the whole machine can rewrite a chain from any point on. So the count and the head's hash go out
with the daily digest and the heartbeat (an `Anchor`), and are compared later: what was logged before the
last anchor can't be changed unnoticed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

import msgspec

Detail = Mapping[str, str | int | bool | None]
"""What an entry says besides: flat, without fractions, so that it is written one way only."""

BEFORE_THE_FIRST: Final = bytes(32)
"""Stands for the entry before the first one."""

_VERSION: Final = "langnghe-audit-1"
_ANCHOR: Final = re.compile(r"(\d+):([0-9a-f]{64})", re.ASCII)
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row of the log; `seq` counts from 1 without gaps."""

    seq: int
    at_ms: int
    actor: str
    action: str
    subject: str
    detail: Detail
    hash: bytes


@dataclass(frozen=True, slots=True)
class Anchor:
    """How long the log was and how it ended, at one moment."""

    count: int
    head: bytes

    def __str__(self) -> str:
        """`count:hash`, as it is sent out and given to `audit verify --anchor`."""
        return f"{self.count}:{self.head.hex()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError if `text` isn't an anchor."""
        found = _ANCHOR.fullmatch(text.strip())
        if found is None:
            raise ValueError("an anchor is written count:hash")
        return cls(int(found[1]), bytes.fromhex(found[2]))


EMPTY: Final = Anchor(0, BEFORE_THE_FIRST)


def entry_hash(
    previous: bytes, seq: int, at_ms: int, actor: str, action: str, subject: str, detail: Detail
) -> bytes:
    """The hash (32 bytes) of an entry that follows the one whose hash is `previous`."""
    row = [_VERSION, seq, at_ms, actor, action, subject, detail]
    return sha256(previous + _ENCODER.encode(row)).digest()


def first_broken(entries: Iterable[AuditEntry], after: Anchor = EMPTY) -> int | None:
    """The number of the first entry that was changed, moved or is missing; None if the chain holds.

    `entries` are in order and begin behind `after`. Entries cut off at the end can't show here: compare
    an anchor.
    """
    seq, previous = after.count, after.head
    for entry in entries:
        seq += 1
        if entry.seq != seq or entry.hash != _hash_of(entry, previous):
            return seq
        previous = entry.hash
    return None


def keeps(anchor: Anchor, entries: Iterable[AuditEntry]) -> bool:
    """Whether the log still says what it said when `anchor` went out. Looks at that one entry only."""
    if anchor.count == 0:
        return anchor == EMPTY
    return any(entry.seq == anchor.count and entry.hash == anchor.head for entry in entries)


def _hash_of(entry: AuditEntry, previous: bytes) -> bytes:
    return entry_hash(
        previous, entry.seq, entry.at_ms, entry.actor, entry.action, entry.subject, entry.detail
    )
