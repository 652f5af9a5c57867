"""What officers do about an alert, from a messenger or the console: take it, pass it on, ask for help."""

from dataclasses import dataclass

from handlers.steps import escalating
from handlers.steps.escalating import Scene
from handlers.steps.posting import Post
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
from hotline.duty.roster import Officer
from hotline.happening import Happening
from hotline.ids import AlertNumber, OfficerId
from hotline.messages import Say
from storage.tables import alert as alerts
from storage.tables import audit, timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the officer is told. `done`: it changed something. `owner`: who has the alert now."""

    say: Say
    done: bool = False
    found: bool = True
    owner: OfficerId | None = None


def acknowledge(
    here: Scene, number: AlertNumber, officer: Officer, post: Post, *, from_console: bool
) -> Outcome:
    """The first entitled press wins; everyone paged is told who has it (E5)."""
    stored = _entitled(here, number, officer, "acknowledge")
    if stored is None:
        return _unknown(number)
    opened = any(
        event.kind == "case_opened" and event.officer == officer.id
        for event in timeline.events(here.tx, number)
    )
    result = acknowledgement.acknowledge(
        stored.alert, officer.id, here.now, from_console=from_console, opened=opened
    )
    match result:
        case Acknowledged(alert):
            _store(here, stored, alert, officer, "acknowledged", post)
            escalating.quieten(here, number)
            escalating.tell_paged(
                here, number, officer.id, Say("note-taken", _facts(here, number, officer)), post
            )
            return Outcome(Say("ack-done", _facts(here, number, officer)), done=True, owner=officer.id)
        case MustOpenFirst():
            _refused(here, officer, number, "acknowledge", "must_open_first")
            return Outcome(Say("ack-open-first", _facts(here, number, officer)))
        case AlreadyTaken(by):
            return _taken(here, number, officer, by)
        case AlreadyClosed():
            _refused(here, officer, number, "acknowledge", "closed")
            return Outcome(Say("alert-closed", _facts(here, number, officer)))


def pass_on(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
    """Not this one: the next step is due now."""
    stored = _entitled(here, number, officer, "pass_on")
    if stored is None:
        return _unknown(number)
    match acknowledgement.pass_on(stored.alert, officer.id, here.now):
        case PassedOn(alert):
            _store(here, stored, alert, officer, "passed_on", post)
            if stored.alert.acknowledged_by is not None:
                note = Say("note-given-back", _facts(here, number, officer))
                escalating.tell_paged(here, number, officer.id, note, post)
            return Outcome(Say("pass-done", _facts(here, number, officer)), done=True)
        case AlreadyTaken(by):
            return _taken(here, number, officer, by)
        case AlreadyPassedOn():
            return Outcome(Say("pass-already", _facts(here, number, officer)))
        case NothingBeyond():
            return Outcome(Say("pass-nobody-beyond", _facts(here, number, officer)))
        case AlreadyClosed():
            _refused(here, officer, number, "pass_on", "closed")
            return Outcome(Say("alert-closed", _facts(here, number, officer)))


def ask_help(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
    """Page somebody beside the owner, who stays the owner."""
    stored = _entitled(here, number, officer, "ask_help")
    if stored is None:
        return _unknown(number)
    pages = acknowledgement.ask_help(stored.alert, here.duty, officer.id, here.now)
    if not pages:
        return Outcome(Say("help-nobody", _facts(here, number, officer)))
    fresh = escalating.send_pages(here, [(stored.alert, due) for due in pages], post)
    if fresh:
        timeline.note(here.tx, [(number, Event("asked_help", here.now, officer.id))])
        audit.append(here.tx, officer.username, "ask_help", f"alert:{number}", here.now)
    names = ", ".join(_name(here, due.officer) for due in pages)
    return Outcome(Say("help-done", _facts(here, number, officer) | {"names": names}), done=bool(fresh))


def _entitled(here: Scene, number: AlertNumber, officer: Officer, act: str) -> StoredAlert | None:
    """The alert, if this officer may read it; a refusal is audited and says no more than «no such alert»."""
    stored = alerts.load(here.tx, number)
    if stored is not None and here.duty.may_read(officer.id, stored.alert.unit):
        return stored
    _refused(here, officer, number, act, "not_entitled")
    return None


def _store(here: Scene, stored: StoredAlert, alert: Alert, officer: Officer, kind: str, post: Post) -> None:
    closed_at = here.now if alert.state is AlertState.CLOSED else None
    alerts.change(here.tx, stored, alert, closed_at=closed_at)
    timeline.note(here.tx, [(alert.number, Event(kind, here.now, officer.id))])
    audit.append(here.tx, officer.username, kind, f"alert:{alert.number}", here.now)
    post.happened(Happening(f"alert_{kind}", alert, took=here.now - alert.opened_at))
    post.timers_moved = True


def _taken(here: Scene, number: AlertNumber, officer: Officer, by: OfficerId) -> Outcome:
    if by == officer.id:
        return Outcome(Say("ack-yours", _facts(here, number, officer)), owner=by)
    facts = _facts(here, number, officer) | {"name": _name(here, by)}
    return Outcome(Say("ack-taken", facts), owner=by)


def _refused(here: Scene, officer: Officer, number: AlertNumber, act: str, why: str) -> None:
    audit.append(here.tx, officer.username, "refused", f"alert:{number}", here.now, act=act, why=why)


def _unknown(number: AlertNumber) -> Outcome:
    return Outcome(Say("alert-unknown", {"number": int(number)}), found=False)


def _facts(here: Scene, number: AlertNumber, officer: Officer) -> dict[str, str | int]:
    return {
        "number": int(number),
        "name": officer.name,
        "link": escalating.case_link(here.office, number),
    }


def _name(here: Scene, officer: OfficerId) -> str:
    return next((one.name for one in here.duty.officers if one.id == officer), "?")
