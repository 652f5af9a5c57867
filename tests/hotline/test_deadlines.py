"""Time limits: when they end, who hears of them and when, and that late is late for ever."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.alert.alert import Offer, Urgency
from hotline.alert.escalation import open_alert
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.alert.set_back import earlier
from hotline.duty import deadlines
from hotline.duty.deadline_rules import DEFAULT_RULES, DeadlineRule, Term, Watch, parse_term
from hotline.duty.deadlines import Calendar, Deadline, Reach, State
from hotline.duty.deadlines_file import read_rules
from hotline.duty.roster import Duty, Officer, Place, Role, Shift
from hotline.duty.working_days import DayKind, SpecialDay, WorkingDays
from hotline.errors import BadConfiguration
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, UnitCode

VIET_NAM, LONDON, CHICAGO = (
    ZoneInfo(name) for name in ("Asia/Ho_Chi_Minh", "Europe/London", "America/Chicago")
)
HOURS, PLAN = DEFAULT_RULES
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def calendar(*special: SpecialDay, zone: ZoneInfo = VIET_NAM) -> Calendar:
    return Calendar(WorkingDays.with_special(special), zone)


def local(text: str, zone: ZoneInfo = VIET_NAM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def begun(rule: DeadlineRule, at: str, days: Calendar | None = None) -> Deadline:
    days = days or calendar()
    start = datetime.fromisoformat(at).replace(tzinfo=days.zone).astimezone(UTC)
    return deadlines.begin(rule, AlertNumber(1), start, days)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-03-02T08:00", "2026-03-10T00:00"),  # a Monday: the first day doesn't count
        ("2026-03-06T23:59", "2026-03-14T00:00"),  # a Friday night: Monday is the first day
        ("2026-03-07T10:00", "2026-03-14T00:00"),  # a Saturday
        ("2026-02-12T09:00", "2026-02-27T00:00"),  # before Tết, which takes a whole week out
        ("2026-04-24T09:00", "2026-05-07T00:00"),  # 27 April (Hùng Kings), 30 April and 1 May rest
    ],
)
def test_five_working_days_leave_out_rest_days(starts: str, ends: str) -> None:
    assert begun(PLAN, starts).ends_at == local(ends)


def test_a_swapped_saturday_counts_and_the_day_it_was_swapped_for_does_not() -> None:
    swapped = calendar(
        SpecialDay(date(2026, 3, 4), DayKind.REST, "Nghỉ bù"),
        SpecialDay(date(2026, 3, 7), DayKind.WORKING, "Làm bù"),
    )

    assert begun(PLAN, "2026-03-02T08:00", swapped).ends_at == local("2026-03-10T00:00")
    assert begun(PLAN, "2026-03-05T08:00", swapped).ends_at == local("2026-03-12T00:00")


@pytest.mark.parametrize(
    ("zone", "starts", "ends"),
    [
        (LONDON, "2026-03-27T12:00", "2026-04-04T00:00"),
        (LONDON, "2026-10-23T12:00", "2026-10-31T00:00"),
        (CHICAGO, "2026-03-06T23:30", "2026-03-14T00:00"),
        (CHICAGO, "2026-10-30T00:30", "2026-11-07T00:00"),
    ],
)
def test_days_end_at_local_midnight_also_where_clocks_are_changed(
    zone: ZoneInfo, starts: str, ends: str
) -> None:
    found = begun(PLAN, starts, calendar(zone=zone))

    assert found.ends_at == local(ends, zone)
    assert found.due_at is not None
    assert found.due_at.astimezone(zone).hour == 8


@pytest.mark.parametrize("starts", ["2026-03-28T20:00", "2026-10-24T20:00"])
def test_twelve_hours_are_twelve_hours_whatever_the_clocks_show(starts: str) -> None:
    found = begun(HOURS, starts, calendar(zone=LONDON))

    assert found.ends_at - found.starts_at == 12 * HOUR


def test_twelve_hours_run_through_a_rest_day() -> None:
    """The law's 12 hours know neither night nor Tết."""
    found = begun(HOURS, "2026-02-17T01:00")

    assert found.ends_at == local("2026-02-17T13:00")


