"""When a unit's drills come round: every week on a day, or every month on a day, at a local time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from hotline.alert.alert import Urgency
from hotline.duty.wall_clock import local_day, moment
from hotline.ids import UnitCode

WEEK: Final = "week"
MONTH: Final = "month"
LAST_DAY_OF_ANY_MONTH: Final = 28
_DAY = timedelta(days=1)
_QUIET_FROM, _QUIET_UNTIL = time(21), time(7)


@dataclass(frozen=True, slots=True)
class DrillTimes:
    """`on` is a weekday, 0 for Monday, or a day of the month, 1 to 28; `at` is a local time."""

    unit: UnitCode
    urgency: Urgency
    every: str
    on: int
    at: time


def is_quiet(at: time) -> bool:
    """Whether people sleep then: a drill at such a time must be wanted."""
    return at >= _QUIET_FROM or at < _QUIET_UNTIL


def next_time(times: DrillTimes, after: datetime, zone: tzinfo) -> datetime:
    """The first of these times later than `after` (aware UTC)."""
    day = local_day(after, zone)
    while not _is_day(times, day) or moment(day, times.at, zone) <= after:
        day += _DAY
    return moment(day, times.at, zone)


def _is_day(times: DrillTimes, day: date) -> bool:
    return day.weekday() == times.on if times.every == WEEK else day.day == times.on
