"""Officers' sessions in the console and the API: of the token only its hash, the seeds sealed under it.

Thirty minutes idle, twelve hours in all (privacy.md, key 6).
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Column, ForeignKey, LargeBinary, delete, insert, select, update

from hotline.ids import OfficerId
from storage.schema import Tx, Whole, table

session = table(
    "session",
    Column("token_hash", LargeBinary, primary_key=True),
    Column("officer_id", Whole, ForeignKey("officer.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("seeds", LargeBinary, nullable=False),
    Column("begun_at", Whole, nullable=False),
    Column("seen_at", Whole, nullable=False),
)


IDLE_ENDS = timedelta(minutes=30)
LASTS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """One session; `seeds` are sealed under the token."""

    token_hash: bytes
    officer_id: OfficerId
    seeds: bytes
    begun_at: int
    seen_at: int


def add(tx: Tx, fresh: Session) -> None:
    """Store a session."""
    tx.connection.execute(insert(session), {name: getattr(fresh, name) for name in Session.__slots__})


def by_hash(tx: Tx, token_hash: bytes) -> Session | None:
    """The session of this token's hash."""
    found = tx.connection.execute(select(*session.c).where(session.c.token_hash == token_hash)).first()
    return None if found is None else Session(*found)


def touch(tx: Tx, token_hash: bytes, at_ms: int) -> None:
    """The session was used."""
    tx.connection.execute(update(session).where(session.c.token_hash == token_hash).values(seen_at=at_ms))


def end(tx: Tx, token_hash: bytes) -> None:
    """Log out."""
    tx.connection.execute(delete(session).where(session.c.token_hash == token_hash))


def end_all_of(tx: Tx, officer: OfficerId, *, but: bytes = b"") -> None:
    """Log an officer out everywhere, save from the session `but`."""
    tx.connection.execute(delete(session).where(session.c.officer_id == officer, session.c.token_hash != but))


def end_older(tx: Tx, idle_since_ms: int, begun_before_ms: int) -> None:
    """End the sessions that were idle too long or have lasted too long."""
    tx.connection.execute(
        delete(session).where((session.c.seen_at < idle_since_ms) | (session.c.begun_at < begun_before_ms))
    )
