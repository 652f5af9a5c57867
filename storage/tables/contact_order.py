"""In which order an officer is paged, by urgency; whoever has no rows is paged in the default one."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Column, ForeignKey, Text, UniqueConstraint, delete, insert, select

from hotline.alert.alert import Urgency
from hotline.duty.contact_order import Turn
from hotline.ids import OfficerId
from storage.schema import Tx, Whole, one_of, rows, rule, table

contact_order = table(
    "contact_order",
    Column("officer_id", Whole, ForeignKey("officer.id"), primary_key=True),
    Column("urgency", Text, primary_key=True),
    Column("position", Whole, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("wait_ms", Whole, nullable=False),
    one_of("urgency", [urgency.value for urgency in Urgency]),
    rule("wait_is_one", "wait_ms >= 0"),
    UniqueConstraint("officer_id", "urgency", "channel"),
)

Orders = dict[tuple[OfficerId, Urgency], tuple[Turn, ...]]


def of(tx: Tx, officers: Sequence[OfficerId]) -> Orders:
    """The orders of these officers, as far as they have any."""
    wanted = (
        select(contact_order)
        .where(contact_order.c.officer_id.in_(officers))
        .order_by(contact_order.c.officer_id, contact_order.c.urgency, contact_order.c.position)
    )
    found: Orders = {}
    for row in rows(tx, wanted):
        key = (OfficerId(row.officer_id), Urgency(row.urgency))
        found[key] = (*found.get(key, ()), Turn(row.channel, timedelta(milliseconds=row.wait_ms)))
    return found


def put(tx: Tx, officer: OfficerId, urgency: Urgency, turns: Sequence[Turn]) -> None:
    """The officer's order for this urgency is this one; none: the default."""
    theirs = (contact_order.c.officer_id == officer, contact_order.c.urgency == urgency.value)
    tx.connection.execute(delete(contact_order).where(*theirs))
    for position, turn in enumerate(turns):
        values = {
            "officer_id": officer,
            "urgency": urgency.value,
            "position": position,
            "channel": turn.channel,
            "wait_ms": turn.wait // timedelta(milliseconds=1),
        }
        tx.connection.execute(insert(contact_order).values(**values))
