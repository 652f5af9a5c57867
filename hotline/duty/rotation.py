"""A rotation: crews that take a unit's shifts in turns, day by day, week by week or every n days.

A weekly pattern is a rotation with one crew and some weekdays; several rotations of a unit add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from hotline.duty.roster import Place, Shift
from hotline.duty.wall_clock import local_day, moment
from hotline.duty.working_days import DayKind, WorkingDays
from hotline.ids import OfficerId, UnitCode

EVERY_DAY = frozenset(range(7))
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rotation:
    """One shift on each of its days, from `from_at` to `until_at` by the clock.

    `until_at` that isn't after `from_at` is on the next day, so 07:00 to 07:00 is a whole day. `begins_on` is
    the first day of the first crew, `ends_on` the first day without a shift. A turn of a crew is
    `turn_days` long: 1 is daily, 7 weekly; days without a shift count too. `weekdays` are 0 (Monday) to 6;
    `day_kind` None: working days and rest days alike.
    """

    unit: UnitCode
    place: Place
    begins_on: date
    from_at: time
    until_at: time
    crews: tuple[tuple[OfficerId, ...], ...]
    turn_days: int = 1
    ends_on: date | None = None
    weekdays: frozenset[int] = EVERY_DAY
    day_kind: DayKind | None = None

    def crew(self, day: date) -> tuple[OfficerId, ...]:
        """Whose turn it is on `day`, whether or not there is a shift."""
        turns = (day - self.begins_on).days // self.turn_days
        return self.crews[turns % len(self.crews)]

    def has_shift(self, day: date, calendar: WorkingDays) -> bool:
        """Whether a shift begins on `day`."""
        return (
            self.begins_on <= day
            and (self.ends_on is None or day < self.ends_on)
            and day.weekday() in self.weekdays
            and (self.day_kind is None or calendar.kind(day) is self.day_kind)
        )


def shifts_of(
    rotation: Rotation, start: datetime, end: datetime, zone: tzinfo, calendar: WorkingDays
) -> Iterator[Shift]:
    """The rotation's shifts that touch the time from `start` up to `end`, in order."""
    day, last = local_day(start, zone) - 2 * _DAY, local_day(end, zone) + _DAY
    day = max(day, rotation.begins_on)
    while day <= last:
        if rotation.has_shift(day, calendar):
            from_at, until_at = _span(rotation, day, zone)
            if from_at < until_at and start < until_at and from_at < end:
                for officer in rotation.crew(day):
                    yield Shift(rotation.unit, officer, rotation.place, from_at, until_at)
        day += _DAY


def _span(rotation: Rotation, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    last = day if rotation.until_at > rotation.from_at else day + _DAY
    return moment(day, rotation.from_at, zone), moment(last, rotation.until_at, zone)
