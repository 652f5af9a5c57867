"""Chats that are under way, sealed: interviews, follow-ups, and those that only wait for a last delivery.

A row's key covers its state, its address and its outbox rows. An interview's key is wrapped by the key of
the day on which it began, a follow-up's by the delivery key. `recipient` is random: it orders what is sent
to one chat without naming the chat.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter

import msgspec
from msgspec.structs import astuple
from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    bindparam,
    delete,
    select,
    update,
)

from hotline.ids import ConversationId, ReportId
from storage.among import among
from storage.schema import (
    AnyRow,
    Many,
    Tx,
    Whole,
    many_inserts,
    maybe_ms,
    one_of,
    partial_index,
    rows,
    rule,
    table,
)
from storage.tables.outbox import outbox

INTERVIEW, FOLLOW_UP, CLOSING = "interview", "follow_up", "closing"

conversation = table(
    "conversation",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("chat_hash", LargeBinary, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("key_day", Text),
    Column("key_wrapped", LargeBinary, nullable=False),
    Column("address", LargeBinary),
    Column("state", LargeBinary, nullable=False),
    Column("version", Whole, nullable=False),
    Column("report_id", Whole, ForeignKey("report.id"), index=True),
    Column("touched_at", Whole, nullable=False),
    Column("due_at", Whole, nullable=False, index=True),
    one_of("kind", [INTERVIEW, FOLLOW_UP, CLOSING]),
    rule("draft_key_of_a_day", "kind <> 'interview' OR key_day IS NOT NULL"),
    rule("follow_up_has_report", "kind <> 'follow_up' OR (report_id IS NOT NULL AND key_day IS NULL)"),
    rule("version_counts", "version >= 0"),
    Index("ix_conversation_chat", "chat_hash"),
)
partial_index(
    "uq_conversation_one_interview",
    conversation.c.channel,
    conversation.c.chat_hash,
    unique=True,
    where="kind = 'interview'",
)

chat_message = table(
    "chat_message",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column(
        "conversation_id",
        Whole,
        ForeignKey("conversation.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("sealed", LargeBinary, nullable=False),
)


class Stored(msgspec.Struct, frozen=True):
    """One chat as it lies in the database; `state` and `address` are sealed under its key."""

    id: ConversationId
    kind: str
    channel: str
    chat_hash: bytes
    recipient: str
    key_day: str | None
    key_wrapped: bytes
    address: bytes | None
    state: bytes
    version: int
    report_id: ReportId | None
    touched_at: int
    due_at: int


_COLUMNS = tuple(conversation.c)
_OF_CHATS = (
    select(*_COLUMNS)
    .where(among(conversation.c.chat_hash, "chat_hashes"))
    .order_by(conversation.c.id)
    .with_for_update()
)
_BY_ID = select(*_COLUMNS).where(among(conversation.c.id, "ids"))
_LEFT = select(outbox.c.conversation_id).where(outbox.c.conversation_id == conversation.c.id)
_ERASE_CLOSING = delete(conversation).where(
    among(conversation.c.recipient, "recipients"),
    conversation.c.kind == CLOSING,
    conversation.c.channel.not_in(["web"]),
    ~_LEFT.exists(),
)
_INSERTS = many_inserts(conversation)
_MESSAGES = many_inserts(chat_message)
_CHANGING = ("kind", "key_day", "key_wrapped", "state", "version", "report_id", "touched_at", "due_at")
_UPDATES = Many(
    update(conversation)
    .where(conversation.c.id == bindparam("b_id"))
    .values({name: bindparam(name) for name in _CHANGING}),
    *_CHANGING,
    "b_id",
)
_changing_values = attrgetter(*_CHANGING, "id")


def _stored(row: AnyRow) -> Stored:
    return Stored(*row)


def of_chats(tx: Tx, chat_hashes: Sequence[bytes]) -> list[Stored]:
    """Every conversation of these chats, oldest first; on PostgreSQL the rows are locked in that order."""
    return [_stored(row) for row in rows(tx, _OF_CHATS, chat_hashes=chat_hashes)]


def by_id(tx: Tx, ids: Sequence[ConversationId]) -> dict[ConversationId, Stored]:
    """These conversations, as far as they are still there."""
    return {ConversationId(row.id): _stored(row) for row in rows(tx, _BY_ID, ids=ids)}


def of_report(tx: Tx, report_id: ReportId) -> list[Stored]:
    """The chats on which this report's reporter can be reached, the newest last."""
    wanted = select(*_COLUMNS).where(conversation.c.report_id == report_id).order_by(conversation.c.id)
    return [_stored(row) for row in rows(tx, wanted)]


def free_of_report(tx: Tx, report_id: ReportId) -> list[Stored]:
    """As `of_report`, locked; without a chat that another transaction is turning at this moment.

    That one may be waiting for the alert which this transaction holds.
    """
    wanted = select(*_COLUMNS).where(conversation.c.report_id == report_id).order_by(conversation.c.id)
    return [_stored(row) for row in rows(tx, wanted.with_for_update(skip_locked=True))]


def add(tx: Tx, fresh: Iterable[Stored]) -> None:
    """Store new conversations."""
    _INSERTS.run(tx, [astuple(item) for item in fresh])


def change(tx: Tx, changed: Iterable[Stored]) -> None:
    """Store what may change of these conversations: kind, state, version, report and times."""
    _UPDATES.run(tx, [_changing_values(item) for item in changed])


def erase(tx: Tx, ids: Sequence[ConversationId]) -> None:
    """Delete these conversations with all that hangs on them."""
    if ids:
        tx.connection.execute(delete(conversation).where(conversation.c.id.in_(ids)))


def erase_closing(tx: Tx, recipients: Sequence[str]) -> int:
    """Delete these recipients' chats that waited for a last delivery, once nothing is left to deliver."""
    return tx.connection.execute(_ERASE_CLOSING, {"recipients": recipients}).rowcount


def due(tx: Tx, now_ms: int, limit: int) -> list[Stored]:
    """Conversations whose term has come."""
    wanted = (
        select(*_COLUMNS)
        .where(conversation.c.due_at <= now_ms)
        .order_by(conversation.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_stored(row) for row in rows(tx, wanted)]


def remember_messages(tx: Tx, sealed: Iterable[tuple[ConversationId, bytes]]) -> None:
    """Keep, sealed, the numbers of messages that `/wipe` is to delete from the chat."""
    _MESSAGES.run(tx, [(tx.ids.next(), owner, blob) for owner, blob in sealed])


def messages_of(tx: Tx, owner: ConversationId) -> list[bytes]:
    """The sealed message numbers of one conversation, oldest first."""
    wanted = (
        select(chat_message.c.sealed)
        .where(chat_message.c.conversation_id == owner)
        .order_by(chat_message.c.id)
    )
    return [row.sealed for row in rows(tx, wanted)]


def next_due(tx: Tx) -> int | None:
    """When the next conversation's term comes, in milliseconds."""
    wanted = select(conversation.c.due_at).order_by(conversation.c.due_at).limit(1)
    return tx.connection.execute(wanted).scalar_one_or_none()


def postpone(tx: Tx, owner: ConversationId, due_at: datetime) -> None:
    """Give one conversation another term."""
    tx.connection.execute(
        update(conversation).where(conversation.c.id == owner).values(due_at=maybe_ms(due_at))
    )
