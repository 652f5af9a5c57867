"""Sealing a report to the people who may read it (privacy.md, keys 4 and 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from hotline.ids import OfficerId, ReportId
from hotline.recording import Recording
from storage.keys.context import Context, Kind
from storage.keys.envelope import PAD_VOICE
from storage.keys.receipt_supply import Prepared
from storage.keys.recipient import (
    Seeds,
    open_document,
    open_with,
    seal_document,
    seal_to,
)
from storage.schema import Tx, to_ms
from storage.tables import installation, report
from storage.tables import officer as officers
from storage.tables import recording as recordings
from storage.tables.report import Part, StoredReport, Wrap

RECOVERY_PUBLIC = "recovery_public_key"

Answers = dict[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Readers:
    """The public halves that a report may be sealed to, each vouched for by the server."""

    officers: Mapping[OfficerId, bytes]
    recovery: bytes | None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new report before it is stored: its open half, its private half, its wraps, its first part."""

    report: StoredReport
    seeds: Seeds
    wraps: tuple[Wrap, ...]
    part: Part


class Regraded(msgspec.Struct, frozen=True):
    """What a part tells of an urgency that an officer set."""

    before: str
    urgency: str
    reason: str


class Spoken(msgspec.Struct, frozen=True):
    """What a part tells of a voice message. `question` None: it came after the report."""

    seconds: int | None
    mime: str
    question: str | None


class Noted(msgspec.Struct, frozen=True):
    """What an officer wrote for the colleagues. `about`: `closed` or `reopened`; `reason`: which it was."""

    about: str
    reason: str
    text: str


def readers(tx: Tx) -> Readers:
    """Every active officer's public half and the recovery key's, their MACs checked.

    Raises CannotOpen if one was exchanged in the database.
    """
    found: dict[OfficerId, bytes] = {}
    for stored in officers.everybody(tx):
        if stored.active:
            tx.keys.check_public(stored.public_key, f"officer:{stored.username}", stored.public_mac)
            found[stored.id] = stored.public_key
    return Readers(found, recovery_public(tx))


def recovery_public(tx: Tx) -> bytes | None:
    """The recovery key's public half, its MAC checked. Raises CannotOpen."""
    recovery = installation.get(tx, RECOVERY_PUBLIC)
    if recovery is None:
        return None
    public, mac = (bytes.fromhex(part) for part in recovery.split(":"))
    tx.keys.check_public(public, report.RECOVERY, mac)
    return public


def begin(
    tx: Tx,
    known: Readers,
    prepared: Prepared,
    members: Iterable[OfficerId],
    answers: Answers,
    now: datetime,
    *,
    filed: bool,
) -> Fresh:
    """A new report with its own key pair; the private half is for the members alone."""
    receipt, (seeds, public) = prepared.receipt, prepared.report
    fresh = StoredReport(
        id=ReportId(tx.ids.next()),
        begun_at=to_ms(now),
        filed_at=to_ms(now) if filed else None,
        abandoned_at=None,
        public_key=public,
        receipt_lookup=receipt.lookup,
        receipt_public=receipt.public,
    )
    part = _part(tx, fresh, report.ANSWERS, msgspec.json.encode(answers), now)
    return Fresh(fresh, seeds, _wraps(known, fresh.id, seeds, members, set()), part)


def store(tx: Tx, fresh: Sequence[Fresh]) -> None:
    """Store new reports, each table once."""
    report.add_all(tx, [one.report for one in fresh])
    report.add_members(tx, [(one.report.id, wrap) for one in fresh for wrap in one.wraps])
    report.add_parts(tx, [(one.report.id, one.part) for one in fresh])


def admit(tx: Tx, known: Readers, report_id: ReportId, seeds: Seeds, members: Iterable[OfficerId]) -> None:
    """Seal the report's private half to these officers and the recovery key, where it isn't yet."""
    already = report.members(tx, report_id)
    wraps = _wraps(known, report_id, seeds, members, already)
    report.add_members(tx, [(report_id, wrap) for wrap in wraps])


def report_seeds(tx: Tx, report_id: ReportId, recipient: str, holder: Seeds) -> Seeds | None:
    """The report's private half, opened by a member's own; None if `recipient` is no member."""
    wrapped = report.wrap_for(tx, report_id, recipient)
    if wrapped is None:
        return None
    return Seeds(open_with(holder, _key_context(report_id, recipient), wrapped))


def add_answers(tx: Tx, stored: StoredReport, answers: Answers, now: datetime) -> None:
    """Seal all that was answered so far; the latest such part is what counts."""
    _add(tx, stored, report.ANSWERS, msgspec.json.encode(answers), now)


