"""What a roster lacks and whom it overloads."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hotline.duty.coverage import Span, coverage
from hotline.duty.roster import Place, Shift
from hotline.ids import OfficerId, UnitCode

UNIT = UnitCode("24736")
HOME = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 12, 1, tzinfo=HOME).astimezone(UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
END = START + 10 * DAY


def shift(officer: int, begins: float, ends: float, place: Place = Place.ON_DUTY) -> Shift:
    """From so many hours after START until so many."""
    return Shift(UNIT, OfficerId(officer), place, START + begins * HOUR, START + ends * HOUR)


def test_an_empty_roster_is_one_gap() -> None:
    found = coverage([], START, END, HOME)

    assert (found.percent, found.gaps, found.loads) == (0.0, (Span(START, END),), ())


def test_shifts_that_overlap_or_reach_beyond_cover_everything() -> None:
    found = coverage([shift(1, -5, 100), shift(2, 90, 300), shift(3, 95, 99)], START, END, HOME)

    assert (found.percent, found.gaps) == (100.0, ())


def test_gaps_are_between_at_the_beginning_and_at_the_end() -> None:
    found = coverage([shift(1, 24, 48), shift(2, 72, 120)], START, END, HOME)

    assert found.percent == 30.0
    assert [(gap.from_at - START) / HOUR for gap in found.gaps] == [0, 48, 120]
    assert [(gap.until_at - START) / HOUR for gap in found.gaps] == [24, 72, 240]


def test_a_stretch_is_thin_while_only_such_are_on_as_may_not_be_alone() -> None:
    shifts = [shift(1, 0, 30), shift(2, 20, 60), shift(1, 70, 240)]

    found = coverage(shifts, START, END, HOME, weak={OfficerId(1)})

    assert [(one.from_at - START) / HOUR for one in found.thin] == [0, 70]
    assert [(one.until_at - START) / HOUR for one in found.thin] == [20, 240]
    assert [(one.from_at - START) / HOUR for one in found.gaps] == [60]


def test_a_backup_covers_nothing_but_carries() -> None:
    found = coverage([shift(1, 0, 240, Place.BACKUP)], START, END, HOME)

    assert found.percent == 0.0
    assert found.loads[0].hours == 240


@pytest.mark.parametrize(("nights", "overloaded"), [(3, False), (4, True)])
def test_four_nights_in_a_row_are_too_many(nights: int, overloaded: bool) -> None:  # noqa: FBT001
    shifts = [shift(1, 24 * number + 22, 24 * number + 28) for number in range(nights)]
    shifts.append(shift(1, 24 * 7 + 22, 24 * 7 + 28))

    [load] = coverage(shifts, START, END, HOME).loads

    assert (load.nights_in_a_row, load.overloaded) == (nights, overloaded)


@pytest.mark.parametrize(("hours", "overloaded"), [(8, False), (9, True)])
def test_more_than_48_hours_within_seven_days_are_too_many(hours: int, overloaded: bool) -> None:  # noqa: FBT001
    shifts = [shift(1, 24 * number + 7, 24 * number + 7 + hours) for number in range(6)]

    [load] = coverage(shifts, START, END, HOME).loads

    assert load.most_hours_in_a_week == 6 * hours
    assert load.overloaded is overloaded


def test_two_seats_at_once_are_not_twice_the_hours() -> None:
    [load] = coverage([shift(1, 0, 10), shift(1, 5, 12, Place.BACKUP)], START, END, HOME).loads

    assert load.hours == 12
