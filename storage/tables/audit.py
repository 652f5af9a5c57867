"""The audit log: append-only, each entry bound to the one before by its hash.

What a reporter does is never in it. Details hold ids and words of ours, never a report's content.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Column, LargeBinary, Text, bindparam, insert, select

from storage.audit_chain import BEFORE_THE_FIRST, EMPTY, Anchor, AuditEntry, entry_hash
from storage.schema import Tx, Whole, rows, table, to_ms

audit = table(
    "audit",
    Column("seq", Whole, primary_key=True, autoincrement=False),
    Column("at", Whole, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

_LAST = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)


def append(
    tx: Tx, actor: str, action: str, subject: str, at: datetime, **detail: str | int | bool | None
) -> None:
    """Add an entry. `actor` is a username, `system`, `operator` or `stranger`."""
    last = tx.connection.execute(_LAST.with_for_update()).first()
    seq, previous = (1, BEFORE_THE_FIRST) if last is None else (last.seq + 1, last.hash)
    at_ms = to_ms(at)
    tx.connection.execute(
        insert(audit).values(
            seq=seq,
            at=at_ms,
            actor=actor,
            action=action,
            subject=subject,
            detail=msgspec.json.encode(detail).decode(),
            hash=entry_hash(previous, seq, at_ms, actor, action, subject, detail),
        )
    )


def head(tx: Tx) -> Anchor:
    """How long the log is, and how it ends."""
    last = tx.connection.execute(_LAST).first()
    return EMPTY if last is None else Anchor(last.seq, last.hash)


_SOME = select(audit).where(audit.c.seq > bindparam("after")).order_by(audit.c.seq).limit(bindparam("most"))


def some(tx: Tx, after: int, limit: int) -> list[AuditEntry]:
    """Entries with numbers above `after`, oldest first."""
    found = rows(tx, _SOME, after=after, most=limit)
    return [
        AuditEntry(
            row.seq, row.at, row.actor, row.action, row.subject, msgspec.json.decode(row.detail), row.hash
        )
        for row in found
    ]


def entries(tx: Tx, *, batch: int = 1000) -> Iterator[AuditEntry]:
    """All entries, oldest first."""
    last = 0
    while found := some(tx, last, batch):
        yield from found
        last = found[-1].seq
