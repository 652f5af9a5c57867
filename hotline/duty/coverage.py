"""How good a roster is: what part of the time is covered, the gaps, who carries too much."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from hotline.duty.roster import Place, Shift
from hotline.duty.wall_clock import local_day, moment
from hotline.ids import OfficerId

_DAY = timedelta(days=1)
_NIGHT = (time(0), time(5))
MOST_NIGHTS_IN_A_ROW = 3
MOST_HOURS_A_WEEK = 48
"""Beyond these an officer is overloaded; Vietnamese labour law knows a week of 48 hours."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """From `from_at` up to and without `until_at` (aware UTC)."""

    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Load:
    """What one officer carries in the time looked at, as first or as backup together."""

    officer: OfficerId
    hours: float
    nights_in_a_row: int
    most_hours_in_a_week: float

    @property
    def overloaded(self) -> bool:
        """More nights in a row, or hours within seven days, than a person bears."""
        return self.nights_in_a_row > MOST_NIGHTS_IN_A_ROW or self.most_hours_in_a_week > MOST_HOURS_A_WEEK


@dataclass(frozen=True, slots=True)
class Coverage:
    """`percent` of the time has somebody on duty; `gaps` is the rest of it.

    `thin`: somebody is on duty then, but nobody who may be alone.
    """

    percent: float
    gaps: tuple[Span, ...]
    loads: tuple[Load, ...]
    thin: tuple[Span, ...] = ()


def coverage(
    shifts: Iterable[Shift],
    start: datetime,
    end: datetime,
    zone: tzinfo,
    weak: Collection[OfficerId] = (),
) -> Coverage:
    """One unit's shifts between `start` and `end`; only first places count as covered.

    `weak`: who may not be alone on duty.
    """
    shifts = list(shifts)
    first = [one for one in shifts if one.place is Place.ON_DUTY]
    missing = gaps(first, start, end)
    open_time = sum((gap.until_at - gap.from_at for gap in missing), timedelta())
    officers = sorted({one.officer for one in shifts})
    loads = [_load(officer, _times(shifts, officer, start, end), zone) for officer in officers]
    percent = round(100 * (1 - open_time / (end - start)), 3)
    return Coverage(percent, tuple(missing), tuple(loads), tuple(thin(first, weak, start, end)))


def thin(shifts: Iterable[Shift], weak: Collection[OfficerId], start: datetime, end: datetime) -> list[Span]:
    """When somebody is on, but only such as may not be alone."""
    shifts = list(shifts)
    nobody = gaps(shifts, start, end)
    return gaps([*nobody, *(one for one in shifts if one.officer not in weak)], start, end)


def gaps(shifts: Iterable[Shift | Span], start: datetime, end: datetime) -> list[Span]:
    """When nobody is on, between `start` and `end`."""
    found, covered_to = [], start
    for span in joined(Span(one.from_at, one.until_at) for one in shifts):
        if span.until_at <= covered_to:
            continue
        if covered_to < span.from_at < end:
            found.append(Span(covered_to, span.from_at))
        covered_to = span.until_at
    if covered_to < end:
        found.append(Span(covered_to, end))
    return found


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in spans that neither overlap nor touch, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.from_at, one.until_at)):
        if found and span.from_at <= found[-1].until_at:
            found[-1] = Span(found[-1].from_at, max(found[-1].until_at, span.until_at))
        else:
            found.append(span)
    return found


def _times(shifts: Iterable[Shift], officer: OfficerId, start: datetime, end: datetime) -> list[Span]:
    """When the officer is on at all, within the time looked at."""
    spans = (
        Span(max(one.from_at, start), min(one.until_at, end)) for one in shifts if one.officer == officer
    )
    return joined(span for span in spans if span.from_at < span.until_at)


def _load(officer: OfficerId, times: Sequence[Span], zone: tzinfo) -> Load:
    return Load(officer, _hours(times), _nights_in_a_row(times, zone), _fullest_week(times))


def _hours(spans: Iterable[Span]) -> float:
    return round(sum((one.until_at - one.from_at).total_seconds() for one in spans) / 3600, 2)


def _fullest_week(times: Sequence[Span]) -> float:
    """The most hours within any seven days: the fullest begins or ends where a stretch does."""
    weeks = [Span(one.from_at, one.from_at + _WEEK) for one in times]
    weeks += [Span(one.until_at - _WEEK, one.until_at) for one in times]
    return max((_hours(_within(times, week)) for week in weeks), default=0.0)


def _within(times: Sequence[Span], week: Span) -> list[Span]:
    cut = (Span(max(one.from_at, week.from_at), min(one.until_at, week.until_at)) for one in times)
    return [one for one in cut if one.from_at < one.until_at]


def _nights_in_a_row(times: Sequence[Span], zone: tzinfo) -> int:
    """The longest row of nights of which the officer has any hour between midnight and five."""
    longest = row = 0
    before: date | None = None
    for night in sorted({night for one in times for night in _nights(one, zone)}):
        row = row + 1 if before is not None and night - before == _DAY else 1
        longest, before = max(longest, row), night
    return longest


def _nights(span: Span, zone: tzinfo) -> list[date]:
    day, last = local_day(span.from_at, zone), local_day(span.until_at, zone)
    nights = []
    while day <= last:
        if span.from_at < moment(day, _NIGHT[1], zone) and moment(day, _NIGHT[0], zone) < span.until_at:
            nights.append(day)
        day += _DAY
    return nights
