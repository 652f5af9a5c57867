"""Everything received, once: the update numbers that were handled, and what had to be set aside.

Only the number is kept, for a day, so that a repeated update is recognised; the words are in the sealed
conversation. An update that failed alone three times is kept sealed for a person to read.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Column, LargeBinary, Text, delete, insert, select

from storage.schema import Tx, Whole, many_inserts, rows, table, to_ms

inbox = table(
    "inbox",
    Column("channel", Text, primary_key=True),
    Column("update_id", Text, primary_key=True),
    Column("received_at", Whole, nullable=False, index=True),
)
_INSERTS = many_inserts(inbox)

set_aside = table(
    "set_aside",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("channel", Text, nullable=False),
    Column("at", Whole, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)


def seen(tx: Tx, channel: str, update_ids: Sequence[str]) -> set[str]:
    """Which of these updates were handled before."""
    known = select(inbox.c.update_id).where(inbox.c.channel == channel, inbox.c.update_id.in_(update_ids))
    return {row.update_id for row in rows(tx, known)}


def note(tx: Tx, received: Iterable[tuple[str, str]], at: datetime) -> None:
    """Remember that these (channel, update) were handled."""
    ms = to_ms(at)
    _INSERTS.run(tx, [(channel, update, ms) for channel, update in received])


def put_aside(tx: Tx, channel: str, sealed: bytes, at: datetime) -> None:
    """Keep, sealed, an update that could not be handled."""
    row = {"id": tx.ids.next(), "channel": channel, "at": to_ms(at), "sealed": sealed}
    tx.connection.execute(insert(set_aside), row)


def forget_before(tx: Tx, at: datetime) -> int:
    """Forget the numbers of updates received before this time; how many there were."""
    return tx.connection.execute(delete(inbox).where(inbox.c.received_at < to_ms(at))).rowcount
