"""Pictures and files of a case: asked for, agreed to, opened. Two people stand behind each opening.

What a reporter sent may be an image of abuse, so a case shows only how many there are, and of which sort.
Every step is audited: who asked, who agreed, who opened what. Reasons are sealed to the case.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from handlers.installation import Installation, Posted
from handlers.steps import attachments, membership, sealing, telling
from handlers.steps.attachments import About
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, case_link, scene
from hotline import two_people
from hotline.attachment import Attachment, Cleaned
from hotline.duty.roster import Officer
from hotline.errors import NotFound
from hotline.ids import ReportId
from hotline.messages import Say
from storage.keys.recipient import Seeds
from storage.schema import Tx
from storage.tables import attachment as stored
from storage.tables import audit, report, timeline
from storage.tables.alert import StoredAlert
from storage.tables.attachment import Opening
from storage.tables.report import Part
from storage.tables.timeline import Event

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """An officer's question, by its place among those of the case; `fault`: why it wasn't put."""

    id: int = 0
    asked_at: datetime | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What an agreement came to; `fault`: why there is none."""

    open_until: datetime | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The original, or the cleaned copy; neither: two people haven't agreed, or there is no copy."""

    original: Attachment | None = None
    cleaned: Cleaned | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class _Sealed:
    """An attachment as it lies in the database, for one member."""

    report_id: ReportId
    seeds: Seeds
    part: Part
    content: bytes


async def ask(
    office: Installation, officer: Officer, seeds: Seeds, number: int, place: int, reason: str
) -> Asked:
    """A second person may agree from now on, and whoever was paged for the case is told that one is needed.

    Raises NotFound if there is no such attachment here.
    """
    reason = reason.strip()
    if not two_people.SHORTEST_REASON <= len(reason) <= two_people.LONGEST_REASON:
        return Asked(fault="reason")
    done = await office.writer.do(_ask, office, officer, seeds, number, place, reason, office.now())
    asked, posted = _found(done)
    office.after_commit(posted)
    return asked


async def agree(office: Installation, officer: Officer, seeds: Seeds, number: int, opening: int) -> Agreed:
    """Whoever asked may open it for a while. Raises NotFound if nothing of the kind was asked here."""
    agreed = await office.writer.do(_agree, office, officer, seeds, number, opening, office.now())
    return _found(agreed)


async def open_one(
    office: Installation, officer: Officer, seeds: Seeds, number: int, place: int, *, cleaned: bool
) -> Opened:
    """The cleaned copy or the original, if two people agreed; audited before anything is shown.

    Raises NotFound if there is no such attachment for this officer.
    """
    sealed = await office.writer.do(
        _open, office, officer, seeds, number, place, cleaned=cleaned, now=office.now()
    )
    if sealed is None:
        raise NotFound("there is no such attachment for this officer")
    if isinstance(sealed, Opened):
        return sealed
    return await asyncio.to_thread(_in_clear, sealed, cleaned=cleaned)


def _found(answer: T | None) -> T:
    if answer is None:
        raise NotFound("there is no such attachment for this officer")
    return answer


def _ask(
    tx: Tx,
    office: Installation,
    officer: Officer,
    seeds: Seeds,
    number: int,
    place: int,
    reason: str,
    now: datetime,
) -> tuple[Asked, Posted] | None:
    found = _attachment(tx, office, officer, seeds, number, place, "ask_attachment", now)
    if found is None:
        return None
    case, _, part = found
    before = stored.openings(tx, [one.id for one in _parts(tx, case.report_id)])
    opening = tx.ids.next()
    sealed = sealing.seal_reason(report.by_id(tx, case.report_id), opening, reason)
    stored.add_opening(tx, Opening(opening, part.id, officer.id, now, sealed))
    audit.append(tx, officer.username, "attachment_asked", f"case:{number}", now, place=place)
    timeline.note(tx, [(case.alert.number, Event("attachment_asked", now, officer.id))])
    post = Post(tx, office, now)
    here = scene(tx, office, now)
    facts: dict[str, str | int] = {"number": number, "link": case_link(office, case.alert.number)}
    telling.tell_paged(here, case.alert.number, officer.id, Say("note-second-person", facts), post)
    return Asked(len(before) + 1, now), post.flush()