def add_words(tx: Tx, stored: StoredReport, text: str, now: datetime) -> None:
    """Seal what the reporter wrote after the report."""
    _add(tx, stored, report.FROM_REPORTER, text.encode(), now)


def add_recording(
    tx: Tx, stored: StoredReport, recording: Recording, now: datetime, question: str | None = None
) -> None:
    """Seal a voice message: what it is as a part, the sound itself beside it. `question` None: sent later."""
    about = Spoken(recording.seconds, recording.mime, question)
    part = _part(tx, stored, report.VOICE, msgspec.json.encode(about), now)
    report.add_parts(tx, [(stored.id, part)])
    context = Context(Kind.RECORDING, stored.id, part.id)
    sound = seal_document(stored.public_key, context, recording.content, pad_to=PAD_VOICE)
    recordings.add(tx, [(part.id, sound)])


def open_recording(report_id: ReportId, part_id: int, sealed: bytes, seeds: Seeds) -> bytes:
    """The sound of a voice message. Raises CannotOpen."""
    return open_document(seeds, Context(Kind.RECORDING, report_id, part_id), sealed)


def add_attachment(tx: Tx, stored: StoredReport, about: bytes, now: datetime) -> int:
    """Seal what a picture or a file is, and its key; the part's number."""
    part = _part(tx, stored, report.ATTACHMENT, about, now)
    report.add_parts(tx, [(stored.id, part)])
    return part.id


def seal_reason(stored: StoredReport, opening: int, reason: str) -> bytes:
    """Why an officer asks to open an attachment, for the members."""
    return seal_document(stored.public_key, _reason_context(stored.id, opening), reason.encode())


def open_reason(report_id: ReportId, opening: int, sealed: bytes, seeds: Seeds) -> str:
    """The reason. Raises CannotOpen."""
    return open_document(seeds, _reason_context(report_id, opening), sealed).decode()


def add_letter_copy(tx: Tx, stored: StoredReport, text: str, now: datetime, officer: OfficerId) -> None:
    """Seal, for the members, what an officer wrote to the reporter."""
    _add(tx, stored, report.TO_REPORTER, text.encode(), now, officer)


def add_note(tx: Tx, stored: StoredReport, what: Noted, now: datetime, officer: OfficerId) -> None:
    """Seal, for the members, what an officer wrote for the colleagues."""
    _add(tx, stored, report.NOTE, msgspec.json.encode(what), now, officer)


def add_regrading(tx: Tx, stored: StoredReport, what: Regraded, now: datetime, officer: OfficerId) -> None:
    """Seal, for the members, why an officer set another urgency: the reason may hold the story."""
    _add(tx, stored, report.REGRADED, msgspec.json.encode(what), now, officer)


def open_part(report_id: ReportId, part: Part, seeds: Seeds) -> bytes:
    """What a part says. Raises CannotOpen."""
    return open_document(seeds, _part_context(report_id, part.id, part.kind), part.sealed)


def _add(
    tx: Tx,
    stored: StoredReport,
    kind: str,
    plain: bytes,
    now: datetime,
    officer: OfficerId | None = None,
) -> None:
    report.add_parts(tx, [(stored.id, _part(tx, stored, kind, plain, now, officer))])


def _part(
    tx: Tx,
    stored: StoredReport,
    kind: str,
    plain: bytes,
    now: datetime,
    officer: OfficerId | None = None,
) -> Part:
    number = tx.ids.next()
    sealed = seal_document(stored.public_key, _part_context(stored.id, number, kind), plain)
    return Part(number, kind, officer, to_ms(now), sealed)


def _wraps(
    known: Readers, report_id: ReportId, seeds: Seeds, members: Iterable[OfficerId], already: set[str]
) -> tuple[Wrap, ...]:
    wanted: list[tuple[str, OfficerId | None, bytes]] = [
        (str(member), member, known.officers[member]) for member in members if member in known.officers
    ]
    if known.recovery is not None:
        wanted.append((report.RECOVERY, None, known.recovery))
    return tuple(
        (recipient, officer, _wrap(public, report_id, recipient, seeds))
        for recipient, officer, public in wanted
        if recipient not in already
    )


def _wrap(public: bytes, report_id: ReportId, recipient: str, seeds: Seeds) -> bytes:
    return seal_to(public, _key_context(report_id, recipient), seeds.raw)


def _key_context(report_id: ReportId, recipient: str) -> Context:
    return Context(Kind.REPORT_KEY, report_id, recipient=recipient)


def _reason_context(report_id: ReportId, opening: int) -> Context:
    return Context(Kind.DOCUMENT, report_id, opening, "opening")


def _part_context(report_id: ReportId, number: int, kind: str) -> Context:
    return Context(Kind.DOCUMENT, report_id, number, kind)
