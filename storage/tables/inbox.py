"""Everything received, once: the update numbers that were handled, and what had to be set aside.

Only the number is kept, for a day, so that a repeated update is recognised; the words are in the sealed
conversation. An update that failed alone three times is kept sealed for a person to read.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, LargeBinary, Text, delete, insert, select

from storage.schema import Tx, Whole, rows, table, to_ms

inbox = table(
    "inbox",
    Column("channel", Text, primary_key=True),
    Column("update_id", Text, primary_key=True),
    Column("received_at", Whole, nullable=False, index=True),
)
set_aside = table(
    "set_aside",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("channel", Text, nullable=False),
    Column("at", Whole, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

_ONCE = " ON CONFLICT DO NOTHING RETURNING channel, update_id"
_NOTE_LISTS = (
    "INSERT INTO inbox (channel, update_id, received_at)"
    " SELECT channel, update_id, %s::bigint FROM unnest(%s::text[], %s::text[]) AS new(channel, update_id)"
)


def note(tx: Tx, received: Sequence[tuple[str, str]], at: datetime) -> set[tuple[str, str]]:
    """Remember that these (channel, update) are handled; those of them that were not before.

    One statement asks and remembers: two processes that got the same update can't both find it new.
    """
    if not received:
        return set()
    ms = to_ms(at)
    if tx.connection.dialect.name == "postgresql":
        channels, updates = zip(*received, strict=True)
        return _news(tx, _NOTE_LISTS + _ONCE, (ms, [*channels], [*updates]))
    marks = ", ".join(["(?, ?, ?)"] * len(received))
    values = tuple(value for channel, update in received for value in (channel, update, ms))
    return _news(tx, f"INSERT INTO inbox (channel, update_id, received_at) VALUES {marks}{_ONCE}", values)  # noqa: S608 - marks only


def _news(tx: Tx, statement: str, values: tuple[object, ...]) -> set[tuple[str, str]]:
    return {(row.channel, row.update_id) for row in tx.connection.exec_driver_sql(statement, values)}


def put_aside(tx: Tx, channel: str, sealed: bytes, at: datetime) -> None:
    """Keep, sealed, an update that could not be handled."""
    row = {"id": tx.ids.next(), "channel": channel, "at": to_ms(at), "sealed": sealed}
    tx.connection.execute(insert(set_aside), row)


def aside(tx: Tx) -> list[int]:
    """What is kept so, the oldest first."""
    return [row.id for row in rows(tx, select(set_aside.c.id).order_by(set_aside.c.id))]


def take_aside(tx: Tx, kept: int) -> bytes | None:
    """One of them, sealed, which is kept here no longer; None if another was faster."""
    wanted = delete(set_aside).where(set_aside.c.id == kept).returning(set_aside.c.sealed)
    found: bytes | None = tx.connection.execute(wanted).scalar_one_or_none()
    return found


def forget_before(tx: Tx, at: datetime) -> int:
    """Forget the numbers of updates received before this time; how many there were."""
    return tx.connection.execute(delete(inbox).where(inbox.c.received_at < to_ms(at))).rowcount
