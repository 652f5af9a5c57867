"""The processes of this installation, by their heartbeats: whose leases still count."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Column, Text, bindparam, delete, func, insert, select, update

from storage.schema import Tx, Whole, maybe_from_ms, rows, table, to_ms

DIES_AFTER: Final = timedelta(seconds=3)
"""Of silence: whoever was not heard of for so long holds nothing any more."""

process = table(
    "process",
    Column("owner", Text, primary_key=True),
    Column("beat_at", Whole, nullable=False),
)


def beat(tx: Tx, owner: str, now: datetime) -> None:
    """This process is alive."""
    ms = to_ms(now)
    changed = tx.connection.execute(update(process).where(process.c.owner == owner).values(beat_at=ms))
    if changed.rowcount == 0:
        tx.connection.execute(insert(process).values(owner=owner, beat_at=ms))


def alive(tx: Tx, since: datetime) -> list[str]:
    """The processes that were heard of since then; the others are forgotten."""
    tx.connection.execute(delete(process).where(process.c.beat_at < to_ms(since)))
    return [row.owner for row in rows(tx, select(process.c.owner))]


_HEARD_OF = select(process.c.owner).where(process.c.beat_at >= bindparam("since"))


def heard_of(tx: Tx, since: datetime) -> set[str]:
    """The processes that were heard of since then; changes nothing."""
    return {row.owner for row in rows(tx, _HEARD_OF, since=to_ms(since))}


def set_back(tx: Tx, by: timedelta, now: datetime) -> None:
    """The clock went back by this much: a process that died before must not seem alive until then."""
    later = process.c.beat_at > to_ms(now)
    earlier = process.c.beat_at - by // timedelta(milliseconds=1)
    tx.connection.execute(update(process).where(later).values(beat_at=earlier))


def last_beat(tx: Tx) -> datetime | None:
    """When any process was last heard of."""
    return maybe_from_ms(tx.connection.execute(select(func.max(process.c.beat_at))).scalar_one())


def forget(tx: Tx, owners: Sequence[str]) -> None:
    """These processes have ended."""
    if owners:
        tx.connection.execute(delete(process).where(process.c.owner.in_(owners)))


def forget_all(tx: Tx) -> None:
    """No other process exists: this one holds the installation's lock."""
    tx.connection.execute(delete(process))
