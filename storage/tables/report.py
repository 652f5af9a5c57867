"""What reporters told, sealed to people: reports, their members, their parts, and letters to the reporter.

The server adds to a report with its public half and cannot read it. `receipt_lookup` and `receipt_public`
come from the receipt code, which is kept nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from msgspec.structs import astuple
from sqlalchemy import (
    Column,
    ForeignKey,
    LargeBinary,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)

from hotline.ids import ConversationId, OfficerId, ReportId
from storage.schema import AnyRow, Tx, Whole, flag, from_ms, many_inserts, one_of, rows, rule, table, to_ms

RECOVERY = "recovery"
Wrap = tuple[str, OfficerId | None, bytes]
"""To whom (`recovery` or an officer's id as text), the officer, the report's private half sealed to them."""
ANSWERS, FROM_REPORTER, TO_REPORTER, VOICE = "answers", "from_reporter", "to_reporter", "voice"
ATTACHMENT = "attachment"
REGRADED = "regraded"
"""An officer set another urgency, and why."""
NOTE = "note"
"""What an officer wrote for the other members."""

report = table(
    "report",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("begun_at", Whole, nullable=False),
    Column("filed_at", Whole),
    Column("abandoned_at", Whole),
    Column("public_key", LargeBinary, nullable=False),
    Column("receipt_lookup", LargeBinary, nullable=False),
    Column("receipt_public", LargeBinary, nullable=False),
    UniqueConstraint("receipt_lookup"),
)

report_member = table(
    "report_member",
    Column("report_id", Whole, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("officer_id", Whole, ForeignKey("officer.id", ondelete="CASCADE"), index=True),
    Column("sealed", LargeBinary, nullable=False),
    rule("officer_or_recovery", "(officer_id IS NULL) = (recipient = 'recovery')"),
)

report_part = table(
    "report_part",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("report_id", Whole, ForeignKey("report.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("officer_id", Whole, ForeignKey("officer.id")),
    Column("at", Whole, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    one_of("kind", [ANSWERS, FROM_REPORTER, TO_REPORTER, VOICE, ATTACHMENT, REGRADED, NOTE]),
    rule("officers_own", "(kind IN ('to_reporter', 'regraded', 'note')) = (officer_id IS NOT NULL)"),
)

letter = table(
    "letter",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("report_id", Whole, ForeignKey("report.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("for_receipt", LargeBinary, nullable=False),
    Column("conversation_id", Whole, ForeignKey("conversation.id", ondelete="SET NULL"), index=True),
    Column("for_chat", LargeBinary),
    flag("shown"),
    rule("shown_or_not", "shown IN (0, 1)"),
)


class StoredReport(msgspec.Struct, frozen=True):
    """One report's open half: its keys and times."""

    id: ReportId
    begun_at: int
    filed_at: int | None
    abandoned_at: int | None
    public_key: bytes
    receipt_lookup: bytes
    receipt_public: bytes


class Part(msgspec.Struct, frozen=True):
    """One sealed piece of a report."""

    id: int
    kind: str
    officer_id: OfficerId | None
    at: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What an officer wrote to the reporter, sealed for the receipt code and, if the chat lives, for it."""

    id: int
    for_receipt: bytes
    conversation_id: ConversationId | None
    for_chat: bytes | None
    shown: bool


_COLUMNS = tuple(report.c)
_REPORTS, _MEMBERS, _PARTS = map(many_inserts, (report, report_member, report_part))


def _report(row: AnyRow) -> StoredReport:
    return StoredReport(*row)


def add_all(tx: Tx, fresh: Sequence[StoredReport]) -> None:
    """Store new reports."""
    _REPORTS.run(tx, [astuple(one) for one in fresh])


def by_id(tx: Tx, report_id: ReportId) -> StoredReport:
    """The report of this id."""
    return _report(tx.connection.execute(select(*_COLUMNS).where(report.c.id == report_id)).one())


def by_lookup(tx: Tx, lookups: Sequence[bytes]) -> dict[bytes, StoredReport]:
    """Reports by what their receipt codes derive to."""
    if not lookups:
        return {}
    found = rows(tx, select(*_COLUMNS).where(report.c.receipt_lookup.in_(lookups)))
    return {row.receipt_lookup: _report(row) for row in found}


def mark_filed(tx: Tx, report_id: ReportId, at: datetime) -> None:
    """The interview is complete."""
    tx.connection.execute(update(report).where(report.c.id == report_id).values(filed_at=to_ms(at)))


def mark_abandoned(tx: Tx, report_id: ReportId, at: datetime) -> None:
    """The reporter fell silent before the end."""
    tx.connection.execute(update(report).where(report.c.id == report_id).values(abandoned_at=to_ms(at)))


def members(tx: Tx, report_id: ReportId) -> set[str]:
    """To whom the report is sealed: `recovery`, or an officer's id as text."""
    wanted = select(report_member.c.recipient).where(report_member.c.report_id == report_id)
    return {row.recipient for row in rows(tx, wanted)}


def add_members(tx: Tx, wraps: Iterable[tuple[ReportId, Wrap]]) -> None:
    """Seal reports to more people."""
    _MEMBERS.run(tx, [(report_id, *wrap) for report_id, wrap in wraps])


def forget_member(tx: Tx, officer: OfficerId) -> None:
    """The officer is a member of nothing any more."""
    tx.connection.execute(delete(report_member).where(report_member.c.officer_id == officer))


def keep_members(tx: Tx, report_id: ReportId, officers: Sequence[OfficerId]) -> None:
    """Of the officers who are members, these alone stay; the recovery key stays."""
    tx.connection.execute(
        delete(report_member).where(
            report_member.c.report_id == report_id,
            report_member.c.officer_id.is_not(None),
            report_member.c.officer_id.not_in(officers),
        )
    )


def wrap_for(tx: Tx, report_id: ReportId, recipient: str) -> bytes | None:
    """The report's private half as sealed to this recipient; None if it isn't a member."""
    wanted = select(report_member.c.sealed).where(
        report_member.c.report_id == report_id, report_member.c.recipient == recipient
    )
    return tx.connection.execute(wanted).scalar_one_or_none()


def add_parts(tx: Tx, fresh: Iterable[tuple[ReportId, Part]]) -> None:
    """Add sealed pieces."""
    _PARTS.run(
        tx,
        [(part.id, report_id, part.kind, part.officer_id, part.at, part.sealed) for report_id, part in fresh],
    )


def parts(tx: Tx, report_id: ReportId) -> list[Part]:
    """The sealed pieces in the order in which they came."""
    wanted = (
        select(
            report_part.c.id,
            report_part.c.kind,
            report_part.c.officer_id,
            report_part.c.at,
            report_part.c.sealed,
        )
        .where(report_part.c.report_id == report_id)
        .order_by(report_part.c.id)
    )
    return [Part(*row) for row in rows(tx, wanted)]


def reporter_last_told(tx: Tx, report_id: ReportId) -> datetime:
    """When the latest piece came from the reporter."""
    wanted = select(func.max(report_part.c.at)).where(
        report_part.c.report_id == report_id, report_part.c.officer_id.is_(None)
    )
    return from_ms(tx.connection.execute(wanted).scalar_one())


def add_letter(tx: Tx, report_id: ReportId, fresh: Letter) -> None:
    """Store what an officer wrote to the reporter."""
    tx.connection.execute(
        insert(letter),
        {
            "id": fresh.id,
            "report_id": report_id,
            "for_receipt": fresh.for_receipt,
            "conversation_id": fresh.conversation_id,
            "for_chat": fresh.for_chat,
            "shown": int(fresh.shown),
        },
    )


def letters(tx: Tx, report_id: ReportId) -> list[Letter]:
    """What officers wrote to the reporter, oldest first."""
    wanted = (
        select(letter.c.id, letter.c.for_receipt, letter.c.conversation_id, letter.c.for_chat, letter.c.shown)
        .where(letter.c.report_id == report_id)
        .order_by(letter.c.id)
    )
    return [
        Letter(row.id, row.for_receipt, row.conversation_id, row.for_chat, bool(row.shown))
        for row in rows(tx, wanted)
    ]


def unread(tx: Tx, report_ids: Sequence[ReportId]) -> dict[ReportId, int]:
    """How many letters of each report were not shown yet."""
    if not report_ids:
        return {}
    wanted = (
        select(letter.c.report_id, func.count())
        .where(letter.c.report_id.in_(report_ids), letter.c.shown == 0)
        .group_by(letter.c.report_id)
    )
    return {ReportId(row[0]): int(row[1]) for row in rows(tx, wanted)}


def mark_letter_unread(tx: Tx, number: int) -> None:
    """What was to show this letter to the reporter never arrived."""
    tx.connection.execute(update(letter).where(letter.c.id == number).values(shown=0))


def mark_letters_shown(tx: Tx, ids: Sequence[int]) -> None:
    """These letters were shown to the reporter."""
    if ids:
        tx.connection.execute(update(letter).where(letter.c.id.in_(ids)).values(shown=1))