def _slowly(starts_at: datetime, days: int, found: Calendar) -> datetime:
    """The end of a term, by walking minute by minute over midnights as a clock on the wall would."""
    at = starts_at.replace(second=0, microsecond=0)
    day, left = at.astimezone(found.zone).date(), days + 1
    counted_first = False
    while True:
        at += 15 * MINUTE
        today = at.astimezone(found.zone).date()
        if today == day:
            continue
        if counted_first and found.days.kind(day) is DayKind.WORKING:
            left -= 1
        if left == 1:
            return datetime.combine(today, time(), found.zone).astimezone(UTC)
        counted_first, day = True, today


@given(
    starts=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 - made aware below
    days=st.integers(1, 12),
    zone=st.sampled_from([VIET_NAM, LONDON, CHICAGO]),
    special=st.dictionaries(
        st.dates(date(2026, 1, 1), date(2027, 2, 1)), st.sampled_from(DayKind), max_size=6
    ),
)
def test_working_days_are_what_a_walk_day_by_day_finds(
    starts: datetime, days: int, zone: ZoneInfo, special: dict[date, DayKind]
) -> None:
    found = calendar(*(SpecialDay(day, kind, "") for day, kind in special.items()), zone=zone)
    at = starts.replace(tzinfo=zone).astimezone(UTC)

    assert found.end_of(at, Term(working_days=days)) == _slowly(at, days, found)


def _told(deadline: Deadline, until: datetime, days: Calendar | None = None) -> list[tuple[str, Reach]]:
    """Everything that is said until then, with the local time, if each look comes on time."""
    found = []
    while deadline.due_at is not None and deadline.due_at <= until:
        at = deadline.due_at
        looked = deadlines.look(deadline, days or calendar(), at)
        if looked.reach is not None:
            found.append((f"{at.astimezone(VIET_NAM):%d %H:%M}", looked.reach))
        deadline = looked.deadline
    return found


def test_twelve_hours_are_reminded_of_and_alarmed_about_upwards() -> None:
    deadline = begun(HOURS, "2026-03-02T08:00")

    assert _told(deadline, deadline.ends_at + 26 * HOUR) == [
        ("02 14:00", Reach.OWNER),
        ("02 18:00", Reach.OWNER),
        ("02 20:00", Reach.LEAD),
        ("02 21:00", Reach.PROVINCE),
        ("03 21:00", Reach.PROVINCE),
    ]


def test_what_is_planned_in_working_days_disturbs_no_rest_day() -> None:
    """It ends on a Friday at midnight: Thursday and Friday at eight, then Monday and Tuesday."""
    deadline = begun(PLAN, "2026-03-06T09:00")

    assert _told(deadline, deadline.ends_at + 5 * DAY) == [
        ("12 08:00", Reach.OWNER),
        ("13 08:00", Reach.OWNER),
        ("16 08:00", Reach.LEAD),
        ("17 08:00", Reach.PROVINCE),
        ("18 08:00", Reach.PROVINCE),
    ]


def test_a_reminder_before_a_monday_comes_on_friday() -> None:
    deadline = begun(PLAN, "2026-03-02T09:00")

    assert _told(deadline, deadline.ends_at) == [("06 08:00", Reach.OWNER), ("09 08:00", Reach.OWNER)]


def test_a_machine_that_was_asleep_says_only_the_latest() -> None:
    deadline = begun(HOURS, "2026-03-02T08:00")

    looked = deadlines.look(deadline, calendar(), local("2026-03-03T00:00"))

    assert (looked.reach, looked.breached) == (Reach.PROVINCE, True)
    assert looked.deadline.due_at == local("2026-03-03T21:00")


def test_nothing_is_said_before_its_time() -> None:
    deadline = begun(HOURS, "2026-03-02T08:00")

    assert deadlines.look(deadline, calendar(), local("2026-03-02T13:59")).deadline is deadline


