"""Which days are rest days: weekends, public holidays, and what the government swaps.

The `holidays` library knows Viet Nam's public holidays, Tết among them, and the swaps that were announced
when it was released; `vietnam_holidays.py` holds what it says of the years to come, because the first alert
must not wait for it. Later swaps an administrator enters: such a day counts before everything else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from hotline.duty import vietnam_holidays

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is to those who work."""

    WORKING = "working"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that an administrator entered: a rest day more, or a Saturday on which people work."""

    on: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of one installation. `special` are the days entered by hand."""

    special: Mapping[date, SpecialDay] = field(default_factory=dict)

    @classmethod
    def with_special(cls, days: Iterable[SpecialDay]) -> "WorkingDays":
        """The public calendar, corrected by these days."""
        return cls({day.on: day for day in days})

    def kind(self, day: date) -> DayKind:
        """Whether people work on `day`."""
        if day in self.special:
            return self.special[day].kind
        rests, made_up = _public(day.year)
        if day in made_up:
            return DayKind.WORKING
        return DayKind.REST if day in rests or day.weekday() >= _SATURDAY else DayKind.WORKING

    def name(self, day: date) -> str | None:
        """What the day is called in Vietnamese, if it is a holiday or was entered by hand."""
        if day in self.special:
            return self.special[day].name
        return _public(day.year)[0].get(day)

    def named(self, year: int) -> list[SpecialDay]:
        """The year's holidays, swapped days and days entered by hand, in order."""
        days = (date(year, 1, 1) + number * _DAY for number in range(366))
        found = ((day, self.kind(day), self.name(day)) for day in days if day.year == year)
        return [
            SpecialDay(day, kind, name or "")
            for day, kind, name in found
            if name is not None or (kind is DayKind.WORKING) != (day.weekday() < _SATURDAY)
        ]


@cache
def _public(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """The public holidays of a year with their names, and the weekend days worked instead."""
    if year in vietnam_holidays.YEARS:
        return _written(vietnam_holidays.HOLIDAYS, year), frozenset(_written(vietnam_holidays.WORKED, year))
    return public_holidays(year)


def public_holidays(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """The same, worked out by the library."""
    import holidays  # noqa: PLC0415 - half a second and 20 MB of memory

    known = holidays.country_holidays("VN", years=year, language="vi")
    worked = frozenset(day for day in known.weekend_workdays if day.year == year)
    return {day: known[day] for day in list(known)}, worked


def _written(days: Mapping[str, str], year: int) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in days.items() if day.startswith(f"{year}-")}
