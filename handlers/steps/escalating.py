"""Moving alerts up their ladder (rules E1 to E10), inside one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from handlers.steps import grouping, paging, telling
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.alert import canary, escalation
from hotline.alert.alert import Alert, Rung
from hotline.alert.escalation import Step
from hotline.duty.roster import Role
from hotline.happening import Happening
from hotline.ids import AlertNumber, OfficerId
from hotline.messages import Say
from storage.schema import from_ms, to_ms
from storage.tables import alert as alerts
from storage.tables import installation, timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event

_WARNED = "nobody_warned_at"
_WARN_AGAIN_AFTER = timedelta(minutes=30)


def climb(here: Scene, due: Sequence[StoredAlert], post: Post) -> int:
    """Fire what is due of these alerts, whose rows are locked: pages, timeline, next due time (E2).

    How many of them found nobody anywhere.
    """
    moves = [(stored, next_step(here, stored.alert)) for stored in due]
    moved = [(stored, step) for stored, step in moves if step.alert is not stored.alert]
    alerts.move_all(here.tx, [(stored, step.alert) for stored, step in moved])
    timeline.note(here.tx, [event for stored, step in moved for event in events_of(here, stored, step)])
    for _, step in moved:
        if step.unanswered is not None:
            _tell_returned(here, step.alert, step.unanswered, post)
    lonely = carry_out(here, [step for _, step in moved], post)
    for stored, step in moved:
        if step.alert.acknowledged_by is None:
            lapsed = Say("note-lapsed", {"number": int(step.alert.number)})
            tell_former(here, stored.alert, {due.officer for due in step.pages}, lapsed, post)
    return lonely


def tell_former(here: Scene, before: Alert, paged: Collection[OfficerId], say: Say, post: Post) -> None:
    """Whoever had it hears that it is theirs no more, unless a page tells them."""
    if before.acknowledged_by is not None and before.acknowledged_by not in paged:
        telling.tell_officer(here, before.acknowledged_by, say, post)


def next_step(here: Scene, alert: Alert) -> Step:
    """What is due for this alert; one that shares its page waits until the unit may have the next."""
    if alert.grouped and alert.due_at is not None and alert.due_at <= here.now:
        at = grouping.next_at(here.tx, alert.unit, here.now)
        if at > here.now:
            return Step(escalation.put_off(alert, at))
    return escalation.advance(alert, here.duty, here.now)


def carry_out(here: Scene, steps: Sequence[Step], post: Post, *, fresh: bool = False) -> int:
    """Send the pages of steps that are stored; how many of them found nobody anywhere.

    `fresh`: their alerts were opened in this transaction.
    """
    pages = [(step.alert, due) for step in steps for due in step.pages]
    paging.send_pages(here, [(alert, due) for alert, due in pages if not alert.grouped], post, first=fresh)
    if any(alert.grouped for alert, _ in pages):
        paging.send_grouped(here, [(alert, due) for alert, due in pages if alert.grouped], post, first=fresh)
    for step in steps:
        if step.pages:
            post.happened(Happening("alert_paged", step.alert, len(step.pages), late=step.lateness))
        if step.nobody:
            post.happened(Happening("alert_nobody", step.alert, late=step.lateness))
    lonely = [step.alert for step in steps if step.nobody and step.alert.unit != canary.UNIT]
    if lonely:
        _warn_administrators(here, lonely, post)
    post.timers_moved = post.timers_moved or bool(steps)
    return len(lonely)


def nobody_reachable(here: Scene) -> bool:
    """Whether, for the province as a whole, no page could reach anybody at this moment."""
    return not any(
        officer.contact_methods
        for rung in Rung
        for officer in here.duty.resolve(rung, here.duty.province, here.now)
    )


def events_of(here: Scene, stored: StoredAlert, step: Step) -> list[tuple[AlertNumber, Event]]:
    """What a step adds to the alert's timeline."""
    number, now = stored.alert.number, here.now
    late = round(step.lateness.total_seconds() * 1000)
    found: list[Event] = []
    if step.unanswered is not None:
        found.append(Event("hand_over_unanswered", now, step.unanswered, late_ms=late))
    if step.alert.leg != stored.alert.leg and stored.alert.acknowledged_by is not None:
        kind = _why_again(stored.alert, now)
        found.append(Event(kind, now, stored.alert.acknowledged_by, late_ms=late))
    found += [Event("nobody", now, detail=f"{leg}.{round_}.{at}") for leg, round_, at in step.skipped]
    found += [
        Event("paged", now, due.officer, f"{due.leg}.{due.round}.{due.step}", late) for due in step.pages
    ]
    if step.nobody:
        found.append(Event("nobody_anywhere", now, late_ms=late))
    return [(number, event) for event in found]


def _why_again(before: Alert, now: datetime) -> str:
    if before.promised_at is not None and before.promised_at <= now:
        return "promise_broken"
    return "idle" if before.case_opened else "not_opened"


def _tell_returned(here: Scene, alert: Alert, asked: OfficerId, post: Post) -> None:
    """The owner hears that an offer ran out; on a new leg the page says enough."""
    if alert.acknowledged_by is None:
        return
    name = next((one.name for one in here.duty.officers if one.id == asked), "?")
    facts: dict[str, str | int] = {"number": int(alert.number), "name": name}
    telling.tell_officer(here, alert.acknowledged_by, Say("note-hand-unanswered", facts), post)


def warned_lately(here: Scene) -> bool:
    """The administrators know already that nobody can be paged."""
    last = installation.get(here.tx, _WARNED)
    return last is not None and here.now - from_ms(int(last)) <= _WARN_AGAIN_AFTER


def _warn_administrators(here: Scene, lonely: Sequence[Alert], post: Post) -> None:
    """Tell the administrators, at most every half hour, that alerts wait and nobody can be paged (E7)."""
    last = installation.get(here.tx, _WARNED)
    if last is not None and here.now - from_ms(int(last)) < _WARN_AGAIN_AFTER:
        return
    installation.put(here.tx, _WARNED, str(to_ms(here.now)))
    numbers = ", ".join(f"#{alert.number}" for alert in lonely)
    for officer in here.duty.officers:
        if officer.role is Role.ADMINISTRATOR and officer.active:
            telling.tell_officer(here, officer.id, Say("warn-nobody", {"numbers": numbers}), post)