def test_a_breach_is_noticed_at_the_limit_although_the_alarm_waits_for_the_morning() -> None:
    deadline = begun(PLAN, "2026-03-02T09:00")

    looked = deadlines.look(deadline, calendar(), deadline.ends_at)

    assert (looked.breached, looked.reach) == (True, None)


def test_met_too_late_is_late_by_how_much_and_met_once_stays_as_it_was() -> None:
    deadline = begun(HOURS, "2026-03-02T08:00")
    late = deadlines.meet(deadline, OfficerId(7), deadline.ends_at + HOUR)

    assert (late.state, late.late_by, late.breached_at) == (State.MET, HOUR, deadline.ends_at + HOUR)
    assert deadlines.meet(late, OfficerId(8), deadline.ends_at + DAY) is late


def test_met_in_time_is_no_breach() -> None:
    deadline = begun(HOURS, "2026-03-02T08:00")

    met = deadlines.meet(deadline, OfficerId(7), deadline.ends_at - MINUTE)

    assert (met.due_at, met.breached_at, met.late_by) == (None, None, None)


def test_closing_a_case_after_the_limit_keeps_the_breach_and_opening_it_again_goes_on() -> None:
    deadline = begun(HOURS, "2026-03-02T08:00")
    after = deadline.ends_at + MINUTE

    ended = deadlines.end(deadline, after)
    again = deadlines.resume(ended, after + HOUR)

    assert (ended.state, ended.due_at, ended.breached_at) == (State.ENDED, None, after)
    assert (again.state, again.due_at, again.breached_at) == (State.RUNNING, after + HOUR, after)


def test_a_case_closed_in_time_and_opened_after_the_limit_has_missed_it() -> None:
    deadline = begun(HOURS, "2026-03-02T08:00")

    again = deadlines.resume(deadlines.end(deadline, deadline.ends_at - HOUR), deadline.ends_at + HOUR)

    assert again.breached_at is None
    assert deadlines.look(again, calendar(), deadline.ends_at + HOUR).breached


def test_a_calendar_that_changes_moves_a_limit_to_later_and_never_to_earlier() -> None:
    deadline = begun(PLAN, "2026-03-02T09:00")
    now = local("2026-03-03T09:00")
    rest = calendar(SpecialDay(date(2026, 3, 5), DayKind.REST, "Nghỉ"))

    later = deadlines.recount(deadline, rest, now)

    assert later.ends_at == local("2026-03-11T00:00")
    assert later.due_at == local("2026-03-09T08:00")
    assert deadlines.recount(later, calendar(), now) is later


def test_a_breach_stays_one_whatever_becomes_of_the_calendar() -> None:
    deadline = begun(PLAN, "2026-03-02T09:00")
    breached = deadlines.look(deadline, calendar(), deadline.ends_at).deadline
    rest = calendar(SpecialDay(date(2026, 3, 5), DayKind.REST, "Nghỉ"))

    assert deadlines.recount(breached, rest, deadline.ends_at + MINUTE) is breached


def _people(*, owner_reached: bool = True, lead_reached: bool = True) -> Duty:
    def one(number: int, role: Role, *, reached: bool = True) -> Officer:
        unit = UnitCode("68") if role is Role.SUPERVISOR else UnitCode("24736")
        contacts = (ContactMethodId(number),) if reached else ()
        return Officer(OfficerId(number), f"o{number}", "", unit, role, contacts)

    officers = (
        one(1, Role.OFFICER, reached=owner_reached),
        one(2, Role.UNIT_LEAD, reached=lead_reached),
        one(3, Role.SUPERVISOR),
        one(4, Role.OFFICER),
    )
    begin = local("2026-03-02T00:00")
    shift = Shift(UnitCode("24736"), OfficerId(4), Place.ON_DUTY, begin, begin + DAY)
    return Duty(UnitCode("68"), officers, (shift,))


