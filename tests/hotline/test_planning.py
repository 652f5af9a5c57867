"""Random rosters in three zones: every minute has exactly the officers that an obvious reference names.

The reference looks at one minute and asks each layer in turn. Its clock is never set back: an hour that
occurs twice is over when it has passed once. `LANGNGHE_ROSTER_DAYS=366` looks at a whole year.
"""

import os
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.duty.planning import Cover, Leave, Override, Plan, on_duty, planned, untangled
from hotline.duty.roster import Place, Shift
from hotline.duty.rotation import Rotation
from hotline.duty.working_days import DayKind, SpecialDay, WorkingDays
from hotline.ids import OfficerId, UnitCode

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNIT, OTHER = UnitCode("24736"), UnitCode("24739")
HOME = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
DAYS = int(os.environ.get("LANGNGHE_ROSTER_DAYS", "2"))
BEGINS = {  # the sampled days hold both changes of the clocks where there are any
    "Asia/Ho_Chi_Minh": (date(2026, 2, 15), date(2026, 8, 21)),
    "Europe/Berlin": (date(2026, 3, 28), date(2026, 10, 24)),
    "Australia/Lord_Howe": (date(2026, 4, 4), date(2026, 10, 3)),  # set by half an hour
}

OFFICERS = st.sampled_from([OfficerId(number) for number in range(1, 6)])
UNITS, PLACES = st.sampled_from([UNIT, OTHER]), st.sampled_from(list(Place))
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))


def rotations(around: date) -> st.SearchStrategy[Rotation]:
    day = st.integers(-40, 2).map(lambda days: around + timedelta(days=days))
    return st.builds(
        Rotation,
        unit=UNITS,
        place=PLACES,
        begins_on=day,
        from_at=TIMES,
        until_at=TIMES,
        crews=st.lists(st.lists(OFFICERS, max_size=2, unique=True).map(tuple), min_size=1, max_size=4).map(
            tuple
        ),
        turn_days=st.sampled_from([1, 2, 7, 10]),
        ends_on=st.none() | st.just(around + DAY),
        weekdays=st.frozensets(st.integers(0, 6), min_size=3),
        day_kind=st.none() | st.sampled_from(list(DayKind)),
    )


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, datetime]:
    """A plan, and when to begin looking."""
    zone = draw(st.sampled_from(sorted(BEGINS)))
    first = draw(st.sampled_from(BEGINS[zone]))
    start = datetime.combine(first, time(), ZoneInfo(zone)).astimezone(UTC)
    minute = st.integers(-600, DAYS * 1440 + 600)

    def span() -> tuple[datetime, datetime]:
        begins = draw(minute)
        return start + begins * MINUTE, start + (begins + draw(st.integers(1, 2000))) * MINUTE

    def change() -> Override | Cover | Leave:
        kind, (from_at, until_at) = draw(st.integers(0, 2)), span()
        if kind == 0:
            officers = draw(st.lists(OFFICERS, max_size=2, unique=True))
            return Override(draw(UNITS), draw(PLACES), from_at, until_at, tuple(officers))
        if kind == 1:
            return Cover(draw(UNITS), draw(PLACES), from_at, until_at, draw(OFFICERS), draw(OFFICERS))
        return Leave(draw(OFFICERS), from_at, until_at)

    plan = Plan(
        zone=ZoneInfo(zone),
        rotations=tuple(draw(st.lists(rotations(first), max_size=4))),
        shifts=tuple(
            Shift(draw(UNITS), draw(OFFICERS), draw(PLACES), *span()) for _ in range(draw(st.integers(0, 3)))
        ),
        changes=tuple(change() for _ in range(draw(st.integers(0, 5)))),
        calendar=WorkingDays.with_special([SpecialDay(first, draw(st.sampled_from(list(DayKind))), "x")]),
    )
    return plan, start


Seat = tuple[UnitCode, Place, OfficerId]


def obvious(plan: Plan, at: datetime) -> set[Seat]:
    """Who is on duty at `at`, layer by layer."""
    on = {(one.unit, one.place, one.officer) for one in plan.shifts if one.from_at <= at < one.until_at}
    for rotation in plan.rotations:
        on |= by_rotation(plan, rotation, highest_clock(plan, at))
    now = [one for one in plan.changes if one.from_at <= at < one.until_at]
    for over in [one for one in now if isinstance(one, Override)]:
        on = {seat for seat in on if seat[:2] != (over.unit, over.place)}
        on |= {(over.unit, over.place, officer) for officer in over.officers}
    for cover in [one for one in now if isinstance(one, Cover)]:
        if (cover.unit, cover.place, cover.giver) in on:
            on.remove((cover.unit, cover.place, cover.giver))
            on.add((cover.unit, cover.place, cover.taker))
    away = {one.officer for one in now if isinstance(one, Leave)}
    return {seat for seat in on if seat[2] not in away}


def highest_clock(plan: Plan, at: datetime) -> datetime:
    """What a clock in the zone shows that is never set back.

    Clocks are set at a quarter of an hour: the most that one showed before stood there the minute before.
    """
    quarter = at - timedelta(minutes=at.minute % 15)
    before = [quarter - number * 15 * MINUTE - MINUTE for number in range(9)]
    return max(one.astimezone(plan.zone).replace(tzinfo=None) for one in (at, *before))


