"""Which days are rest days in Viet Nam, and what an administrator may correct."""

from datetime import date
from pathlib import Path

import pytest

from hotline.duty import vietnam_holidays
from hotline.duty.working_days import DayKind, SpecialDay, WorkingDays, public_holidays

WRITTEN = Path(vietnam_holidays.__file__)
HEAD = '''"""Viet Nam's public holidays as the `holidays` library tells them, and Saturdays worked instead.

Written by: python3 -m pytest tests/hotline/test_working_days.py --update
"""

from collections.abc import Mapping
from typing import Final

YEARS: Final = range(2025, 2037)
'''

CALENDAR = WorkingDays()


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 2, 17),  # Tết
        date(2026, 4, 30),
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2026, 11, 28),  # a Saturday
    ],
)
def test_holidays_and_weekends_are_rest_days(day: date) -> None:
    assert CALENDAR.kind(day) is DayKind.REST


def test_an_ordinary_day_is_a_working_day_and_has_no_name() -> None:
    assert CALENDAR.kind(date(2026, 12, 1)) is DayKind.WORKING
    assert CALENDAR.name(date(2026, 12, 1)) is None


def test_a_saturday_that_is_worked_instead_is_a_working_day() -> None:
    assert CALENDAR.kind(date(2026, 8, 22)) is DayKind.WORKING


def test_holidays_are_named_in_vietnamese() -> None:
    assert CALENDAR.name(date(2026, 2, 17)) == "Tết Nguyên Đán"


@pytest.mark.parametrize("kind", list(DayKind))
@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2026, 2, 17), date(2026, 12, 5)])
def test_what_was_entered_by_hand_goes_before_everything(day: date, kind: DayKind) -> None:
    calendar = WorkingDays.with_special([SpecialDay(day, kind, "Hoán đổi")])

    assert calendar.kind(day) is kind
    assert calendar.name(day) == "Hoán đổi"


def test_the_years_to_come_are_written_down_as_the_library_tells_them(
    pytestconfig: pytest.Config,
) -> None:
    """A new release of the library may know of more swaps: then `--update`."""
    told = [public_holidays(year) for year in vietnam_holidays.YEARS]
    days = {f"{day}": name for known, _ in told for day, name in sorted(known.items())}
    worked = {f"{day}": "" for _, known in told for day in sorted(known)}
    if pytestconfig.getoption("update"):
        lines = [
            f"{name}: Final[Mapping[str, str]] = {{\n"
            + "".join(f'    "{day}": "{words}",\n' for day, words in values.items())
            + "}\n"
            for name, values in (("HOLIDAYS", days), ("WORKED", worked))
        ]
        WRITTEN.write_text(HEAD + "".join(lines))
        return

    assert days == vietnam_holidays.HOLIDAYS
    assert worked == vietnam_holidays.WORKED
