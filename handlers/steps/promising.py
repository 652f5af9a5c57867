"""What the owner says ("I'll be there at …", "I'm there"), and sending an alert further up at once."""

from datetime import timedelta

from handlers.steps import acknowledging, telling
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from handlers.steps.shift_words import local
from hotline.alert import acknowledgement
from hotline.alert.acknowledgement import (
    AlreadyClosed,
    AlreadyFurther,
    AlreadyTaken,
    Hurried,
    NotTaken,
    Promised,
    Standing,
    TooFarOff,
)
from hotline.alert.alert import AlertState
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber
from hotline.messages import Button, Say
from storage.tables import page
from storage.tables.alert import StoredAlert

_MINUTES = (15, 30, 60, 120)
_OFFERED = 3


def promise(here: Scene, number: AlertNumber, officer: Officer, minutes: int, post: Post) -> Outcome:
    """The owner will be there in so many minutes; nothing done by then, the alert climbs again."""
    stored = acknowledging.entitled(here, number, officer, "promise")
    if stored is None:
        return acknowledging.unknown(number)
    at = here.now + timedelta(minutes=minutes)
    facts = acknowledging.facts_about(here, number, officer) | {"at": local(here, at)}
    match acknowledgement.promise(stored.alert, officer.id, at, here.now):
        case Promised(alert):
            acknowledging.keep(here, stored, alert, officer, "promised", post, local(here, at))
            buttons = (_there(number), acknowledging.more_button(number))
            said = Say("promise-done", facts) if alert.case_opened else Say("promise-open-first", facts)
            return Outcome(said, done=True, owner=officer.id, buttons=buttons)
        case AlreadyTaken(by):
            return acknowledging.told_taken(here, number, officer, by)
        case NotTaken():
            return Outcome(Say("take-first", facts))
        case TooFarOff():
            return Outcome(Say("promise-too-far", facts), owner=officer.id)
        case AlreadyClosed():
            return Outcome(Say("alert-closed", facts))


def arrive(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
    """The owner is there: the promise is kept, the idle clock starts again."""
    stored = acknowledging.entitled(here, number, officer, "arrive")
    if stored is None:
        return acknowledging.unknown(number)
    facts = acknowledging.facts_about(here, number, officer)
    by = stored.alert.acknowledged_by
    if stored.alert.state is AlertState.CLOSED:
        return Outcome(Say("alert-closed", facts))
    if by is None:
        return Outcome(Say("take-first", facts))
    if by != officer.id:
        return acknowledging.told_taken(here, number, officer, by)
    alert = acknowledgement.note_activity(stored.alert, here.now)
    if alert is stored.alert:
        return Outcome(Say("open-first", facts), owner=by)
    acknowledging.keep(here, stored, alert, officer, "arrived", post)
    return Outcome(Say("arrived", facts), done=True, owner=by, buttons=(acknowledging.more_button(number),))


def escalate_now(here: Scene, number: AlertNumber, officer: Officer, seen: Standing, post: Post) -> Outcome:
    """The next step is due now; whoever may read it may ask for it, and is shown where it stands."""
    stored = acknowledging.entitled(here, number, officer, "escalate_now")
    if stored is None:
        return acknowledging.unknown(number)
    facts = acknowledging.facts_about(here, number, officer)
    match acknowledgement.escalate_now(stored.alert, seen, here.now):
        case Hurried(alert, owner):
            acknowledging.keep(here, stored, alert, officer, "escalated", post)
            if owner is not None and owner != officer.id:
                telling.tell_officer(here, owner, Say("note-escalated", facts), post)
            return Outcome(Say("now-done", facts), done=True)
        case AlreadyFurther():
            return Outcome(Say("now-already", facts), owner=stored.alert.acknowledged_by)
        case AlreadyClosed():
            return Outcome(Say("alert-closed", facts))


def more(here: Scene, number: AlertNumber, officer: Officer) -> Outcome:
    """What this officer can do about the alert at this moment, as buttons."""
    stored = acknowledging.entitled(here, number, officer, "more")
    if stored is None:
        return acknowledging.unknown(number)
    facts = acknowledging.facts_about(here, number, officer)
    if stored.alert.state is AlertState.CLOSED:
        return Outcome(Say("alert-closed", facts))
    if stored.alert.acknowledged_by == officer.id:
        return Outcome(Say("more-yours", facts), owner=officer.id, buttons=_owners(stored))
    buttons = [Button(f"alert:{number}:ack", Say("page-button-ack"))]
    if stored.alert.acknowledged_by is not None:
        facts |= {"name": acknowledging.name_of(here, stored.alert.acknowledged_by)}
        buttons = []
    if any(item.officer_id == officer.id for item in page.of_alert(here.tx, number)):
        buttons.append(_now(stored))
    sentence = "ack-taken" if stored.alert.acknowledged_by is not None else "more-open"
    return Outcome(Say(sentence, facts), owner=stored.alert.acknowledged_by, buttons=tuple(buttons))


def _owners(stored: StoredAlert) -> tuple[Button, ...]:
    number, longest = stored.alert.number, stored.alert.policy.idle_after
    minutes = [one for one in _MINUTES if timedelta(minutes=one) <= longest][:_OFFERED]
    there = () if stored.alert.promised_at is None else (_there(number),)
    return (
        *there,
        *(Button(f"alert:{number}:in:{one}", Say("alert-button-in", {"minutes": one})) for one in minutes),
        Button(f"alert:{number}:hand", Say("alert-button-hand")),
        Button(f"alert:{number}:help", Say("page-button-help")),
        _now(stored),
        Button(f"alert:{number}:pass", Say("alert-button-give-back")),
    )


def _there(number: AlertNumber) -> Button:
    return Button(f"alert:{number}:there", Say("alert-button-there"))


def _now(stored: StoredAlert) -> Button:
    mark = ".".join(str(one) for one in acknowledgement.standing(stored.alert))
    return Button(f"alert:{stored.alert.number}:now:{mark}", Say("alert-button-now"))
