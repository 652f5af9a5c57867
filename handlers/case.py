"""A case, opened: the answers, the story, the words since. Every opening is checked and audited.

The alert's number is the case's. Any officer of its unit may open it before anybody acknowledged; opening
by whoever acknowledged keeps the promise to read.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from handlers.installation import Installation
from handlers.steps import attachments, membership, sealing, timekeeping
from handlers.steps.attachments import About
from handlers.steps.scene import scene
from hotline import two_people
from hotline.alert import acknowledgement
from hotline.alert.alert import AlertState
from hotline.alert.urgency import Rules
from hotline.case_view import Attached, CaseView, Question, Reason, Regrading, Remark, Spoken, Words
from hotline.duty.deadlines import DeadlineView
from hotline.duty.roster import Officer
from hotline.errors import NotFound
from hotline.ids import AlertNumber, ReportId
from hotline.recording import Recording
from storage.keys.recipient import Seeds
from storage.schema import Tx, from_ms
from storage.tables import alert as alerts
from storage.tables import attachment as attachment_rows
from storage.tables import audit, report, timeline
from storage.tables import conversation as conversations
from storage.tables import recording as recordings
from storage.tables.attachment import Opening
from storage.tables.conversation import FOLLOW_UP
from storage.tables.report import Part
from storage.tables.timeline import Event


@dataclass(frozen=True, slots=True)
class _SealedSound:
    """A voice message as it lies in the database, for one member."""

    report_id: ReportId
    seeds: Seeds
    part: Part
    sound: bytes


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A case as it lies in the database, for one member."""

    report_id: ReportId
    seeds: Seeds
    parts: tuple[Part, ...]
    openings: tuple[tuple[int, Opening], ...]
    authors: Mapping[int, Officer]
    shown: tuple[bool, ...]
    finished: bool
    incomplete: bool
    begun_at: datetime
    reachable: bool
    deadlines: tuple[DeadlineView, ...]


async def open_case(office: Installation, officer: Officer, seeds: Seeds, number: int) -> CaseView:
    """The case in clear, for a member; the opening is audited before anything is shown.

    Raises NotFound if there is no such case for this officer.
    """
    sealed = await office.writer.do(_open, office, officer, seeds, number, office.now())
    office.on_timers()
    return await asyncio.to_thread(_in_clear, AlertNumber(number), sealed, office.texts.script.rules)


async def open_recording(
    office: Installation, officer: Officer, seeds: Seeds, number: int, place: int
) -> Recording:
    """One voice message of a case, for a member; the playing is audited before anything is heard.

    Raises NotFound if there is no such recording for this officer.
    """
    sealed = await office.writer.do(_open_recording, office, officer, seeds, number, place, office.now())
    if sealed is None:
        raise NotFound("there is no such recording for this officer")
    return await asyncio.to_thread(_sound, sealed)


def _open(
    tx: Tx, office: Installation, officer: Officer, seeds: Seeds, number: int, now: datetime
) -> _Sealed | None:
    here = scene(tx, office, now)
    found = membership.members_case(here, officer, seeds, number, "open_case")
    if found is None:
        return None
    stored, opened = found
    subject = f"case:{number}"
    audit.append(tx, officer.username, "case_opened", subject, now)
    timeline.note(tx, [(stored.alert.number, Event("case_opened", now, officer.id))])
    moved = acknowledgement.open_case(stored.alert, officer.id, now)
    if moved is not stored.alert:
        alerts.change(tx, stored, moved, closed_at=now if moved.state is AlertState.CLOSED else None)
    kept = report.by_id(tx, stored.report_id)
    parts = tuple(report.parts(tx, stored.report_id))
    attached = [part.id for part in parts if part.kind == report.ATTACHMENT]
    return _Sealed(
        report_id=stored.report_id,
        seeds=opened,
        parts=parts,
        openings=tuple(
            (place, one)
            for place, one in enumerate(attachment_rows.openings(tx, attached), start=1)
            if two_people.stands(attachments.question_of(one), now)
        ),
        authors={one.id: one for one in here.duty.officers},
        shown=tuple(letter.shown for letter in report.letters(tx, stored.report_id)),
        finished=kept.filed_at is not None,
        incomplete=kept.filed_at is None and kept.abandoned_at is not None,
        begun_at=from_ms(kept.begun_at),
        reachable=any(chat.kind == FOLLOW_UP for chat in conversations.of_report(tx, stored.report_id)),
        deadlines=timekeeping.views(here, stored.alert.number),
    )


def _open_recording(
    tx: Tx, office: Installation, officer: Officer, seeds: Seeds, number: int, place: int, now: datetime
) -> _SealedSound | None:
    here = scene(tx, office, now)
    found = membership.members_case(here, officer, seeds, number, "open_recording")
    if found is None:
        return None
    stored, opened = found
    spoken = [part for part in report.parts(tx, stored.report_id) if part.kind == report.VOICE]
    if not 1 <= place <= len(spoken):
        return None
    audit.append(tx, officer.username, "recording_opened", f"case:{number}", now, place=str(place))
    part = spoken[place - 1]
    return _SealedSound(stored.report_id, opened, part, recordings.of_part(tx, part.id))


