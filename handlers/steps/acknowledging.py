"""What officers do about an alert, from a messenger or the console: take it, pass it on, ask for help."""

from dataclasses import dataclass, replace

from handlers.steps import moving_on, paging, telling, timekeeping
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, case_link
from hotline.alert import acknowledgement
from hotline.alert.acknowledgement import (
    Acknowledged,
    AlreadyClosed,
    AlreadyPassedOn,
    AlreadyTaken,
    MustOpenFirst,
    NothingBeyond,
    PassedOn,
)
from hotline.alert.alert import Alert, AlertState
from hotline.duty.deadline_rules import Starts
from hotline.duty.roster import Officer
from hotline.happening import Happening
from hotline.ids import AlertNumber, OfficerId
from hotline.messages import Button, Say
from storage.tables import alert as alerts
from storage.tables import audit, timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event

_NEWS = frozenset({"reporter_wrote", "reopened", "linked"})
"""Events after which a case that was read has to be read again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the officer is told. `done`: it changed something. `owner`: who has the alert now.

    `buttons`: what can be done next, on messengers.
    """

    say: Say
    done: bool = False
    found: bool = True
    owner: OfficerId | None = None
    buttons: tuple[Button, ...] = ()


def acknowledge(
    here: Scene, number: AlertNumber, officer: Officer, post: Post, *, from_console: bool
) -> Outcome:
    """The first entitled press wins; everyone paged is told who has it (E5)."""
    stored = entitled(here, number, officer, "acknowledge")
    if stored is None:
        return unknown(number)
    opened = has_read(here, number, officer)
    result = acknowledgement.acknowledge(
        stored.alert, officer.id, here.now, from_console=from_console, opened=opened
    )
    match result:
        case Acknowledged(alert):
            keep(here, stored, alert, officer, "acknowledged", post)
            taken = replace(stored, alert=alert)
            timekeeping.begin(here, [taken], since=here.now, starts=Starts.ACKNOWLEDGED)
            paging.quieten(here, number)
            telling.tell_paged(
                here, number, officer.id, Say("note-taken", facts_about(here, number, officer)), post
            )
            _tell_whoever_asked(here, stored, officer, post)
            done = Say("ack-done", facts_about(here, number, officer))
            return Outcome(done, done=True, owner=officer.id, buttons=(more_button(number),))
        case MustOpenFirst():
            refused(here, officer, number, "acknowledge", "must_open_first")
            return Outcome(Say("ack-open-first", facts_about(here, number, officer)))
        case AlreadyTaken(by):
            return told_taken(here, number, officer, by)
        case AlreadyClosed():
            refused(here, officer, number, "acknowledge", "closed")
            return Outcome(Say("alert-closed", facts_about(here, number, officer)))


def _tell_whoever_asked(here: Scene, half: StoredAlert, officer: Officer, post: Post) -> None:
    """Whoever has the alert that a further agency was asked to join hears that it did."""
    first = None if half.joint_of is None else alerts.load(here.tx, half.joint_of)
    if first is None or first.alert.acknowledged_by is None or first.alert.state is AlertState.CLOSED:
        return
    unit = here.units.get(half.alert.unit, half.alert.unit)
    facts = facts_about(here, first.alert.number, officer) | {"unit": unit, "half": int(half.alert.number)}
    say = Say("note-joined", facts)
    telling.tell_officer(here, first.alert.acknowledged_by, say, post, alert=first.alert.number)


