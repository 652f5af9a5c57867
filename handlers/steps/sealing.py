"""Sealing a report to the people who may read it (privacy.md, keys 4 and 5)."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from hotline.ids import OfficerId, ReportId
from storage.keys.context import Context, Kind
from storage.keys.receipt import ReceiptKeys
from storage.keys.recipient import (
    Seeds,
    new_seeds,
    open_document,
    open_with,
    public_of,
    seal_document,
    seal_to,
)
from storage.schema import Tx, to_ms
from storage.tables import installation, report
from storage.tables import officer as officers
from storage.tables.report import Part, StoredReport

RECOVERY_PUBLIC = "recovery_public_key"

Answers = dict[str, str | tuple[str, ...]]


def begin(tx: Tx, receipt: ReceiptKeys, now: datetime) -> tuple[StoredReport, Seeds]:
    """A new report with its own key pair; the private half is for the members alone."""
    seeds = new_seeds()
    fresh = StoredReport(
        id=ReportId(tx.ids.next()),
        begun_at=to_ms(now),
        filed_at=None,
        public_key=public_of(seeds),
        receipt_lookup=receipt.lookup,
        receipt_public=receipt.public,
    )
    report.add(tx, fresh)
    return fresh, seeds


def admit(tx: Tx, report_id: ReportId, seeds: Seeds, readers: Iterable[OfficerId]) -> None:
    """Seal the report's private half to these officers and the recovery key, where it isn't yet.

    Each public key's MAC is checked first. Raises CannotOpen if one was exchanged in the database.
    """
    already = report.members(tx, report_id)
    wraps: list[tuple[str, OfficerId | None, bytes]] = []
    recovery = installation.get(tx, RECOVERY_PUBLIC)
    if recovery is not None and report.RECOVERY not in already:
        public, mac = (bytes.fromhex(part) for part in recovery.split(":"))
        tx.keys.check_public(public, report.RECOVERY, mac)
        wraps.append((report.RECOVERY, None, _wrap(public, report_id, report.RECOVERY, seeds)))
    for officer_id in readers:
        recipient = str(officer_id)
        stored = officers.by_id(tx, officer_id)
        if stored is None or recipient in already:
            continue
        tx.keys.check_public(stored.public_key, f"officer:{stored.username}", stored.public_mac)
        wraps.append((recipient, officer_id, _wrap(stored.public_key, report_id, recipient, seeds)))
    report.add_members(tx, report_id, wraps)


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


def add_letter_copy(tx: Tx, stored: StoredReport, text: str, now: datetime, officer: OfficerId) -> None:
    """Seal, for the members, what an officer wrote to the reporter."""
    _add(tx, stored, report.TO_REPORTER, text.encode(), now, officer)


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
    number = tx.ids.next()
    sealed = seal_document(stored.public_key, _part_context(stored.id, number, kind), plain)
    report.add_part(tx, stored.id, Part(number, kind, officer, to_ms(now), sealed))


def _wrap(public: bytes, report_id: ReportId, recipient: str, seeds: Seeds) -> bytes:
    return seal_to(public, _key_context(report_id, recipient), seeds.raw)


def _key_context(report_id: ReportId, recipient: str) -> Context:
    return Context(Kind.REPORT_KEY, report_id, recipient=recipient)


def _part_context(report_id: ReportId, number: int, kind: str) -> Context:
    return Context(Kind.DOCUMENT, report_id, number, kind)