def _sound(sealed: _SealedSound) -> Recording:
    about = _about(sealed.report_id, sealed.part, sealed.seeds)
    content = sealing.open_recording(sealed.report_id, sealed.part.id, sealed.sound, sealed.seeds)
    return Recording(content, about.seconds, about.mime)


def _about(report_id: ReportId, part: Part, seeds: Seeds) -> sealing.Spoken:
    plain = sealing.open_part(report_id, part, seeds)
    return msgspec.json.decode(plain, type=sealing.Spoken)


def _in_clear(number: AlertNumber, sealed: _Sealed | None, rules: Rules) -> CaseView:
    if sealed is None:
        raise NotFound("there is no such case for this officer")
    answers: dict[str, str | tuple[str, ...]] = {}
    told: list[dict[str, str | tuple[str, ...]]] = []
    messages: list[Words] = []
    spoken: list[Spoken] = []
    regradings: list[Regrading] = []
    remarks: list[Remark] = []
    attached: list[Attached] = []
    shown = iter(sealed.shown)
    for part in sealed.parts:
        if part.kind == report.VOICE:
            about = _about(sealed.report_id, part, sealed.seeds)
            spoken.append(Spoken(len(spoken) + 1, from_ms(part.at), about.seconds, about.question))
            continue
        plain = sealing.open_part(sealed.report_id, part, sealed.seeds)
        if part.kind == report.ATTACHMENT:
            attached.append(_attached(len(attached) + 1, sealed, part, attachments.decoded(plain)))
            continue
        if part.kind == report.ANSWERS:
            answers = msgspec.json.decode(plain, type=dict[str, str | tuple[str, ...]])
            told.append(answers)
            continue
        if part.kind == report.NOTE:
            remarks.append(_remark(part, plain, sealed.authors))
            continue
        if part.kind == report.REGRADED:
            regradings.append(_regrading(part, plain, sealed.authors))
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
        spoken=tuple(spoken),
        attached=tuple(attached),
        incomplete=sealed.incomplete,
        reasons=_reasons(told, rules),
        notes=tuple(dict.fromkeys(rules.notes_on(answers))),
        regradings=tuple(regradings),
        remarks=tuple(remarks),
        contact=_contact(sealed, answers),
        deadlines=sealed.deadlines,
    )


def _contact(sealed: _Sealed, answers: Mapping[str, str | tuple[str, ...]]) -> str:
    if not sealed.finished or answers.get("follow_up") != ("yes",):
        return "none"
    return "open" if sealed.reachable else "withdrawn"


def _regrading(part: Part, plain: bytes, authors: Mapping[int, Officer]) -> Regrading:
    what, author = msgspec.json.decode(plain, type=sealing.Regraded), authors[part.officer_id or 0]
    return Regrading(from_ms(part.at), author.username, author.name, what.before, what.urgency, what.reason)


def _remark(part: Part, plain: bytes, authors: Mapping[int, Officer]) -> Remark:
    what, author = msgspec.json.decode(plain, type=sealing.Noted), authors[part.officer_id or 0]
    return Remark(from_ms(part.at), author.username, author.name, what.about, what.reason, what.text)


def _attached(place: int, sealed: _Sealed, part: Part, about: About) -> Attached:
    """Its sort and who wants to see it: of what it shows, nothing."""
    asked = ((number, one) for number, one in sealed.openings if one.part_id == part.id)
    questions = tuple(_question(sealed, number, one) for number, one in asked)
    return Attached(place, from_ms(part.at), about.sort, about.cleaned is not None, questions)


def _question(sealed: _Sealed, number: int, opening: Opening) -> Question:
    asked = attachments.question_of(opening)
    by = sealed.authors[opening.asked_by]
    second = None if opening.agreed_by is None else sealed.authors[opening.agreed_by].username
    return Question(
        number=number,
        asked_by=by.username,
        name=by.name,
        asked_at=opening.asked_at,
        reason=sealing.open_reason(sealed.report_id, opening.id, opening.reason, sealed.seeds),
        agreed_by=second,
        until=two_people.open_until(asked) or opening.asked_at + two_people.ASKED_FOR,
    )


def _reasons(told: Sequence[Mapping[str, str | tuple[str, ...]]], rules: Rules) -> tuple[Reason, ...]:
    """All that ever made it so urgent: an alert is never lowered because an answer was changed."""
    found: dict[str, Reason] = {}
    for answers in reversed(told):
        for rule in rules.decide(answers).rules:
            level = None if rule.level is None else rule.level.value
            found.setdefault(rule.reason, Reason(rule.reason, level, answers is told[-1]))
    return tuple(found.values())
