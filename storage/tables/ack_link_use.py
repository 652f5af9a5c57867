"""Which links of pages were used: each works once."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary, delete, select

from storage import upsert
from storage.schema import Tx, Whole, table, to_ms

ack_link_use = table(
    "ack_link_use",
    Column("key", LargeBinary, primary_key=True),
    Column("used_at", Whole, nullable=False, index=True),
)


def use(tx: Tx, key: bytes, now: datetime) -> bool:
    """Whether this is its first use; two at once can't both be the first."""
    first = upsert.into(tx, ack_link_use).values(key=key, used_at=to_ms(now)).on_conflict_do_nothing()
    return tx.connection.execute(first.returning(ack_link_use.c.key)).first() is not None


def is_used(tx: Tx, key: bytes) -> bool:
    found = tx.connection.execute(select(ack_link_use.c.used_at).where(ack_link_use.c.key == key))
    return found.first() is not None


def forget_before(tx: Tx, at: datetime) -> None:
    """Links that were used before this time have expired."""
    tx.connection.execute(delete(ack_link_use).where(ack_link_use.c.used_at < to_ms(at)))
