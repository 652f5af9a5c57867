"""Changes of a roster: overrides, covers (swaps among them) and leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Column, ForeignKey, Index, Select, Text, delete, insert, select

from hotline.duty.planning import Change, Cover, Leave, Override
from hotline.duty.roster import Place
from hotline.ids import OfficerId, UnitCode
from storage.schema import AnyRow, Tx, Whole, from_ms, one_of, rows, rule, table, to_ms

roster_change = table(
    "roster_change",
    Column("id", Whole, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("unit", Text, ForeignKey("unit.code")),
    Column("place", Text),
    Column("from_at", Whole, nullable=False),
    Column("until_at", Whole, nullable=False),
    Column("giver_id", Whole, ForeignKey("officer.id")),
    Column("taker_id", Whole, ForeignKey("officer.id")),
    Column("officers", Text),
    Column("made_by", Text, nullable=False),
    Column("made_at", Whole, nullable=False),
    one_of("kind", ["override", "cover", "leave"]),
    one_of("place", ["on_duty", "backup"]),
    rule("ends_after_it_begins", "from_at < until_at"),
    rule("leave_is_everywhere", "(kind = 'leave') = (unit IS NULL)"),
    Index("ix_roster_change_time", "until_at", "from_at"),
    numbers_once=True,
)
"""`giver_id` is also who has leave; `officers` is JSON, a list of ids, of an override."""


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change, and who made it when."""

    id: int
    change: Change
    made_by: str
    made_at: datetime


def add(tx: Tx, fresh: Change, by: str, now: datetime) -> int:
    """Store the change above those that are there; its number."""
    values = {
        **_values(fresh),
        "from_at": to_ms(fresh.from_at),
        "until_at": to_ms(fresh.until_at),
        "made_by": by,
        "made_at": to_ms(now),
    }
    wanted = insert(roster_change).returning(roster_change.c.id)
    return int(tx.connection.execute(wanted, values).scalar_one())


def between(tx: Tx, start: datetime, end: datetime) -> list[StoredChange]:
    """The changes that touch this stretch of time, in the order in which they were made."""
    c = roster_change.c
    return _found(tx, select(roster_change).where(c.until_at > to_ms(start), c.from_at < to_ms(end)))


def one(tx: Tx, number: int) -> StoredChange | None:
    """The change of this number."""
    return next(iter(_found(tx, select(roster_change).where(roster_change.c.id == number))), None)


def remove(tx: Tx, number: int) -> bool:
    """Whether there was such a change; there is none any more."""
    gone = delete(roster_change).where(roster_change.c.id == number)
    return tx.connection.execute(gone).rowcount > 0


def _values(fresh: Change) -> Mapping[str, object]:
    match fresh:
        case Override(unit, place, _, _, officers):
            text = msgspec.json.encode(officers).decode()
            return {"kind": "override", "unit": unit, "place": place.value, "officers": text}
        case Cover(unit, place, _, _, giver, taker):
            who = {"giver_id": giver, "taker_id": taker}
            return {"kind": "cover", "unit": unit, "place": place.value, **who}
        case Leave(officer):  # pragma: no branch - the last there is
            return {"kind": "leave", "giver_id": officer}


def _found(tx: Tx, wanted: Select[Any]) -> list[StoredChange]:
    found = rows(tx, wanted.order_by(roster_change.c.id))
    return [StoredChange(row.id, _change(row), row.made_by, from_ms(row.made_at)) for row in found]


def _change(row: AnyRow) -> Change:
    span = from_ms(row.from_at), from_ms(row.until_at)
    if row.kind == "leave":
        return Leave(OfficerId(row.giver_id), *span)
    seat = UnitCode(row.unit), Place(row.place), *span
    if row.kind == "cover":
        return Cover(*seat, OfficerId(row.giver_id), OfficerId(row.taker_id))
    return Override(*seat, msgspec.json.decode(row.officers, type=tuple[OfficerId, ...]))
