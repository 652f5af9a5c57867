"""Which days are rest days in Viet Nam, and what an administrator may correct."""

from datetime import date

import pytest

from hotline.duty.working_days import DayKind, SpecialDay, WorkingDays

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
