"""The time limits of cases, inside one transaction: begun, looked at when due (rule E11), met, ended.

Notices carry the case's number and the time, never which deadline it is: the name might tell the story.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.installation import Installation
from handlers.steps import telling
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, case_link
from handlers.steps.shift_words import local
from hotline.alert.alert import Alert, AlertState
from hotline.duty import deadlines as rules
from hotline.duty.deadline_rules import DeadlineRule, Starts
from hotline.duty.deadlines import Calendar, Deadline, DeadlineView, Looked, Reach, State
from hotline.duty.roster import Officer
from hotline.duty.working_days import WorkingDays
from hotline.ids import AlertNumber
from hotline.messages import Say
from storage.schema import Tx, from_ms, to_ms
from storage.tables import alert as alerts
from storage.tables import audit, deadline, rotation, timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event


def begin(
    here: Scene,
    cases: Sequence[StoredAlert],
    since: datetime | None = None,
    *,
    starts: Starts = Starts.OPENED,
    fresh: bool = False,
) -> None:
    """Deadlines that these cases have now and had not yet begin, by default when their alerts opened.

    One that has begun goes on, whatever becomes of the urgency. `fresh`: the cases are new.
    """
    known = set() if fresh else {(one.number, one.kind) for one in _of(here, cases)}
    wanted = [
        (rule, stored.alert.number, since or stored.alert.opened_at)
        for stored in cases
        for rule in here.office.settings.deadlines.rules
        if _has(rule, stored, starts) and (stored.alert.number, rule.kind) not in known
    ]
    if wanted:
        found = calendar(here.tx, here.office)
        deadline.add(here.tx, [rules.begin(rule, number, at, found) for rule, number, at in wanted])


def fire(here: Scene, due: Iterable[tuple[AlertNumber, str]], post: Post) -> int:
    """Look at these deadlines, as far as they are due; how many were."""
    found, looked_at = calendar(here.tx, here.office), 0
    for number, kind in sorted(due):
        stored = alerts.load(here.tx, number)  # before the deadline's row, as everybody locks them
        one = deadline.one(here.tx, number, kind)
        if stored is None or one is None or one.due_at is None or one.due_at > here.now:
            continue
        looked_at += 1
        if stored.alert.state is AlertState.CLOSED:
            _store(here, one, rules.end(one, here.now))
        else:
            _tell(here, stored.alert, rules.look(one, found, here.now), one, post)
    post.timers_moved = post.timers_moved or looked_at > 0
    return looked_at


def meet(here: Scene, number: AlertNumber, kind: str, officer: Officer) -> Deadline | None:
    """This officer has done what had to be done by then; None if the case has no such deadline.

    Met before, it stays as it was met.
    """
    one = deadline.one(here.tx, number, kind)
    if one is None or one.state is State.MET:
        return one
    met = rules.meet(one, officer.id, from_ms(to_ms(here.now)))
    _store(here, one, met)
    late = 0 if met.late_by is None else round(met.late_by.total_seconds())
    timeline.note(here.tx, [(number, Event("deadline_met", here.now, officer.id, kind))])
    audit.append(
        here.tx, officer.username, "deadline_met", f"case:{number}", here.now, kind=kind, late_seconds=late
    )
    return met


def unmet(tx: Tx, number: AlertNumber) -> list[Deadline]:
    """What runs still: whoever closes the case must be shown it."""
    return [one for one in deadline.of_alerts(tx, [number]) if one.state is State.RUNNING]


def follow(here: Scene, before: Alert, after: Alert) -> None:
    """An officer has closed the case, or opened it again: its deadlines end, or go on."""
    closed, was_closed = after.state is AlertState.CLOSED, before.state is AlertState.CLOSED
    if closed and not was_closed:
        end_with_case(here, after.number)
    elif was_closed and not closed:
        go_on_with_case(here, after.number)


def end_with_case(here: Scene, number: AlertNumber) -> None:
    """The case is closed: what runs ends, and what was over by now is a breach for ever."""
    for one in unmet(here.tx, number):
        _store(here, one, rules.end(one, here.now))


def go_on_with_case(here: Scene, number: AlertNumber) -> None:
    """The case is open again: what ended with it runs on, with the limits that it had."""
    for one in deadline.of_alerts(here.tx, [number]):
        _store(here, one, rules.resume(one, here.now))


def recount(tx: Tx, office: Installation, now: datetime) -> None:
    """The calendar has changed: limits that it puts later move, none moves to earlier."""
    found = calendar(tx, office)
    for one in deadline.running(tx):
        moved = rules.recount(one, found, now)
        if moved is not one:
            deadline.change(tx, moved)
            facts = {"kind": one.kind, "ends_at": moved.ends_at.isoformat()}
            audit.append(tx, "system", "deadline_moved", f"case:{one.number}", now, **facts)


def views(here: Scene, number: AlertNumber) -> tuple[DeadlineView, ...]:
    """The case's deadlines as people read them, the one that ends first first."""
    people = {one.id: one for one in here.duty.officers}
    names = {rule.kind: rule.name for rule in here.office.settings.deadlines.rules}
    return tuple(
        DeadlineView(
            kind=one.kind,
            name=names.get(one.kind),
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            state=one.state,
            breached_at=one.breached_at,
            met_at=one.met_at,
            met_by=None if one.met_by is None else people[one.met_by].username,
            who=None if one.met_by is None else people[one.met_by].name,
        )
        for one in deadline.of_alerts(here.tx, [number])
    )


def calendar(tx: Tx, office: Installation) -> Calendar:
    """Working days as they are known now, in the hotline's zone."""
    return Calendar(WorkingDays.with_special(rotation.special_days(tx)), office.settings.hotline.zone)


def _of(here: Scene, cases: Sequence[StoredAlert]) -> list[Deadline]:
    return deadline.of_alerts(here.tx, [stored.alert.number for stored in cases])


def _has(rule: DeadlineRule, stored: StoredAlert, starts: Starts) -> bool:
    alert = stored.alert
    running = alert.state is not AlertState.CLOSED and not alert.drill
    return running and rule.starts is starts and rule.applies(alert.urgency, stored.category)


def _tell(here: Scene, alert: Alert, looked: Looked, before: Deadline, post: Post) -> None:
    _store(here, before, looked.deadline)
    if looked.reach is None:
        return
    over = here.now >= before.ends_at
    say = Say(
        "deadline-over" if over else "deadline-ahead",
        {
            "number": int(alert.number),
            "until": local(here, before.ends_at),
            "link": case_link(here.office, alert.number),
        },
    )
    kind = "deadline_alarmed" if over else "deadline_reminded"
    timeline.note(here.tx, [(alert.number, Event(kind, here.now, detail=before.kind))])
    for one in _audience(here, alert, looked.reach):
        telling.tell_officer(here, one.id, say, post, alert=alert.number, may_wait=not over)


def _audience(here: Scene, alert: Alert, reach: Reach) -> Sequence[Officer]:
    return rules.audience(here.duty, alert.unit, alert.acknowledged_by, reach, here.now)


def _store(here: Scene, before: Deadline, after: Deadline) -> None:
    """A breach is written down three times: in its row, in the case's timeline, in the audit log."""
    if after == before:
        return
    deadline.change(here.tx, after)
    if after.breached_at is not None and before.breached_at is None:
        timeline.note(here.tx, [(after.number, Event("deadline_missed", here.now, detail=after.kind))])
        facts = {"kind": after.kind, "ends_at": after.ends_at.isoformat()}
        audit.append(here.tx, "system", "deadline_missed", f"case:{after.number}", here.now, **facts)
