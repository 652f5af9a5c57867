"""The roster: who takes a unit's pages, as first or as backup, from when until when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Text, bindparam, delete, insert, select

from hotline.duty.roster import Place, Shift
from hotline.ids import OfficerId, UnitCode
from storage.schema import Tx, Whole, from_ms, one_of, rows, rule, table, to_ms

shift = table(
    "shift",
    Column("id", Whole, primary_key=True),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("officer_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("place", Text, nullable=False),
    Column("from_at", Whole, nullable=False),
    Column("until_at", Whole, nullable=False),
    one_of("place", ["on_duty", "backup"]),
    rule("ends_after_it_begins", "from_at < until_at"),
    Index("ix_shift_time", "until_at", "from_at"),
)


def add_all(tx: Tx, fresh: Sequence[Shift]) -> None:
    """Store these shifts; one that is there already, to the letter, is not stored twice."""
    if not fresh:
        return
    units = sorted({item.unit for item in fresh})
    known = {
        (row.unit, row.officer_id, row.place, row.from_at, row.until_at)
        for row in rows(tx, select(shift).where(shift.c.unit.in_(units)))
    }
    values = [
        {
            "unit": item.unit,
            "officer_id": item.officer,
            "place": item.place,
            "from_at": to_ms(item.from_at),
            "until_at": to_ms(item.until_at),
        }
        for item in fresh
    ]
    new = [value for value in values if tuple(value.values()) not in known]
    if new:
        tx.connection.execute(insert(shift), new)


_BETWEEN = (
    select(shift)
    .where(shift.c.until_at > bindparam("start"), shift.c.from_at < bindparam("until"))
    .order_by(shift.c.from_at, shift.c.id)
)


def between(tx: Tx, start: datetime, end: datetime) -> list[Shift]:
    """The shifts that touch this stretch of time, in order of their beginning."""
    return [
        Shift(
            unit=UnitCode(row.unit),
            officer=OfficerId(row.officer_id),
            place=Place(row.place),
            from_at=from_ms(row.from_at),
            until_at=from_ms(row.until_at),
        )
        for row in rows(tx, _BETWEEN, start=to_ms(start), until=to_ms(end))
    ]


def forget_before(tx: Tx, at: datetime) -> int:
    """Delete shifts that ended before this time; how many."""
    return tx.connection.execute(delete(shift).where(shift.c.until_at < to_ms(at))).rowcount
