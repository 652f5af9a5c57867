"""What people do about an alert: acknowledge, open, pass on, ask for help, close.

Each function answers with a value: the alert as it stands now, or why nothing changed. The first to
acknowledge wins; the others learn who has it (rule E5). Who may do it at all is for the caller to check.
"""

from dataclasses import dataclass, replace
from datetime import datetime

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
    taken = replace(
        alert,
        state=AlertState.ACKNOWLEDGED,
        version=alert.version + 1,
        acknowledged_by=officer,
        acknowledged_at=now,
        due_at=now + alert.policy.open_within,
    )
    return Acknowledged(_read(taken, now) if opened else taken)


def open_case(alert: Alert, officer: OfficerId, now: datetime) -> Alert:
    """The promise to read is kept, if `officer` is the one who gave it; the idle clock starts."""
    if alert.state is not AlertState.ACKNOWLEDGED or alert.acknowledged_by != officer:
        return alert
    return replace(_read(alert, now), version=alert.version + 1)


def note_activity(alert: Alert, now: datetime) -> Alert:
    """Something was done about the case: the idle clock starts again, once the case has been opened."""
    if alert.state is not AlertState.ACKNOWLEDGED or not alert.case_opened:
        return alert
    return replace(_read(alert, now), version=alert.version + 1)


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
    return PassedOn(_given_back(alert, officer, now))


def ask_help(alert: Alert, duty: Duty, officer: OfficerId, now: datetime) -> tuple[PageDue, ...]:
    """Whom to page to help `officer`: the backup, else the lead, else the supervisor; empty if nobody.

    The alert itself doesn't change. Asked twice between two steps, it names the same pages.
    """
    if alert.state is AlertState.CLOSED:
        return ()
    for rung in (Rung.BACKUP, Rung.UNIT_LEAD, Rung.SUPERVISOR):
        pages = tuple(
            PageDue(one.id, one.contact_methods, alert.leg, alert.round, alert.step, PageReason.HELP)
            for one in duty.resolve(rung, alert.unit, now)
            if one.id != officer and one.contact_methods
        )
        if pages:
            return pages
    return ()


def close(alert: Alert) -> Alert:
    """Nobody is paged any more; closed twice is closed once."""
    if alert.state is AlertState.CLOSED:
        return alert
    return replace(alert, state=AlertState.CLOSED, version=alert.version + 1, due_at=None)


def _read(alert: Alert, now: datetime) -> Alert:
    if alert.drill:  # nothing is left to be done about it
        return replace(alert, case_opened=True, state=AlertState.CLOSED, due_at=None)
    return replace(alert, case_opened=True, due_at=now + alert.policy.idle_after, province_again_at=None)


def _given_back(alert: Alert, officer: OfficerId, now: datetime) -> Alert:
    return replace(
        alert,
        state=AlertState.OPEN,
        version=alert.version + 1,
        due_at=now,
        acknowledged_by=None,
        acknowledged_at=None,
        case_opened=False,
        passed=alert.passed | {officer},
    )
