"""A month's single shifts laid over another month: the same weekday, the same clock times."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from hotline.duty.roster import Shift
from hotline.duty.wall_clock import local_day, moment

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1)


def copied(shifts: Iterable[Shift], source: date, target: date, zone: tzinfo) -> list[Shift]:
    """The shifts that begin in the month of `source` as they would be in that of `target`.

    Both are first days. Each day takes the shifts that begin on a day of the same weekday, as near to it in
    the month as can be: what turns by weeks goes on turning, what doesn't has to be looked over.
    """
    by_day: dict[date, list[Shift]] = {}
    for one in shifts:
        by_day.setdefault(local_day(one.from_at, zone), []).append(one)
    found = []
    day = target
    while day < month_after(target):
        like = _like(day, source, target)
        found += [_moved(one, day - like, zone) for one in by_day.get(like, [])]
        day += _DAY
    return found


def _like(day: date, source: date, target: date) -> date:
    """The source's day of the same weekday at the same place in the month."""
    like = source + (day - target)
    like += timedelta(days=(day.weekday() - like.weekday() + 3) % 7 - 3)
    if like < source:
        return like + _WEEK
    return like - _WEEK if like >= month_after(source) else like


def _moved(one: Shift, by: timedelta, zone: tzinfo) -> Shift:
    def later(at: datetime) -> datetime:
        local = at.astimezone(zone)
        return moment(local.date() + by, local.time(), zone)

    return Shift(one.unit, one.officer, one.place, later(one.from_at), later(one.until_at))
