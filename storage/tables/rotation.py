"""Rotations of the rosters, and the days that an administrator entered into the calendar."""

from datetime import date, time

import msgspec
from sqlalchemy import Column, ForeignKey, Index, Text, delete, insert, select

from hotline.duty.roster import Place
from hotline.duty.rotation import Rotation
from hotline.duty.working_days import DayKind, SpecialDay
from hotline.ids import OfficerId, UnitCode
from storage.schema import AnyRow, Tx, Whole, one_of, rows, rule, table

rotation = table(
    "rotation",
    Column("id", Whole, primary_key=True),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("place", Text, nullable=False),
    Column("begins_on", Text, nullable=False),
    Column("ends_on", Text),
    Column("from_at", Text, nullable=False),
    Column("until_at", Text, nullable=False),
    Column("turn_days", Whole, nullable=False),
    Column("weekdays", Text, nullable=False),
    Column("day_kind", Text),
    Column("crews", Text, nullable=False),
    one_of("place", ["on_duty", "backup"]),
    one_of("day_kind", ["working", "rest"]),
    rule("turns_have_days", "turn_days > 0"),
    Index("ix_rotation_unit", "unit"),
    numbers_once=True,
)
"""Dates and times of day are words like 2026-11-23 and 07:00; `crews` is JSON, lists of officers' ids."""

special_day = table(
    "special_day",
    Column("day", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    one_of("kind", ["working", "rest"]),
)


def add(tx: Tx, fresh: Rotation) -> int:
    """Store the rotation; its number."""
    values = {
        "unit": fresh.unit,
        "place": fresh.place.value,
        "begins_on": fresh.begins_on.isoformat(),
        "ends_on": None if fresh.ends_on is None else fresh.ends_on.isoformat(),
        "from_at": fresh.from_at.isoformat("minutes"),
        "until_at": fresh.until_at.isoformat("minutes"),
        "turn_days": fresh.turn_days,
        "weekdays": "".join(map(str, sorted(fresh.weekdays))),
        "day_kind": None if fresh.day_kind is None else fresh.day_kind.value,
        "crews": msgspec.json.encode(fresh.crews).decode(),
    }
    return int(tx.connection.execute(insert(rotation).returning(rotation.c.id), values).scalar_one())


def everything(tx: Tx) -> dict[int, Rotation]:
    """All rotations by their numbers."""
    return {row.id: _rotation(row) for row in rows(tx, select(rotation).order_by(rotation.c.id))}


def remove(tx: Tx, number: int) -> bool:
    """Whether there was such a rotation; there is none any more."""
    return tx.connection.execute(delete(rotation).where(rotation.c.id == number)).rowcount > 0


def special_days(tx: Tx) -> list[SpecialDay]:
    """The days entered by hand, in order."""
    found = rows(tx, select(special_day).order_by(special_day.c.day))
    return [SpecialDay(date.fromisoformat(row.day), DayKind(row.kind), row.name) for row in found]


def put_special_day(tx: Tx, day: SpecialDay) -> None:
    """Enter the day, instead of what was entered for it before."""
    remove_special_day(tx, day.on)
    values = {"day": day.on.isoformat(), "kind": day.kind.value, "name": day.name}
    tx.connection.execute(insert(special_day), values)


def remove_special_day(tx: Tx, day: date) -> bool:
    """Whether the day was entered by hand; it is what the public calendar says again."""
    gone = delete(special_day).where(special_day.c.day == day.isoformat())
    return tx.connection.execute(gone).rowcount > 0


def _rotation(row: AnyRow) -> Rotation:
    return Rotation(
        unit=UnitCode(row.unit),
        place=Place(row.place),
        begins_on=date.fromisoformat(row.begins_on),
        from_at=time.fromisoformat(row.from_at),
        until_at=time.fromisoformat(row.until_at),
        crews=msgspec.json.decode(row.crews, type=tuple[tuple[OfficerId, ...], ...]),
        turn_days=row.turn_days,
        ends_on=None if row.ends_on is None else date.fromisoformat(row.ends_on),
        weekdays=frozenset(map(int, row.weekdays)),
        day_kind=None if row.day_kind is None else DayKind(row.day_kind),
    )
