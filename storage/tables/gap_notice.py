"""Who was told of which gap in a roster, so that each is told once at each distance."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, PrimaryKeyConstraint, Text, delete, insert, select

from hotline.ids import UnitCode
from storage.schema import Tx, Whole, from_ms, one_of, rows, table, to_ms

gap_notice = table(
    "gap_notice",
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("from_at", Whole, nullable=False),
    Column("stage", Text, nullable=False),
    PrimaryKeyConstraint("unit", "from_at", "stage"),
    one_of("stage", ["a_day", "two_hours", "thin_a_day", "thin_two_hours"]),
)


def told(tx: Tx) -> set[tuple[UnitCode, datetime, str]]:
    """The notices that were given: unit, beginning of the gap, distance."""
    return {(UnitCode(row.unit), from_ms(row.from_at), row.stage) for row in rows(tx, select(gap_notice))}


def note(tx: Tx, unit: UnitCode, from_at: datetime, stage: str) -> None:
    """The notice is being given."""
    tx.connection.execute(insert(gap_notice), {"unit": unit, "from_at": to_ms(from_at), "stage": stage})


def forget_before(tx: Tx, at: datetime) -> None:
    """Notices of gaps that began before this time have no use any more."""
    tx.connection.execute(delete(gap_notice).where(gap_notice.c.from_at < to_ms(at)))
