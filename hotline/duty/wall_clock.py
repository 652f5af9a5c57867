"""Local dates and times as moments, also where clocks are set forward and back.

A roster is written in clock times. A time that occurs twice is the first of the two, and a time that never
comes is the moment at which the clocks jump. So a clock that would never be set back shows the same shifts,
each begins where the one before it ends, and no minute is lost or taken twice.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final

_SECOND: Final = timedelta(seconds=1)


@lru_cache(maxsize=1 << 16)
def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment (aware UTC) at which a clock in `zone` first shows `at` on `day`, or would have to."""
    local = datetime.combine(day, at)
    found = local.replace(tzinfo=zone).astimezone(UTC)
    if _shown(found, zone) == local:
        return found
    return _jump(local.replace(tzinfo=zone, fold=1).astimezone(UTC), found, zone)


def local_day(at: datetime, zone: tzinfo) -> date:
    """The date in `zone`."""
    return at.astimezone(zone).date()


def _shown(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _jump(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The moment between the two at which the clocks are set forward."""
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2 // _SECOND * _SECOND
        if middle == before:
            break
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