@pytest.mark.parametrize(
    ("owner", "reach", "duty", "told"),
    [
        (1, Reach.OWNER, _people(), [1]),
        (None, Reach.OWNER, _people(), [4]),
        (1, Reach.LEAD, _people(), [1, 2]),
        (1, Reach.PROVINCE, _people(), [1, 2, 3]),
        (1, Reach.OWNER, _people(owner_reached=False), [2]),
        (1, Reach.OWNER, _people(owner_reached=False, lead_reached=False), [3]),
    ],
)
def test_whoever_cannot_be_told_has_the_next_one_told(
    owner: int | None, reach: Reach, duty: Duty, told: list[int]
) -> None:
    who = None if owner is None else OfficerId(owner)
    found = deadlines.audience(duty, UnitCode("24736"), who, reach, local("2026-03-02T09:00"))

    assert [int(one.id) for one in found] == told


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("12h", Term(12 * HOUR)),
        ("1 working day", Term(working_days=1)),
        ("5 working days", PLAN.watch.within),
    ],
)
def test_a_term_is_read_as_it_is_written(text: str, term: Term) -> None:
    assert parse_term(text) == term
    assert str(term) == text


def test_a_rule_of_a_known_kind_changes_it_and_another_is_added() -> None:
    hours, plan, visit = read_rules(
        [
            {"kind": "emergency_measures", "within": "6h"},
            {"kind": "visit", "name": "Gặp trẻ", "within": "1 working day", "categories": ["sexual"]},
        ]
    )

    assert hours == replace(HOURS, watch=replace(HOURS.watch, within=Term(6 * HOUR)))
    assert plan == PLAN
    assert visit.watch == Watch(Term(working_days=1))
    assert visit.applies(Urgency.LOW, "sexual")
    assert not visit.applies(Urgency.LOW, None)


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ({}, "rule 1: has no kind; write kind ="),
        ({"kind": "Visit"}, "rule 1: 'Visit' is no kind; write small letters"),
        ({"kind": "visit", "name": "x"}, 'rule 1: has no within; write within = "12h"'),
        ({"kind": "visit", "within": "1h"}, "rule 1: has no name; write name ="),
        ({"kind": "support_plan", "within": "0s"}, "rule 1: '0s' is not a term; write it like"),
        ({"kind": "support_plan", "within": "soon"}, "rule 1: 'soon' is not a term; write it like"),
        ({"kind": "support_plan", "within": "999 working days"}, "is out of range; write 1 to 250"),
        ({"kind": "support_plan", "urgencies": ["red"]}, "rule 1: 'red' is not known; write one of"),
        ({"kind": "support_plan", "starts": "closed"}, "rule 1: 'closed' is not known; write one of"),
        ({"kind": "support_plan", "name": " "}, "is no name; write one line of up to 80 characters"),
        ({"kind": "support_plan", "remind_before": ["1x"]}, "rule 1: '1x' is not a duration; write"),
        ({"kind": "support_plan", "ends": "1h"}, "rule 1: there is no ends; there are kind, name,"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_what_to_write(rule: dict[str, object], line: str) -> None:
    with pytest.raises(BadConfiguration) as refused:
        read_rules([rule])

    assert line in str(refused.value)


def test_a_kind_stands_only_once() -> None:
    with pytest.raises(BadConfiguration, match="rule 2: there are two of kind 'support_plan'; write one"):
        read_rules([{"kind": "support_plan"}, {"kind": "support_plan"}])


def test_what_is_settled_neither_ends_nor_goes_on() -> None:
    met = deadlines.meet(begun(HOURS, "2026-03-02T08:00"), OfficerId(7), local("2026-03-02T09:00"))

    assert deadlines.end(met, local("2026-03-02T10:00")) is met
    assert deadlines.resume(met, local("2026-03-02T10:00")) is met


def test_an_offer_waits_no_longer_when_the_clock_is_set_back() -> None:
    now = local("2026-03-02T08:00")
    alert = replace(
        open_alert(AlertNumber(1), UnitCode("24736"), Urgency.URGENT, DEFAULT_POLICIES[Urgency.URGENT], now),
        offer=Offer(OfficerId(2), now + 2 * HOUR),
    )

    moved = earlier(alert, HOUR, now)

    assert moved.offer == Offer(OfficerId(2), now + HOUR)
