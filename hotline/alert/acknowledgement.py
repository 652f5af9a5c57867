"""What people do about an alert: acknowledge, open, promise, pass on, ask for help, send it further up.

Each function answers with a value: the alert as it stands now, or why nothing changed. The first to
acknowledge wins; the others learn who has it (rule E5). Who may do it at all is for the caller to check.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from hotline.alert import owner_clock
from hotline.alert.alert import Alert, AlertState, PageDue, PageReason, Rung
from hotline.alert.escalation import is_last_alone
from hotline.duty.roster import Duty
from hotline.ids import OfficerId


@dataclass(frozen=True, slots=True)
class Acknowledged:
    alert: Alert


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The next step is due now."""

    alert: Alert


@dataclass(frozen=True, slots=True)
class AlreadyTaken:
    """Somebody has acknowledged; `by` may be the one who asks."""

    by: OfficerId


@dataclass(frozen=True, slots=True)
class AlreadyClosed:
    """The alert is closed; nothing is to be done."""


@dataclass(frozen=True, slots=True)
class MustOpenFirst:
    """This officer once acknowledged without opening the case: only the console will do now."""


@dataclass(frozen=True, slots=True)
class AlreadyPassedOn:
    """This officer has passed it on, and was not paged again since."""


@dataclass(frozen=True, slots=True)
class NothingBeyond:
    """The last step repeats alone: there is nobody further up."""


@dataclass(frozen=True, slots=True)
class Promised:
    """The owner will be there by `promised_at`; nothing done by then, it climbs again."""

    alert: Alert


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Nobody has acknowledged it."""


@dataclass(frozen=True, slots=True)
class TooFarOff:
    """The policy would page again before the time that was promised."""


@dataclass(frozen=True, slots=True)
class Hurried:
    """The next step is due now; who had acknowledged, `owner`, has it no more."""

    alert: Alert
    owner: OfficerId | None


@dataclass(frozen=True, slots=True)
class AlreadyFurther:
    """It doesn't stand any more where it stood for whoever asks: it went on by itself or by others."""


Standing = tuple[int, int, int]
"""Leg, round and step that is due next: where an alert stands on its ladder."""


def acknowledge(
    alert: Alert, officer: OfficerId, now: datetime, *, from_console: bool, opened: bool
) -> Acknowledged | AlreadyTaken | AlreadyClosed | MustOpenFirst:
    """`officer` has taken the alert and must open the case within the policy's `open_within`.

    `opened`: that officer has opened the case already; the idle clock starts instead.
    """
    if alert.state is AlertState.CLOSED:
        return AlreadyClosed()
    if alert.acknowledged_by is not None:
        return AlreadyTaken(alert.acknowledged_by)
    if officer in alert.barred and not from_console:
        return MustOpenFirst()
    return Acknowledged(owner_clock.taken(alert, officer, now, opened=opened))


def open_case(alert: Alert, officer: OfficerId, now: datetime) -> Alert:
    """The promise to read is kept, if `officer` is the one who gave it; the idle clock starts."""
    if alert.state is not AlertState.ACKNOWLEDGED or alert.acknowledged_by != officer:
        return alert
    return replace(owner_clock.read(alert, now), version=alert.version + 1)


def note_activity(alert: Alert, now: datetime) -> Alert:
    """Something was done about the case: the idle clock starts again, once the case has been opened.

    What the owner had promised is kept by it.
    """
    if alert.state is not AlertState.ACKNOWLEDGED or not alert.case_opened:
        return alert
    return replace(owner_clock.promised(owner_clock.read(alert, now), None), version=alert.version + 1)


def promise(
    alert: Alert, officer: OfficerId, at: datetime, now: datetime
) -> Promised | NotTaken | AlreadyTaken | AlreadyClosed | TooFarOff:
    """The owner says to be there at `at`; a later promise takes the place of the one before.

    It never puts off when the case has to be opened. Once it is open, promising is doing something.
    """
    if alert.state is AlertState.CLOSED:
        return AlreadyClosed()
    if alert.acknowledged_by is None:
        return NotTaken()
    if alert.acknowledged_by != officer:
        return AlreadyTaken(alert.acknowledged_by)
    if at - now > alert.policy.idle_after:
        return TooFarOff()
    resting = owner_clock.read(alert, now) if alert.case_opened else alert
    return Promised(replace(owner_clock.promised(resting, at), version=alert.version + 1))


def told_again(alert: Alert, now: datetime) -> Alert:
    """There is something new to read: the owner has to open the case again in time, as at first."""
    if alert.state is not AlertState.ACKNOWLEDGED or not alert.case_opened:
        return alert
    by = now + alert.policy.open_within
    rests = by if alert.rests_until is None else min(alert.rests_until, by)
    unread = replace(alert, version=alert.version + 1, case_opened=False, rests_until=rests)
    return owner_clock.timed(unread)


def pass_on(
    alert: Alert, officer: OfficerId, now: datetime
) -> PassedOn | AlreadyPassedOn | AlreadyTaken | AlreadyClosed | NothingBeyond:
    """`officer` can't take it: the next step is due now. Whoever has acknowledged gives it back.

    Counts once for each page: a second press doesn't leave out the next one in the ladder.
    """
    if alert.state is AlertState.CLOSED:
        return AlreadyClosed()
    if alert.acknowledged_by is not None and alert.acknowledged_by != officer:
        return AlreadyTaken(alert.acknowledged_by)
    if alert.state is AlertState.OPEN:
        if is_last_alone(alert):
            return NothingBeyond()
        if officer in alert.passed:
            return AlreadyPassedOn()
    given_back = _given_back(alert, now)
    return PassedOn(replace(given_back, passed=alert.passed | {officer}))


def standing(alert: Alert) -> Standing:
    """What a button that sends the alert further up is bound to."""
    return alert.leg, alert.round, alert.step


def escalate_now(alert: Alert, seen: Standing, now: datetime) -> Hurried | AlreadyFurther | AlreadyClosed:
    """The next step is due now, whoever has the alert: a case must never wait for its owner's pride.

    `seen`: where it stood for whoever asks, so that an old message can't fire twice.
    """
    if alert.state is AlertState.CLOSED:
        return AlreadyClosed()
    on_its_way = alert.state is AlertState.OPEN and alert.due_at is not None and alert.due_at <= now
    if seen != standing(alert) or on_its_way:
        return AlreadyFurther()
    return Hurried(_given_back(alert, now), alert.acknowledged_by)


def ask_help(alert: Alert, duty: Duty, officer: OfficerId, now: datetime) -> tuple[PageDue, ...]:
    """Whom to page to help `officer`: the backup, else the lead, else the supervisor; empty if nobody.

    The alert itself doesn't change. Asked twice between two steps, it names the same pages.
    """
    if alert.state is AlertState.CLOSED:
        return ()
    for rung in (Rung.BACKUP, Rung.UNIT_LEAD, Rung.SUPERVISOR):
        pages = tuple(
            PageDue(
                one.id, one.methods_for(alert.urgency), alert.leg, alert.round, alert.step, PageReason.HELP
            )
            for one in duty.resolve(rung, alert.unit, now)
            if one.id != officer and one.methods_for(alert.urgency)
        )
        if pages:
            return pages
    return ()


def _given_back(alert: Alert, now: datetime) -> Alert:
    return replace(
        owner_clock.released(alert),
        state=AlertState.OPEN,
        version=alert.version + 1,
        due_at=now,
        acknowledged_by=None,
        acknowledged_at=None,
        case_opened=False,
    )
