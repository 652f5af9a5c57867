"""A month's pattern on another month: the same weekdays, the same clock times, every day of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hotline.duty.month_copy import copied, month_after
from hotline.duty.roster import Place, Shift
from hotline.duty.wall_clock import local_day
from hotline.ids import OfficerId, UnitCode

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
UNIT = UnitCode("24736")


def daily(first: date) -> list[Shift]:
    """A shift a day from 17:00 to 7:00; whose it is tells the weekday."""
    days = [first + timedelta(number) for number in range((month_after(first) - first).days)]
    return [
        Shift(
            UNIT,
            OfficerId(day.weekday() + 1),
            Place.ON_DUTY,
            datetime(day.year, day.month, day.day, 17, tzinfo=VIETNAM).astimezone(UTC),
            datetime(day.year, day.month, day.day, 7, tzinfo=VIETNAM).astimezone(UTC) + timedelta(days=1),
        )
        for day in days
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2027, 2, 1), date(2027, 3, 1)),
        (date(2027, 1, 1), date(2027, 2, 1)),
    ],
)
def test_every_day_has_the_shift_of_its_weekday(source: date, target: date) -> None:
    assert copied(daily(source), source, target, VIETNAM) == daily(target)


def test_a_day_is_copied_to_the_nearest_of_its_weekday() -> None:
    november = date(2026, 11, 1)
    eighth = daily(november)[7]  # the second Sunday of five, and December has four
    alone = copied([eighth], november, date(2026, 12, 1), VIETNAM)

    assert [local_day(one.from_at, VIETNAM) for one in alone] == [date(2026, 12, 6)]