def pass_on(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
    """Not this one: the next step is due now."""
    stored = entitled(here, number, officer, "pass_on")
    if stored is None:
        return unknown(number)
    match acknowledgement.pass_on(stored.alert, officer.id, here.now):
        case PassedOn(alert):
            keep(here, stored, alert, officer, "passed_on", post)
            moving_on.drop(here.tx, number, officer.id, here.now)
            if stored.alert.acknowledged_by is not None:
                note = Say("note-given-back", facts_about(here, number, officer))
                telling.tell_paged(here, number, officer.id, note, post)
            return Outcome(Say("pass-done", facts_about(here, number, officer)), done=True)
        case AlreadyTaken(by):
            return told_taken(here, number, officer, by)
        case AlreadyPassedOn():
            return Outcome(Say("pass-already", facts_about(here, number, officer)))
        case NothingBeyond():
            return Outcome(Say("pass-nobody-beyond", facts_about(here, number, officer)))
        case AlreadyClosed():
            refused(here, officer, number, "pass_on", "closed")
            return Outcome(Say("alert-closed", facts_about(here, number, officer)))


def ask_help(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
    """Page somebody beside the owner, who stays the owner."""
    stored = entitled(here, number, officer, "ask_help")
    if stored is None:
        return unknown(number)
    if stored.alert.state is AlertState.CLOSED:
        refused(here, officer, number, "ask_help", "closed")
        return Outcome(Say("alert-closed", facts_about(here, number, officer)))
    pages = acknowledgement.ask_help(stored.alert, here.duty, officer.id, here.now)
    if not pages:
        return Outcome(Say("help-nobody", facts_about(here, number, officer)))
    asking: dict[str, str | int] = {"name": officer.name}
    fresh = paging.send_pages(here, [(stored.alert, due) for due in pages], post, facts=asking)
    if fresh:
        timeline.note(here.tx, [(number, Event("asked_help", here.now, officer.id))])
        audit.append(here.tx, officer.username, "ask_help", f"alert:{number}", here.now)
    names = ", ".join(name_of(here, due.officer) for due in pages)
    return Outcome(Say("help-done", facts_about(here, number, officer) | {"names": names}), done=bool(fresh))


def has_read(here: Scene, number: AlertNumber, officer: Officer) -> bool:
    """Whether this officer has opened the case since anything new was told in it."""
    read = False
    for event in timeline.events(here.tx, number):
        if event.kind in _NEWS:
            read = False
        elif event.kind == "case_opened" and event.officer == officer.id:
            read = True
    return read


def more_button(number: AlertNumber) -> Button:
    """Shows what else can be done about the alert."""
    return Button(f"alert:{number}:more", Say("alert-button-more"))


def entitled(here: Scene, number: AlertNumber, officer: Officer, act: str) -> StoredAlert | None:
    """The alert, if this officer may read it; a refusal is audited and says no more than «no such alert»."""
    stored = alerts.load(here.tx, number)
    if stored is not None and here.duty.may_read(officer.id, stored.alert.unit):
        return stored
    refused(here, officer, number, act, "not_entitled")
    return None


def keep(
    here: Scene,
    stored: StoredAlert,
    alert: Alert,
    officer: Officer,
    kind: str,
    post: Post,
    detail: str = "",
) -> None:
    """Store what the officer did, in the alert, its timeline and the audit log."""
    closed_at = here.now if alert.state is AlertState.CLOSED else None
    alerts.change(here.tx, stored, alert, closed_at=closed_at)
    timeline.note(here.tx, [(alert.number, Event(kind, here.now, officer.id, detail))])
    timekeeping.follow(here, stored.alert, alert)
    audit.append(here.tx, officer.username, kind, f"alert:{alert.number}", here.now)
    post.happened(Happening(f"alert_{kind}", alert, took=here.now - alert.opened_at))
    post.timers_moved = True


def told_taken(here: Scene, number: AlertNumber, officer: Officer, by: OfficerId) -> Outcome:
    """Somebody has it already; it may be the one who asks."""
    if by == officer.id:
        yours = Say("ack-yours", facts_about(here, number, officer))
        return Outcome(yours, owner=by, buttons=(more_button(number),))
    facts = facts_about(here, number, officer) | {"name": name_of(here, by)}
    return Outcome(Say("ack-taken", facts), owner=by)


def refused(here: Scene, officer: Officer, number: AlertNumber, act: str, why: str) -> None:
    """What an officer wanted and wasn't let do stands in the audit log."""
    audit.append(here.tx, officer.username, "refused", f"alert:{number}", here.now, act=act, why=why)


def unknown(number: AlertNumber) -> Outcome:
    """There is no such alert for this officer, be there one or not."""
    return Outcome(Say("alert-unknown", {"number": int(number)}), found=False)


def facts_about(here: Scene, number: AlertNumber, officer: Officer) -> dict[str, str | int]:
    """What sentences about an alert and an officer have gaps for."""
    return {
        "number": int(number),
        "name": officer.name,
        "link": case_link(here.office, number),
    }


def name_of(here: Scene, officer: OfficerId) -> str:
    """The officer's name, also of one who has left."""
    return next((one.name for one in here.duty.officers if one.id == officer), "?")
