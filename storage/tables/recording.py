"""Voice messages, sealed: under the chat's key while there is no report, then to the report's members.

They stand apart from what surrounds them, so that opening a chat or a case doesn't load every sound in it.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, ForeignKey, LargeBinary, delete, select

from hotline.ids import ConversationId
from storage.schema import Tx, Whole, many_inserts, rows, table

draft_recording = table(
    "draft_recording",
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

recording = table(
    "recording",
    Column(
        "part_id",
        Whole,
        ForeignKey("report_part.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("sealed", LargeBinary, nullable=False),
)
_DRAFTS, _RECORDINGS = map(many_inserts, (draft_recording, recording))


def add_drafts(tx: Tx, fresh: Sequence[tuple[int, ConversationId, bytes]]) -> None:
    """Keep recordings with their chats."""
    _DRAFTS.run(tx, fresh)


def drafts_of(tx: Tx, owner: ConversationId) -> list[tuple[int, bytes]]:
    """The chat's recordings, in the order in which they came."""
    wanted = (
        select(draft_recording.c.id, draft_recording.c.sealed)
        .where(draft_recording.c.conversation_id == owner)
        .order_by(draft_recording.c.id)
    )
    return [(row.id, row.sealed) for row in rows(tx, wanted)]


def erase_drafts(tx: Tx, owners: Sequence[ConversationId], *, but: Iterable[int] = ()) -> None:
    """Delete these chats' recordings, except those named."""
    doomed = draft_recording.c.conversation_id.in_(owners) & draft_recording.c.id.not_in([*but])
    tx.connection.execute(delete(draft_recording).where(doomed))


def add(tx: Tx, fresh: Sequence[tuple[int, bytes]]) -> None:
    """Store recordings, each with the part of its report that tells of it."""
    _RECORDINGS.run(tx, fresh)


def of_part(tx: Tx, part_id: int) -> bytes:
    """The recording of this part."""
    found: bytes = tx.connection.execute(
        select(recording.c.sealed).where(recording.c.part_id == part_id)
    ).scalar_one()
    return found
