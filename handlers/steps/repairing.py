"""Putting right, inside one transaction, what the auditor saw: each thing looked at again before."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

import msgspec

from handlers.steps import escalating
from handlers.steps.irregular import ACCEPTED_WITHIN, longest_wait
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.alert.alert import Alert, AlertState
from hotline.alert.escalation import is_last_alone
from hotline.ids import AlertNumber
from storage.tables import alert as alerts
from storage.tables import alert_watch, audit, page, timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event

PUT_OFF = timedelta(minutes=5)


def move(here: Scene, numbers: Iterable[AlertNumber], post: Post) -> None:
    """What is due of these alerts fires, as the due loop would have done it."""
    found = [alerts.load(here.tx, number) for number in numbers]
    due = [stored for stored in found if stored is not None and _is_due(here, stored.alert)]
    escalating.climb(here, due, post)


def rearm(here: Scene, numbers: Sequence[AlertNumber], post: Post) -> list[AlertNumber]:
    """Alerts whose due time lies further off than their policy can put it fire now; which they were."""
    astray = [stored for stored in _loaded(here, numbers) if _is_astray(here, stored.alert)]
    return _fire(here, [(stored, stored.alert) for stored in astray], "rearmed", post)


def page_again(here: Scene, numbers: Sequence[AlertNumber], post: Post) -> list[AlertNumber]:
    """Steps whose pages are gone fire once more (rule E3 keeps what is there from going twice)."""
    lost = []
    for stored in _loaded(here, numbers):
        alert = stored.alert
        if alert.state is AlertState.OPEN and alert.reached and not _is_paged(here, alert):
            round_, step = alert.reached[-1]
            lost.append((stored, replace(alert, round=round_, step=step, reached=alert.reached[:-1])))
    return _fire(here, lost, "rearmed", post)


def hasten(here: Scene, numbers: Sequence[AlertNumber], post: Post) -> None:
    """No messenger took a page: the next step up fires now, at most once in the urgency's time.

    The end of the ladder is not hastened: there is nobody further up, and its pages wait already.
    """
    before = alert_watch.last_noted(here.tx, "hastened", numbers) if numbers else {}
    slow = []
    for stored in _loaded(here, numbers):
        alert, last = stored.alert, before.get(stored.alert.number)
        again = last is None or here.now - last >= ACCEPTED_WITHIN[alert.urgency]
        if alert.state is AlertState.OPEN and again and alert.step > 0 and not is_last_alone(alert):
            slow.append((stored, alert))
    _fire(here, slow, "hastened", post)


def note_gaps(here: Scene, numbers: Sequence[AlertNumber]) -> list[AlertNumber]:
    """Timelines that lost a line say so from now on, once; which they were."""
    noted = alert_watch.last_noted(here.tx, "lines_missing", numbers) if numbers else {}
    fresh = [number for number in numbers if number not in noted]
    timeline.note(here.tx, [(number, Event("lines_missing", here.now)) for number in fresh])
    return fresh


def _loaded(here: Scene, numbers: Iterable[AlertNumber]) -> list[StoredAlert]:
    """The alerts, as far as they can be read: one that can't must not hold up the others."""
    found = []
    for number in sorted(set(numbers)):
        with contextlib.suppress(msgspec.MsgspecError, ValueError):
            found.append(alerts.load(here.tx, number))
    return [stored for stored in found if stored is not None]


def _fire(
    here: Scene, changed: Sequence[tuple[StoredAlert, Alert]], kind: str, post: Post
) -> list[AlertNumber]:
    """Each alert is due now, says so in its timeline and in the audit log, and moves."""
    due = [
        (stored, replace(alert, version=stored.alert.version + 1, due_at=here.now))
        for stored, alert in changed
    ]
    alerts.move_all(here.tx, due)
    numbers = [stored.alert.number for stored, _ in due]
    timeline.note(here.tx, [(number, Event(kind, here.now)) for number in numbers])
    for number in numbers:
        audit.append(here.tx, "system", kind, f"alert:{number}", here.now)
    escalating.climb(here, [replace(stored, alert=alert) for stored, alert in due], post)
    return numbers


def _is_due(here: Scene, alert: Alert) -> bool:
    return alert.due_at is not None and alert.due_at <= here.now


def _is_astray(here: Scene, alert: Alert) -> bool:
    longest = longest_wait(alert.policy, alert.state, case_opened=alert.case_opened)
    return alert.due_at is not None and alert.due_at - here.now > longest


def _is_paged(here: Scene, alert: Alert) -> bool:
    latest = (alert.leg, *alert.reached[-1])
    return any((step.leg, step.round, step.step) == latest for step in page.steps_of(here.tx, [alert.number]))
