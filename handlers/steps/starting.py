"""The start of a shift: the officer confirms it by a button, or the next one is asked to step in.

A beginning is stored ahead, so that it fires like every other timer (rule E11). Pages don't wait for any of
this: whoever is on duty is paged, confirmed or not.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.installation import Installation
from handlers.steps import rostering, telling
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from handlers.steps.shift_words import facts_of
from hotline.alert.alert import Rung
from hotline.duty.planning import Cover
from hotline.duty.roster import Officer, Role, Shift
from hotline.ids import OfficerId
from hotline.messages import Button, Say, Screen
from storage.schema import Tx
from storage.tables import audit, roster_change, shift_start
from storage.tables.shift_start import ASKED, CONFIRMED, COVERED, PLANNED, UNANSWERED, VOID, Start

AHEAD = timedelta(hours=24)
_NEXT = (Rung.BACKUP, Rung.UNIT_LEAD, Rung.SUPERVISOR)
_MOMENT = timedelta(milliseconds=1)


def wait_for_starts(tx: Tx, office: Installation, now: datetime) -> None:
    """The roster has changed: what begins within a day is waited for from now on."""
    if office.settings.duty.confirm_starts:
        shift_start.plan(tx, unplanned_starts(tx, office, now))


def unplanned_starts(tx: Tx, office: Installation, now: datetime) -> list[Shift]:
    """The shifts that begin within a day and whose beginning nobody waits for yet."""
    zone = office.settings.hotline.zone
    shifts = rostering.between(tx, zone, now, now + AHEAD)
    known = shift_start.known(tx, now)
    return [
        one
        for one in shifts
        if now < one.from_at
        and (one.unit, one.place, one.officer, one.from_at) not in known
        and not _goes_on(one, shifts)
    ]


def begin(here: Scene, due: Sequence[Start], post: Post) -> None:
    """Ask whose shift begins; pass on to the next one what was not confirmed in time."""
    for start in due:
        if not _still_on(here, start.shift):
            shift_start.change(here.tx, replace(start, state=VOID, due_at=None))
        elif start.state == PLANNED and _reached(here, start.shift.officer):
            _ask(here, start, post)
        else:
            _ask_next(here, start, post)
    post.timers_moved = post.timers_moved or bool(due)


def confirm(here: Scene, number: int, officer: Officer) -> Outcome:
    """The officer is there."""
    start = shift_start.one(here.tx, number)
    if start is None or start.shift.officer != officer.id:
        return Outcome(Say("start-unknown"), found=False)
    if start.state == COVERED:
        return Outcome(Say("start-covered"))
    if start.state != CONFIRMED:
        shift_start.change(here.tx, replace(start, state=CONFIRMED, due_at=None))
        audit.append(here.tx, officer.username, "shift_confirmed", f"unit:{start.shift.unit}", here.now)
    return Outcome(Say("start-confirmed", facts_of(here, start.shift)), done=True)


def take_over(here: Scene, number: int, officer: Officer, post: Post) -> Outcome:
    """Whoever was asked stands in for the officer who didn't confirm, from now until the shift's end."""
    start = shift_start.one(here.tx, number)
    if start is None or officer.id not in start.asked:
        return Outcome(Say("start-unknown"), found=False)
    if start.state in {CONFIRMED, COVERED} or start.shift.until_at <= here.now:
        return Outcome(Say("start-settled", facts_of(here, start.shift)))
    shift = start.shift
    cover = Cover(shift.unit, shift.place, here.now, shift.until_at, shift.officer, officer.id)
    roster_change.add(here.tx, cover, officer.username, here.now)
    shift_start.change(here.tx, replace(start, state=COVERED, due_at=None))
    audit.append(here.tx, officer.username, "shift_taken_over", f"unit:{shift.unit}", here.now)
    told = Say("start-taken-over", {**facts_of(here, shift), "name": officer.name})
    telling.tell_officer(here, shift.officer, told, post)
    return Outcome(Say("start-taken", facts_of(here, shift)), done=True)


def _goes_on(shift: Shift, shifts: Sequence[Shift]) -> bool:
    """The officer is there already, on the shift before."""
    before = shift.from_at - _MOMENT
    return any(
        (one.unit, one.place, one.officer) == (shift.unit, shift.place, shift.officer) and one.covers(before)
        for one in shifts
    )


def _still_on(here: Scene, shift: Shift) -> bool:
    zone = here.office.settings.hotline.zone
    return any(
        (one.unit, one.place, one.officer) == (shift.unit, shift.place, shift.officer)
        and one.covers(here.now)
        for one in rostering.between(here.tx, zone, here.now, here.now + _MOMENT)
    )


def _reached(here: Scene, officer: OfficerId) -> bool:
    return any(one.id == officer and one.active and one.contact_methods for one in here.duty.officers)


def _ask(here: Scene, start: Start, post: Post) -> None:
    within = here.office.settings.duty.confirm_within
    shift_start.change(here.tx, replace(start, state=ASKED, due_at=here.now + within))
    facts = {**facts_of(here, start.shift), "minutes": max(1, within // timedelta(minutes=1))}
    button = Button(f"duty:{start.id}:confirm", Say("start-button-confirm"))
    telling.tell_officer(here, start.shift.officer, Screen((Say("start-asked", facts),), (button,)), post)


def _ask_next(here: Scene, start: Start, post: Post) -> None:
    within = here.office.settings.duty.confirm_within
    someone = _next(here, start)
    facts = {**facts_of(here, start.shift), "name": _name(here, start.shift.officer)}
    if someone is None:
        shift_start.change(here.tx, replace(start, state=UNANSWERED, due_at=None))
        for one in _who_must_know(here, start.shift):
            telling.tell_officer(here, one.id, Say("start-unanswered", facts), post)
        return
    asked = (*start.asked, someone.id)
    shift_start.change(here.tx, replace(start, state=ASKED, due_at=here.now + within, asked=asked))
    button = Button(f"duty:{start.id}:take", Say("start-button-take"))
    telling.tell_officer(here, someone.id, Screen((Say("start-next", facts),), (button,)), post)


def _next(here: Scene, start: Start) -> Officer | None:
    """Who can be reached and may read what the unit is sent; not away, not there anyway, not asked yet."""
    shift = start.shift
    now = replace(shift, from_at=here.now, until_at=here.now + _MOMENT)
    taken = rostering.taken(here.tx, here.office.settings.hotline.zone, now)
    left_out = {*start.asked, shift.officer, *taken}
    for rung in _NEXT:
        for one in here.duty.resolve(rung, shift.unit, here.now):
            if one.contact_methods and one.id not in left_out and one.role is not Role.ADMINISTRATOR:
                return one
    return None


def _who_must_know(here: Scene, shift: Shift) -> list[Officer]:
    """Nobody steps in: supervisors and administrators hear of it."""
    administrators = [one for one in here.duty.officers if one.role is Role.ADMINISTRATOR and one.active]
    return list({one.id: one for one in (*here.duty.supervisors(shift.unit), *administrators)}.values())


def _name(here: Scene, officer: OfficerId) -> str:
    return next((one.name for one in here.duty.officers if one.id == officer), "")
