"""Secrets by which an officer's calendar program fetches the officer's shifts; only their hashes."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, LargeBinary, UniqueConstraint, delete, insert, select

from hotline.ids import OfficerId
from storage.schema import Tx, Whole, table, to_ms

calendar_feed = table(
    "calendar_feed",
    Column("officer_id", Whole, ForeignKey("officer.id"), primary_key=True, autoincrement=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("made_at", Whole, nullable=False),
    UniqueConstraint("secret_hash"),
)


def put(tx: Tx, officer: OfficerId, secret_hash: bytes, now: datetime) -> None:
    """This secret opens the officer's calendar, and no earlier one does."""
    revoke(tx, officer)
    values = {"officer_id": officer, "secret_hash": secret_hash, "made_at": to_ms(now)}
    tx.connection.execute(insert(calendar_feed), values)


def revoke(tx: Tx, officer: OfficerId) -> bool:
    """Whether there was a secret; there is none any more."""
    gone = delete(calendar_feed).where(calendar_feed.c.officer_id == officer)
    return tx.connection.execute(gone).rowcount > 0


def officer_of(tx: Tx, secret_hash: bytes) -> OfficerId | None:
    """Whose calendar the secret opens."""
    wanted = select(calendar_feed.c.officer_id).where(calendar_feed.c.secret_hash == secret_hash)
    found: OfficerId | None = tx.connection.execute(wanted).scalar_one_or_none()
    return found