def by_rotation(plan: Plan, rotation: Rotation, clock: datetime) -> set[Seat]:
    on: set[Seat] = set()
    for day in (clock.date() - DAY, clock.date()):
        from_at, until_at = datetime.combine(day, rotation.from_at), datetime.combine(day, rotation.until_at)
        if until_at <= from_at:
            until_at += DAY
        begun = day >= rotation.begins_on and (rotation.ends_on is None or day < rotation.ends_on)
        wanted = rotation.day_kind in {None, plan.calendar.kind(day)} and day.weekday() in rotation.weekdays
        if begun and wanted and from_at <= clock < until_at:
            turn = (day.toordinal() - rotation.begins_on.toordinal()) // rotation.turn_days
            on |= {(rotation.unit, rotation.place, one) for one in rotation.crews[turn % len(rotation.crews)]}
    return on


@settings(max_examples=15 if DAYS < 30 else 12)
@given(plans())
def test_every_minute_has_exactly_the_officers_of_the_reference(case: tuple[Plan, datetime]) -> None:
    plan, start = case
    shifts = planned(plan, start, start + DAYS * DAY)

    on: list[set[Seat]] = [set() for _ in range(DAYS * 1440)]
    for one in shifts:
        first, last = ((at - start) // MINUTE for at in (one.from_at, one.until_at))
        for number in range(max(0, first), min(last, DAYS * 1440)):
            on[number].add((one.unit, one.place, one.officer))
    for number, found in enumerate(on):
        assert found == obvious(plan, start + number * MINUTE), start + number * MINUTE


@settings(max_examples=50)
@given(plans(), st.integers(0, DAYS * 1440))
def test_the_question_about_one_moment_has_the_same_answer(case: tuple[Plan, datetime], minute: int) -> None:
    plan, start = case
    at = start + minute * MINUTE

    assert {(one.unit, one.place, one.officer) for one in on_duty(plan, at)} == obvious(plan, at)


def whole_days(zone: ZoneInfo, day: date) -> Plan:
    rotation = Rotation(
        UNIT, Place.ON_DUTY, day, time(7), time(7), ((OfficerId(1),), (OfficerId(2),), (OfficerId(3),))
    )
    return Plan(zone, (rotation,))


def test_crews_take_whole_days_in_turns() -> None:
    plan = whole_days(HOME, date(2026, 12, 1))
    start = datetime(2026, 12, 1, 7, tzinfo=HOME)

    shifts = planned(plan, start, start + 4 * DAY)

    assert [one.officer for one in shifts] == [1, 2, 3, 1]
    assert all(one.until_at == after.from_at for one, after in pairwise(shifts))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25)])
def test_the_night_of_the_clocks_has_the_hours_that_it_has(day: date, hours: int) -> None:
    start = datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN)

    [shift] = on_duty(whole_days(BERLIN, day), start)

    assert shift.until_at - shift.from_at == timedelta(hours=hours)


def test_a_shift_in_an_hour_that_never_comes_is_no_shift() -> None:
    never = Rotation(UNIT, Place.ON_DUTY, date(2026, 3, 29), time(2, 10), time(2, 50), ((OfficerId(1),),))
    night = datetime(2026, 3, 29, 0, tzinfo=BERLIN)

    assert planned(Plan(BERLIN, (never,)), night, night + timedelta(hours=20)) == []


def test_an_override_of_nobody_leaves_a_gap_and_a_later_one_fills_it() -> None:
    start = datetime(2026, 12, 1, 8, tzinfo=HOME)
    closed = Override(UNIT, Place.ON_DUTY, start, start + timedelta(hours=2), ())
    filled = Override(UNIT, Place.ON_DUTY, start, start + timedelta(hours=1), (OfficerId(9),))
    plan = whole_days(HOME, date(2026, 12, 1))
    plan = Plan(plan.zone, plan.rotations, (), (closed, filled))

    assert [one.officer for one in on_duty(plan, start)] == [9]
    assert on_duty(plan, start + timedelta(minutes=90)) == []
    assert [one.officer for one in on_duty(plan, start + timedelta(hours=2))] == [1]


def test_what_nothing_changes_stays_whole() -> None:
    start = datetime(2026, 12, 1, 8, tzinfo=UTC)
    shift = Shift(UNIT, OfficerId(1), Place.ON_DUTY, start - 5 * DAY, start + 5 * DAY)

    assert planned(Plan(HOME, shifts=(shift,)), start, start + MINUTE) == [shift]


def test_overlapping_shifts_of_one_officer_are_one_and_neighbours_stay_two() -> None:
    def shift(begins: int, ends: int, officer: int = 1, place: Place = Place.ON_DUTY) -> Shift:
        day = datetime(2026, 12, 1, tzinfo=UTC)
        return Shift(UNIT, OfficerId(officer), place, day + begins * HOUR, day + ends * HOUR)

    twice = [shift(0, 8), shift(4, 12), shift(5, 6), shift(12, 16)]
    others = [shift(4, 12, officer=2), shift(4, 12, place=Place.BACKUP)]

    assert sorted(untangled([*twice, *others]), key=str) == sorted(
        [shift(0, 12), shift(12, 16), *others], key=str
    )
