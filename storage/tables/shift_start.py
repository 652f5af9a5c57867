"""Shifts that are about to begin or have begun: whether the officer said "I am there" (rule E11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)

from hotline.duty.roster import Place, Shift
from hotline.ids import OfficerId, UnitCode
from storage.schema import AnyRow, Tx, Whole, from_ms, one_of, rows, rule, table, to_ms

PLANNED: Final = "planned"
ASKED: Final = "asked"
CONFIRMED: Final = "confirmed"
COVERED: Final = "covered"
UNANSWERED: Final = "unanswered"
VOID: Final = "void"

shift_start = table(
    "shift_start",
    Column("id", Whole, primary_key=True),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("place", Text, nullable=False),
    Column("officer_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("from_at", Whole, nullable=False),
    Column("until_at", Whole, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", Whole),
    Column("asked", Text, nullable=False),
    one_of("place", ["on_duty", "backup"]),
    one_of("state", [PLANNED, ASKED, CONFIRMED, COVERED, UNANSWERED, VOID]),
    rule("waits_or_is_settled", "(state IN ('planned', 'asked')) = (due_at IS NOT NULL)"),
    UniqueConstraint("unit", "place", "officer_id", "from_at"),
    Index("ix_shift_start_due", "due_at"),
    numbers_once=True,
)
"""`asked` is JSON, the ids of those who were asked to step in. The numbers are on officers' buttons."""


@dataclass(frozen=True, slots=True)
class Start:
    """One shift's beginning. `due_at` None: it is settled."""

    id: int
    shift: Shift
    state: str
    due_at: datetime | None
    asked: tuple[OfficerId, ...] = ()


def plan(tx: Tx, coming: Sequence[Shift]) -> None:
    """These shifts' beginnings are waited for; those that are known already stay as they are."""
    if not coming:
        return
    first = min(one.from_at for one in coming)
    known = {_key(one.shift) for one in _found(tx, shift_start.c.from_at >= to_ms(first))}
    fresh = [_values(one) for one in coming if _key(one) not in known]
    if fresh:
        tx.connection.execute(insert(shift_start), fresh)


def known(tx: Tx, since: datetime) -> set[tuple[UnitCode, Place, OfficerId, datetime]]:
    """The beginnings from this time on that are waited for, or were."""
    return {_key(one.shift) for one in _found(tx, shift_start.c.from_at >= to_ms(since))}


def due(tx: Tx, now: datetime, limit: int) -> list[Start]:
    """What waits no longer, the oldest first; rows another process holds are passed over."""
    wanted = _select(shift_start.c.due_at <= to_ms(now)).limit(limit)
    return [_start(row) for row in rows(tx, wanted.with_for_update(skip_locked=True))]


def next_due(tx: Tx) -> int | None:
    """When to look again, in milliseconds; None if nothing waits."""
    found: int | None = tx.connection.execute(select(func.min(shift_start.c.due_at))).scalar_one()
    return found


def one(tx: Tx, number: int) -> Start | None:
    """The beginning of this number, its row locked."""
    wanted = _select(shift_start.c.id == number).with_for_update()
    return next((_start(row) for row in rows(tx, wanted)), None)


def change(tx: Tx, start: Start) -> None:
    """Store where it stands."""
    values = {
        "state": start.state,
        "due_at": None if start.due_at is None else to_ms(start.due_at),
        "asked": msgspec.json.encode(start.asked).decode(),
    }
    tx.connection.execute(update(shift_start).where(shift_start.c.id == start.id), values)


def set_back(tx: Tx, by: timedelta, now: datetime) -> None:
    """The clock went back by this much: whoever was asked has no longer than before to answer."""
    asked = (shift_start.c.state == ASKED, shift_start.c.due_at > to_ms(now))
    earlier = shift_start.c.due_at - by // timedelta(milliseconds=1)
    tx.connection.execute(update(shift_start).where(*asked).values(due_at=earlier))


def forget_before(tx: Tx, at: datetime) -> None:
    """Settled beginnings of shifts that ended before this time have no use any more."""
    over = (shift_start.c.until_at < to_ms(at), shift_start.c.due_at.is_(None))
    tx.connection.execute(delete(shift_start).where(*over))


def _key(shift: Shift) -> tuple[UnitCode, Place, OfficerId, datetime]:
    return shift.unit, shift.place, shift.officer, shift.from_at


def _values(shift: Shift) -> dict[str, object]:
    return {
        "unit": shift.unit,
        "place": shift.place.value,
        "officer_id": shift.officer,
        "from_at": to_ms(shift.from_at),
        "until_at": to_ms(shift.until_at),
        "state": PLANNED,
        "due_at": to_ms(shift.from_at),
        "asked": "[]",
    }


def _found(tx: Tx, which: ColumnElement[bool]) -> list[Start]:
    return [_start(row) for row in rows(tx, _select(which))]


def _select(which: ColumnElement[bool]) -> Select[Any]:
    return select(shift_start).where(which).order_by(shift_start.c.due_at, shift_start.c.id)


def _start(row: AnyRow) -> Start:
    shift = Shift(
        UnitCode(row.unit),
        OfficerId(row.officer_id),
        Place(row.place),
        from_ms(row.from_at),
        from_ms(row.until_at),
    )
    due_at = None if row.due_at is None else from_ms(row.due_at)
    asked = msgspec.json.decode(row.asked, type=tuple[OfficerId, ...])
    return Start(row.id, shift, row.state, due_at, asked)
