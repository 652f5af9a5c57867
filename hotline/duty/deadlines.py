"""A case's time limits as they run: when each ends, who hears of it, and when. See deadline_rules.

A term in working days is counted as the Civil Code (2015, articles 147 and 148) counts days: the first day
isn't one, and the last ends at midnight. Its reminders and alarms spare the rest days; those of a term in
hours spare nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from enum import IntEnum, StrEnum
from itertools import takewhile
from typing import Final

from hotline.alert.alert import Rung
from hotline.duty.deadline_rules import DeadlineRule, Term, Watch
from hotline.duty.roster import Duty, Officer
from hotline.duty.wall_clock import local_day, moment
from hotline.duty.working_days import DayKind, WorkingDays
from hotline.ids import AlertNumber, OfficerId, UnitCode

REPEATED_AFTER: Final = timedelta(days=1)
"""The last alarm comes again and again until somebody has met the deadline."""
_DAY: Final = timedelta(days=1)


class State(StrEnum):
    """`ended`: the case was closed before it was met."""

    RUNNING = "running"
    MET = "met"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One time limit of one case. `due_at`: when it has to be looked at next; None: it is settled.

    `breached_at`: when it was noticed that the time was over; it never goes away again.
    """

    number: AlertNumber
    kind: str
    watch: Watch
    starts_at: datetime
    ends_at: datetime
    due_at: datetime | None
    state: State = State.RUNNING
    breached_at: datetime | None = None
    met_at: datetime | None = None
    met_by: OfficerId | None = None

    @property
    def late_by(self) -> timedelta | None:
        """By how much it was met too late; None if it wasn't, or isn't met."""
        if self.met_at is None or self.met_at < self.ends_at:
            return None
        return self.met_at - self.ends_at


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A deadline with names in place of ids. `ends_at` is the limit; `met_by` a username, `who` the name.

    `name`: what a province calls a deadline of its own; None: the program has a name for it.
    """

    kind: str
    name: str | None
    starts_at: datetime
    ends_at: datetime
    state: State
    breached_at: datetime | None
    met_at: datetime | None
    met_by: str | None
    who: str | None


class Reach(IntEnum):
    """How far up a notice goes: each also reaches those before it."""

    OWNER = 0
    LEAD = 1
    PROVINCE = 2


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a deadline brings: where it stands now, whom to tell (None: nobody)."""

    deadline: Deadline
    reach: Reach | None = None
    breached: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days, and where a day begins and ends."""

    days: WorkingDays
    zone: tzinfo

    def end_of(self, starts_at: datetime, term: Term) -> datetime:
        """When a term that starts then is over."""
        if not term.working_days:
            return starts_at + term.span
        day, left = local_day(starts_at, self.zone), term.working_days
        while left:
            day += _DAY
            left -= self.days.kind(day) is DayKind.WORKING
        return moment(day + _DAY, time(), self.zone)

    def on_a_working_day(self, at: datetime, step: timedelta) -> datetime:
        """`at`, or the same time of day on the next working day in the direction of `step`."""
        local = at.astimezone(self.zone)
        day = local.date()
        while self.days.kind(day) is not DayKind.WORKING:
            day += step
        return at if day == local.date() else moment(day, local.time(), self.zone)


def begin(rule: DeadlineRule, number: AlertNumber, starts_at: datetime, calendar: Calendar) -> Deadline:
    """The deadline, running."""
    ends_at = calendar.end_of(starts_at, rule.watch.within)
    fresh = Deadline(number, rule.kind, rule.watch, starts_at, ends_at, ends_at)
    return replace(fresh, due_at=_next(fresh, calendar, starts_at))


def look(deadline: Deadline, calendar: Calendar, now: datetime) -> Looked:
    """What is due of a running deadline; only the latest of several notices is given.

    Once its time is over without its having been met, it is breached, whatever comes later.
    """
    if deadline.due_at is None or deadline.due_at > now:
        return Looked(deadline)
    passed = takewhile(lambda one: one.at <= now, _moments(deadline, calendar))
    fresh = [one for one in passed if one.at >= deadline.due_at]
    over = now >= deadline.ends_at
    reach = next((one.reach for one in reversed(fresh) if one.after_end is over), None)
    breached = over and deadline.breached_at is None
    moved = replace(
        deadline,
        due_at=_next(deadline, calendar, now),
        breached_at=now if breached else deadline.breached_at,
    )
    return Looked(moved, reach, breached)


def meet(deadline: Deadline, officer: OfficerId, now: datetime) -> Deadline:
    """The officer says that what had to be done is done; too late is late for ever. Met once, it stays so."""
    if deadline.state is State.MET:
        return deadline
    return replace(
        _settled(deadline, now), state=State.MET, met_at=max(now, deadline.starts_at), met_by=officer
    )


def end(deadline: Deadline, now: datetime) -> Deadline:
    """Its case is closed: nobody is reminded any more, and what was breached stays breached."""
    return replace(_settled(deadline, now), state=State.ENDED) if _runs(deadline) else deadline


def resume(deadline: Deadline, now: datetime) -> Deadline:
    """Its case is open again: it is looked at at once, and by then it may be over."""
    if deadline.state is not State.ENDED:
        return deadline
    due_at = now if deadline.breached_at is not None else min(now, deadline.ends_at)
    return replace(deadline, state=State.RUNNING, due_at=due_at)


def recount(deadline: Deadline, calendar: Calendar, now: datetime) -> Deadline:
    """The calendar has changed: a limit in working days may move to later, and never to earlier.

    An officer who was told Friday must not be late on Thursday; and a breach is a breach.
    """
    if not _runs(deadline) or deadline.breached_at is not None or now >= deadline.ends_at:
        return deadline
    ends_at = calendar.end_of(deadline.starts_at, deadline.watch.within)
    if ends_at <= deadline.ends_at:
        return deadline
    moved = replace(deadline, ends_at=ends_at)
    return replace(moved, due_at=_next(moved, calendar, now))


def audience(
    duty: Duty, unit: UnitCode, owner: OfficerId | None, reach: Reach, now: datetime
) -> tuple[Officer, ...]:
    """Who hears of it: whoever has the case (else those on duty), then the lead, then the province.

    If nobody of these can be told, those further up are.
    """
    mine = [one for one in duty.members(unit) if one.id == owner]
    groups: list[Sequence[Officer]] = [
        mine or duty.resolve(Rung.ON_DUTY, unit, now),
        duty.resolve(Rung.UNIT_LEAD, unit, now),
        duty.resolve(Rung.SUPERVISOR, unit, now),
    ]
    found = _reachable(one for group in groups[: reach + 1] for one in group)
    for group in groups[reach + 1 :]:
        found = found or _reachable(group)
    return found


@dataclass(frozen=True, slots=True)
class _Moment:
    """A time at which something is to be said, or (reach None) only noticed."""

    at: datetime
    reach: Reach | None
    after_end: bool


def _moments(deadline: Deadline, calendar: Calendar) -> Iterator[_Moment]:
    """All there are, in order, without an end."""
    for at in _reminders(deadline, calendar):
        yield _Moment(at, Reach.OWNER, after_end=False)
    yield _Moment(deadline.ends_at, None, after_end=True)
    for place, at in enumerate(_alarms(deadline, calendar)):  # pragma: no branch - they never end
        yield _Moment(at, Reach.PROVINCE if place else Reach.LEAD, after_end=True)


def _next(deadline: Deadline, calendar: Calendar, now: datetime) -> datetime:
    return next(one.at for one in _moments(deadline, calendar) if one.at > now)


def _reminders(deadline: Deadline, calendar: Calendar) -> list[datetime]:
    found: list[datetime] = []
    at, gone = deadline.ends_at, timedelta()
    for before in sorted(deadline.watch.remind_before):
        at = _working(deadline, calendar, at - (before - gone), -_DAY)
        gone = before
        found.append(at)
    return sorted(at for at in found if deadline.starts_at < at < deadline.ends_at)


def _alarms(deadline: Deadline, calendar: Calendar) -> Iterator[datetime]:
    at, gone = deadline.ends_at, timedelta()
    for after in sorted(deadline.watch.alarm_after):
        at = _working(deadline, calendar, at + (after - gone), _DAY)
        gone = after
        yield at
    while True:
        at = _working(deadline, calendar, at + REPEATED_AFTER, _DAY)
        yield at


def _working(deadline: Deadline, calendar: Calendar, at: datetime, step: timedelta) -> datetime:
    return calendar.on_a_working_day(at, step) if deadline.watch.within.working_days else at


def _settled(deadline: Deadline, now: datetime) -> Deadline:
    over = now >= deadline.ends_at and deadline.breached_at is None
    return replace(deadline, due_at=None, breached_at=now if over else deadline.breached_at)


def _runs(deadline: Deadline) -> bool:
    return deadline.state is State.RUNNING


def _reachable(officers: Iterable[Officer]) -> tuple[Officer, ...]:
    return tuple({one.id: one for one in officers if one.contact_methods}.values())
