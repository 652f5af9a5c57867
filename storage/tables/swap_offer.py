"""Shifts that one officer asked another to take, until that one says yes or no."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Text, delete, insert, select, update

from hotline.duty.planning import Cover
from hotline.duty.roster import Place
from hotline.ids import OfficerId, UnitCode
from storage.schema import Tx, Whole, from_ms, one_of, rows, rule, table, to_ms

OFFERED: Final = "offered"
ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"

swap_offer = table(
    "swap_offer",
    Column("id", Whole, primary_key=True),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("place", Text, nullable=False),
    Column("from_at", Whole, nullable=False),
    Column("until_at", Whole, nullable=False),
    Column("giver_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("taker_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("in_turn", Whole, ForeignKey("swap_offer.id", ondelete="CASCADE"), index=True),
    one_of("place", ["on_duty", "backup"]),
    one_of("state", [OFFERED, ACCEPTED, DECLINED]),
    rule("two_people", "giver_id <> taker_id"),
    Index("ix_swap_offer_until", "until_at"),
    numbers_once=True,
)
"""The numbers are on officers' buttons. `in_turn`: the offer to which this one is the answer: two shifts
change hands, or neither."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be changed if the taker says yes, together with what the offer `in_turn` would change."""

    id: int
    cover: Cover
    state: str
    in_turn: int | None = None


def add(tx: Tx, cover: Cover, in_turn: int | None = None) -> int:
    """Store the offer; its number. The same offer that is still open keeps its number."""
    values = {
        "unit": cover.unit,
        "place": cover.place.value,
        "from_at": to_ms(cover.from_at),
        "until_at": to_ms(cover.until_at),
        "giver_id": cover.giver,
        "taker_id": cover.taker,
        "state": OFFERED,
        "in_turn": in_turn,
    }
    same = select(swap_offer.c.id).where(*(swap_offer.c[name] == value for name, value in values.items()))
    known = tx.connection.execute(same).scalar_one_or_none()
    if known is not None:
        return int(known)
    return int(tx.connection.execute(insert(swap_offer).returning(swap_offer.c.id), values).scalar_one())


def one(tx: Tx, number: int) -> Offer | None:
    """The offer of this number, its row locked."""
    for row in rows(tx, select(swap_offer).where(swap_offer.c.id == number).with_for_update()):
        seat = UnitCode(row.unit), Place(row.place), from_ms(row.from_at), from_ms(row.until_at)
        cover = Cover(*seat, OfficerId(row.giver_id), OfficerId(row.taker_id))
        return Offer(row.id, cover, row.state, row.in_turn)
    return None


def settle(tx: Tx, number: int, state: str) -> None:
    """The taker has answered."""
    tx.connection.execute(update(swap_offer).where(swap_offer.c.id == number), {"state": state})


def forget_before(tx: Tx, at: datetime) -> None:
    """Offers of shifts that ended before this time have no use any more."""
    tx.connection.execute(delete(swap_offer).where(swap_offer.c.until_at < to_ms(at)))
