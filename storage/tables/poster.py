"""Where posters hang, each place with the code that its links carry. Nothing of who read one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Text, UniqueConstraint, insert, select

from hotline.ids import UnitCode
from storage.schema import AnyRow, Tx, Whole, rows, table, to_ms

poster = table(
    "poster",
    Column("code", Text, primary_key=True),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("place", Text, nullable=False),
    Column("made_at", Whole, nullable=False),
    UniqueConstraint("unit", "place"),
)


@dataclass(frozen=True, slots=True)
class Poster:
    """One place. `code` stands in the addresses that are printed there."""

    code: str
    unit: UnitCode
    place: str


def add(tx: Tx, one: Poster, now: datetime) -> None:
    """The place gets its code."""
    values = {"code": one.code, "unit": one.unit, "place": one.place, "made_at": to_ms(now)}
    tx.connection.execute(insert(poster), values)


def at(tx: Tx, unit: UnitCode, place: str) -> Poster | None:
    """The poster of this place, if it has one."""
    found = rows(tx, select(poster).where(poster.c.unit == unit, poster.c.place == place))
    return _poster(found[0]) if found else None


def everywhere(tx: Tx) -> list[Poster]:
    """Every place, by unit and name."""
    return [_poster(row) for row in rows(tx, select(poster).order_by(poster.c.unit, poster.c.place))]


def known(tx: Tx, codes: set[str]) -> set[str]:
    """Those of the codes that a poster has."""
    return {row.code for row in rows(tx, select(poster.c.code).where(poster.c.code.in_(codes)))}


def _poster(row: AnyRow) -> Poster:
    return Poster(row.code, UnitCode(row.unit), row.place)