def _agree(
    tx: Tx, office: Installation, officer: Officer, seeds: Seeds, number: int, opening: int, now: datetime
) -> Agreed | None:
    here = scene(tx, office, now)
    found = membership.members_case(here, officer, seeds, number, "agree_attachment")
    if found is None:
        return None
    case, _ = found
    places = {part.id: place for place, part in enumerate(_parts(tx, case.report_id), start=1)}
    openings = stored.openings(tx, [*places])
    if not 1 <= opening <= len(openings):
        return None
    asked = openings[opening - 1]
    fault = two_people.refusal(attachments.question_of(asked), officer.id, now)
    if fault is not None:
        audit.append(
            tx, officer.username, "refused", f"case:{number}", now, act="agree_attachment", why=fault
        )
        return Agreed(fault=fault)
    stored.agree(tx, asked.id, officer.id, now)
    audit.append(
        tx,
        officer.username,
        "attachment_agreed",
        f"case:{number}",
        now,
        place=places[asked.part_id],
        asked_by=_username(here, asked),
    )
    timeline.note(tx, [(case.alert.number, Event("attachment_agreed", now, officer.id))])
    return Agreed(now + two_people.OPEN_FOR)


def _open(
    tx: Tx,
    office: Installation,
    officer: Officer,
    seeds: Seeds,
    number: int,
    place: int,
    *,
    cleaned: bool,
    now: datetime,
) -> _Sealed | Opened | None:
    found = _attachment(tx, office, officer, seeds, number, place, "open_attachment", now)
    if found is None:
        return None
    case, opened, part = found
    allowed = [
        one
        for one in stored.openings(tx, [part.id])
        if two_people.may_open(attachments.question_of(one), officer.id, now)
    ]
    subject = f"case:{number}"
    if not allowed:
        audit.append(tx, officer.username, "refused", subject, now, act="open_attachment", why="alone")
        return Opened(fault="two_people")
    content = stored.of_part(tx, part.id, cleaned=cleaned)
    if content is None:
        return Opened(fault="no_copy")
    what = "cleaned" if cleaned else "original"
    audit.append(tx, officer.username, "attachment_opened", subject, now, place=place, what=what)
    timeline.note(tx, [(case.alert.number, Event("attachment_opened", now, officer.id))])
    return _Sealed(case.report_id, opened, part, content)


def _attachment(
    tx: Tx,
    office: Installation,
    officer: Officer,
    seeds: Seeds,
    number: int,
    place: int,
    act: str,
    now: datetime,
) -> tuple[StoredAlert, Seeds, Part] | None:
    """The case, what opens it, and the part; None unless there is all of that for this officer."""
    here = scene(tx, office, now)
    found = membership.members_case(here, officer, seeds, number, act)
    if found is None:
        return None
    case, opened = found
    parts = _parts(tx, case.report_id)
    return (case, opened, parts[place - 1]) if 1 <= place <= len(parts) else None


def _parts(tx: Tx, report_id: ReportId) -> list[Part]:
    return [part for part in report.parts(tx, report_id) if part.kind == report.ATTACHMENT]


def _username(here: Scene, opening: Opening) -> str:
    return next((one.username for one in here.duty.officers if one.id == opening.asked_by), "")


def _in_clear(sealed: _Sealed, *, cleaned: bool) -> Opened:
    about: About = attachments.decoded(sealing.open_part(sealed.report_id, sealed.part, sealed.seeds))
    if cleaned:
        return Opened(cleaned=attachments.cleaned_of(about, sealed.content))
    return Opened(original=attachments.original_of(about, sealed.content))
