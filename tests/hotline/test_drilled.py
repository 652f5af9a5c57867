"""What an officer's way through a drill is worth, and when drills come round."""

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from hotline.alert.alert import Urgency
from hotline.alert.drilled import Fared, Outcome, outcome
from hotline.duty.drill_times import MONTH, WEEK, DrillTimes, is_quiet, next_time
from hotline.ids import UnitCode

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SILENT = Fared(reached=True, lost=False, waited=True, passed_on=False, acknowledged=False, opened=False)
BY_THE_WAY = replace(SILENT, waited=False)


@pytest.mark.parametrize(
    ("fared", "expected"),
    [
        (SILENT, Outcome.UNANSWERED),
        (replace(SILENT, opened=True), Outcome.PASSED),
        (replace(SILENT, passed_on=True), Outcome.PASSED),
        (replace(SILENT, acknowledged=True), Outcome.UNREAD),
        (replace(SILENT, reached=False), Outcome.RELIEVED),
        (replace(BY_THE_WAY, reached=False, lost=True), Outcome.UNREACHABLE),
        (BY_THE_WAY, Outcome.RELIEVED),
        (replace(BY_THE_WAY, acknowledged=True), Outcome.PASSED),
    ],
)
def test_an_officer_fails_who_was_waited_for_in_vain(fared: Fared, expected: Outcome) -> None:
    assert outcome(fared, term_over=False) is expected


def test_a_term_that_goes_by_is_waiting_enough() -> None:
    assert outcome(BY_THE_WAY, term_over=True) is Outcome.UNANSWERED


def test_drills_come_round_in_local_time() -> None:
    weekly = DrillTimes(UnitCode("24736"), Urgency.URGENT, WEEK, 2, time(9, 30))
    tuesday = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    first = next_time(weekly, tuesday, VIETNAM)

    assert first == datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
    assert next_time(weekly, first, VIETNAM) == datetime(2026, 12, 2, 2, 30, tzinfo=UTC)
    monthly = replace(weekly, every=MONTH, on=15)
    assert next_time(monthly, tuesday, VIETNAM) == datetime(2026, 12, 15, 2, 30, tzinfo=UTC)


def test_night_is_when_people_sleep() -> None:
    assert [is_quiet(time(hour)) for hour in (20, 21, 6, 7)] == [False, True, True, False]
