"""Pictures and files, sealed each under a key of its own, and who agreed that one may be opened.

The key lies under the chat's while there is no report, then in the part of the report that tells of it. So
what was sent, which may be large, is sealed once and never moved: only who owns it changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ForeignKey, LargeBinary, delete, insert, select, update

from hotline.ids import ConversationId, OfficerId
from storage.schema import Tx, Whole, from_ms, many_inserts, maybe_from_ms, rows, rule, table, to_ms

attachment = table(
    "attachment",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("conversation_id", Whole, ForeignKey("conversation.id", ondelete="CASCADE"), index=True),
    Column("part_id", Whole, ForeignKey("report_part.id", ondelete="CASCADE"), index=True),
    Column("sealed_key", LargeBinary),
    rule("of_chat_or_report", "(conversation_id IS NULL) <> (part_id IS NULL)"),
    rule("key_with_chat", "(sealed_key IS NULL) = (conversation_id IS NULL)"),
)

attachment_content = table(
    "attachment_content",
    Column(
        "attachment_id",
        Whole,
        ForeignKey("attachment.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("original", LargeBinary, nullable=False),
    Column("cleaned", LargeBinary),
)

attachment_opening = table(
    "attachment_opening",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column(
        "part_id",
        Whole,
        ForeignKey("report_part.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("asked_by", Whole, ForeignKey("officer.id"), nullable=False),
    Column("asked_at", Whole, nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("agreed_by", Whole, ForeignKey("officer.id")),
    Column("agreed_at", Whole),
    rule("agreed_by_somebody", "(agreed_by IS NULL) = (agreed_at IS NULL)"),
    rule("two_people", "agreed_by IS NULL OR agreed_by <> asked_by"),
)
_ATTACHMENTS, _CONTENTS = map(many_inserts, (attachment, attachment_content))


@dataclass(frozen=True, slots=True)
class Content:
    """What was sent and its cleaned copy, each sealed."""

    original: bytes
    cleaned: bytes | None


@dataclass(frozen=True, slots=True)
class Opening:
    """An officer asks to open one; perhaps a second one has agreed. `reason` is sealed to the report."""

    id: int
    part_id: int
    asked_by: OfficerId
    asked_at: datetime
    reason: bytes
    agreed_by: OfficerId | None = None
    agreed_at: datetime | None = None


def add_drafts(tx: Tx, fresh: Sequence[tuple[int, ConversationId, bytes, Content]]) -> None:
    """Keep attachments with their chats; the bytes are each one's key, sealed under its chat's."""
    _ATTACHMENTS.run(tx, [(number, owner, None, key) for number, owner, key, _ in fresh])
    _CONTENTS.run(tx, [(number, one.original, one.cleaned) for number, _, _, one in fresh])


def drafts_of(tx: Tx, owner: ConversationId) -> list[tuple[int, bytes]]:
    """The chat's attachments, in the order in which they came: numbers and sealed keys."""
    wanted = (
        select(attachment.c.id, attachment.c.sealed_key)
        .where(attachment.c.conversation_id == owner)
        .order_by(attachment.c.id)
    )
    return [(row.id, row.sealed_key) for row in rows(tx, wanted)]


def erase_drafts(tx: Tx, owners: Sequence[ConversationId], *, but: Iterable[int] = ()) -> None:
    """Delete these chats' attachments, except those named."""
    doomed = attachment.c.conversation_id.in_(owners) & attachment.c.id.not_in([*but])
    tx.connection.execute(delete(attachment).where(doomed))


def hand_over(tx: Tx, number: int, part_id: int) -> None:
    """The attachment belongs to this part of a report from now on, and to no chat."""
    moved = update(attachment).where(attachment.c.id == number)
    tx.connection.execute(moved.values(conversation_id=None, sealed_key=None, part_id=part_id))


def add(tx: Tx, number: int, part_id: int, content: Content) -> None:
    """Store an attachment with the part of its report that tells of it."""
    _ATTACHMENTS.run(tx, [(number, None, part_id, None)])
    _CONTENTS.run(tx, [(number, content.original, content.cleaned)])


def of_part(tx: Tx, part_id: int, *, cleaned: bool) -> bytes | None:
    """The original or the cleaned copy of this part's attachment, sealed; None if there is none."""
    column = attachment_content.c.cleaned if cleaned else attachment_content.c.original
    wanted = select(column).join(attachment).where(attachment.c.part_id == part_id)
    found: bytes | None = tx.connection.execute(wanted).scalar_one_or_none()
    return found


def add_opening(tx: Tx, fresh: Opening) -> None:
    """Somebody asks."""
    tx.connection.execute(
        insert(attachment_opening),
        {
            "id": fresh.id,
            "part_id": fresh.part_id,
            "asked_by": fresh.asked_by,
            "asked_at": to_ms(fresh.asked_at),
            "reason": fresh.reason,
        },
    )


def agree(tx: Tx, opening: int, officer: OfficerId, at: datetime) -> None:
    """The second person has agreed."""
    agreed = update(attachment_opening).where(attachment_opening.c.id == opening)
    tx.connection.execute(agreed.values(agreed_by=officer, agreed_at=to_ms(at)))


def openings(tx: Tx, part_ids: Sequence[int]) -> list[Opening]:
    """Whatever was asked about these parts, oldest first."""
    if not part_ids:
        return []
    columns = attachment_opening.c
    wanted = select(attachment_opening).where(columns.part_id.in_(part_ids)).order_by(columns.id)
    return [
        Opening(
            id=row.id,
            part_id=row.part_id,
            asked_by=row.asked_by,
            asked_at=from_ms(row.asked_at),
            reason=row.reason,
            agreed_by=row.agreed_by,
            agreed_at=maybe_from_ms(row.agreed_at),
        )
        for row in rows(tx, wanted)
    ]
