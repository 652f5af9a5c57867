"""A case, opened: the answers, the story, the words since. Every opening is checked and audited.

The alert's number is the case's. Any officer of its unit may open it before anybody acknowledged; opening
by whoever acknowledged keeps the promise to read.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from handlers.installation import Installation
from handlers.steps import escalating, sealing
from hotline.alert import acknowledgement
from hotline.alert.alert import AlertState
from hotline.duty.roster import Officer
from hotline.errors import NotFound
from hotline.ids import AlertNumber, ReportId
from storage.keys.recipient import Seeds
from storage.schema import Tx, from_ms
from storage.tables import alert as alerts
from storage.tables import audit, report
from storage.tables.alert import Event
from storage.tables.report import Part


@dataclass(frozen=True, slots=True)
class Words:
    """What was written after the report.

    `author`: an officer's username, or None for the reporter; `name` is the officer's own.
    """

    at: datetime
    author: str | None
    text: str
    shown: bool | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """What is known. `finished`: the interview is over; else more may come."""

    number: AlertNumber
    answers: Mapping[str, str | tuple[str, ...]]
    story: str | None
    messages: tuple[Words, ...]
    finished: bool
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A case as it lies in the database, for one member."""

    report_id: ReportId
    seeds: Seeds
    parts: tuple[Part, ...]
    authors: Mapping[int, Officer]
    shown: tuple[bool, ...]
    finished: bool
    begun_at: datetime


async def open_case(office: Installation, officer: Officer, seeds: Seeds, number: int) -> CaseView:
    """The case in clear, for a member; the opening is audited before anything is shown.

    Raises NotFound if there is no such case for this officer.
    """
    sealed = await office.writer.do(_open, office, officer, seeds, number, office.now())
    office.on_timers()
    return await asyncio.to_thread(_in_clear, AlertNumber(number), sealed)


def _open(
    tx: Tx, office: Installation, officer: Officer, seeds: Seeds, number: int, now: datetime
) -> _Sealed | None:
    here = escalating.scene(tx, office, now)
    stored = alerts.load(tx, AlertNumber(number))
    subject = f"case:{number}"
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        audit.append(tx, officer.username, "refused", subject, now, act="open_case")
        return None
    opened = sealing.report_seeds(tx, stored.report_id, str(officer.id), seeds)
    if opened is None:
        audit.append(tx, officer.username, "refused", subject, now, act="open_case", why="not_a_member")
        return None
    audit.append(tx, officer.username, "case_opened", subject, now)
    alerts.note(tx, [(stored.alert.number, Event("case_opened", now, officer.id))])
    moved = acknowledgement.open_case(stored.alert, officer.id, now)
    if moved is not stored.alert:
        alerts.change(tx, stored, moved, closed_at=now if moved.state is AlertState.CLOSED else None)
    kept = report.by_id(tx, stored.report_id)
    return _Sealed(
        report_id=stored.report_id,
        seeds=opened,
        parts=tuple(report.parts(tx, stored.report_id)),
        authors={one.id: one for one in here.duty.officers},
        shown=tuple(letter.shown for letter in report.letters(tx, stored.report_id)),
        finished=kept.filed_at is not None,
        begun_at=from_ms(kept.begun_at),
    )


def _in_clear(number: AlertNumber, sealed: _Sealed | None) -> CaseView:
    if sealed is None:
        raise NotFound("there is no such case for this officer")
    answers: dict[str, str | tuple[str, ...]] = {}
    messages: list[Words] = []
    shown = iter(sealed.shown)
    for part in sealed.parts:
        plain = sealing.open_part(sealed.report_id, part, sealed.seeds)
        if part.kind == report.ANSWERS:
            answers = msgspec.json.decode(plain, type=dict[str, str | tuple[str, ...]])
            continue
        words = Words(from_ms(part.at), None, plain.decode())
        if part.officer_id is not None:
            author = sealed.authors[part.officer_id]
            words = replace(words, author=author.username, name=author.name, shown=next(shown, None))
        messages.append(words)
    story = answers.get("story")
    return CaseView(
        number=number,
        answers=answers,
        story=story if isinstance(story, str) else None,
        messages=tuple(messages),
        finished=sealed.finished,
        begun_at=sealed.begun_at,
    )
