"""The rules E1 to E9: An on duty, Bình behind, Lan leads, Sơn supervises, Phúc on duty for the province."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hotline.alert.acknowledgement import Acknowledged, acknowledge, open_case
from hotline.alert.alert import Alert, AlertState, Policy, PolicyStep, Rung, Urgency
from hotline.alert.closing import ended
from hotline.alert.escalation import Step, advance, open_alert, pages_failed, reroute
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.duty.roster import Duty, Officer, Place, Role, Shift
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, UnitCode

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
COMMUNE, PROVINCE = UnitCode("24736"), UnitCode("68")
EMERGENCY = DEFAULT_POLICIES[Urgency.EMERGENCY]
PEOPLE = ("an", "binh", "lan", "son", "phuc")


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def officer(name: str, unit: UnitCode = COMMUNE, role: Role = Role.OFFICER) -> Officer:
    number = PEOPLE.index(name) + 1
    methods = (ContactMethodId(10 * number), ContactMethodId(10 * number + 1))
    return Officer(OfficerId(number), name, name.title(), unit, role, methods)


def shift(name: str, unit: UnitCode, place: Place) -> Shift:
    return Shift(unit, officer(name).id, place, NOW - timedelta(days=1), NOW + timedelta(days=30))


DUTY = Duty(
    PROVINCE,
    (
        officer("an"),
        officer("binh"),
        officer("lan", role=Role.UNIT_LEAD),
        officer("son", PROVINCE, Role.SUPERVISOR),
        officer("phuc", PROVINCE),
    ),
    (
        shift("an", COMMUNE, Place.ON_DUTY),
        shift("binh", COMMUNE, Place.BACKUP),
        shift("phuc", PROVINCE, Place.ON_DUTY),
    ),
)
NO_ONE = Duty(PROVINCE, ())


def only(*names: str) -> Duty:
    """The duty when everybody else has left."""
    return replace(DUTY, officers=tuple(one for one in DUTY.officers if one.username in names))


def new_alert(policy: Policy = EMERGENCY, unit: UnitCode = COMMUNE) -> Alert:
    return open_alert(AlertNumber(12), unit, Urgency.EMERGENCY, policy, NOW)


def paged(step: Step) -> list[str]:
    return [PEOPLE[page.officer - 1] for page in step.pages]


def taken(alert: Alert, by: str, at: datetime) -> Alert:
    outcome = acknowledge(alert, officer(by).id, at, from_console=False, opened=False)
    assert isinstance(outcome, Acknowledged)
    return outcome.alert


def ladder(alert: Alert, duty: Duty, steps: int) -> list[tuple[timedelta, list[str]]]:
    """When, since 7:00, each of the next `steps` fires, and whom it pages."""
    seen = []
    for _ in range(steps):
        assert alert.due_at is not None
        at = alert.due_at
        step = advance(alert, duty, at)
        seen.append((at - NOW, paged(step)))
        alert = step.alert
    return seen


def test_e1_a_new_alert_is_due_at_once() -> None:
    alert = new_alert()

    assert (alert.state, alert.due_at, alert.leg, alert.round, alert.step) == (AlertState.OPEN, NOW, 0, 0, 0)


def test_e1_a_policy_may_wait_before_its_first_step() -> None:
    policy = replace(EMERGENCY, steps=(PolicyStep(minutes(2), (Rung.ON_DUTY,)),))

    assert new_alert(policy).due_at == NOW + minutes(2)


def test_the_first_step_pages_who_is_on_duty_by_every_contact_method() -> None:
    step = advance(new_alert(), DUTY, NOW)

    assert paged(step) == ["an"]
    assert step.pages[0].contact_methods == (10, 11)
    assert (step.alert.step, step.alert.due_at) == (1, NOW + minutes(5))


def test_nothing_happens_before_it_is_due() -> None:
    alert = advance(new_alert(), DUTY, NOW).alert

    assert advance(alert, DUTY, NOW + minutes(5) - timedelta(milliseconds=1)) == Step(alert)


def test_asked_again_it_names_the_same_pages() -> None:
    """A step whose commit failed is run again; rule E3 then makes the pages the same."""
    assert advance(new_alert(), DUTY, NOW) == advance(new_alert(), DUTY, NOW)


def test_unanswered_it_climbs_to_the_supervisor_and_starts_over_and_ends_with_the_last_alone() -> None:
    """Three rounds by the default policy, then rule E8."""
    one_round = [["an"], ["binh"], ["lan"], ["son"]]

    seen = ladder(new_alert(), DUTY, 15)

    assert [names for _, names in seen] == [*one_round * 3, ["son"], ["son"], ["son"]]
    assert [at for at, _ in seen] == [minutes(5 * number) for number in range(15)]


def test_e3_every_step_has_a_number_of_its_own() -> None:
    alert, seen = new_alert(), set()
    for _ in range(30):
        assert alert.due_at is not None
        step = advance(alert, DUTY, alert.due_at)
        seen |= {(page.leg, page.round, page.step) for page in step.pages}
        alert = step.alert

    assert len(seen) == 30


def test_one_officer_found_by_two_rungs_is_paged_once() -> None:
    policy = replace(
        EMERGENCY, steps=(PolicyStep(minutes(0), (Rung.SUPERVISOR, Rung.ON_DUTY, Rung.ON_DUTY)),)
    )

    assert paged(advance(new_alert(policy), DUTY, NOW)) == ["son", "an"]


def test_e7_a_step_that_finds_nobody_is_skipped_at_once() -> None:
    step = advance(new_alert(), only("lan", "son"), NOW)

    assert paged(step) == ["lan"]
    assert step.skipped == ((0, 0, 0), (0, 0, 1))
    assert not step.nobody
    assert step.alert.due_at == NOW + minutes(5)


def test_e7_an_officer_whom_nothing_reaches_is_nobody() -> None:
    an, *others = DUTY.officers

    step = advance(new_alert(), replace(DUTY, officers=(replace(an, contact_methods=()), *others)), NOW)

    assert paged(step) == ["binh"]


def test_e7_steps_above_that_find_nobody_end_the_round() -> None:
    alert = advance(new_alert(), only("an"), NOW).alert

    step = advance(alert, only("an"), NOW + minutes(5))

    assert step.skipped == ((0, 0, 1), (0, 0, 2), (0, 0, 3))
    assert not step.nobody
    assert (step.alert.round, step.alert.step, step.alert.due_at) == (1, 0, NOW + minutes(10))


def test_e7_nobody_anywhere_waits_half_a_minute_and_warns() -> None:
    step = advance(new_alert(), NO_ONE, NOW)

    assert step.nobody
    assert not step.pages
    assert step.skipped == tuple((0, 0, number) for number in range(4))
    assert step.alert.due_at == NOW + timedelta(seconds=30)


def test_e7_who_comes_on_duty_after_a_gap_gets_the_whole_ladder() -> None:
    """Passes that found nobody don't use up the rounds."""
    alert = new_alert()
    for number in range(20):
        alert = advance(alert, NO_ONE, NOW + timedelta(seconds=30 * number)).alert

    seen = ladder(alert, DUTY, 8)

    assert [names for _, names in seen] == [["an"], ["binh"], ["lan"], ["son"]] * 2


def test_e7_the_last_step_alone_finding_nobody_tries_the_whole_ladder() -> None:
    alert = new_alert()
    for _ in range(12):
        assert alert.due_at is not None
        alert = advance(alert, DUTY, alert.due_at).alert
    assert alert.due_at is not None

    step = advance(alert, only("an"), alert.due_at)

    assert step.nobody
    assert step.alert.due_at == alert.due_at + timedelta(seconds=30)
    assert paged(advance(step.alert, only("an"), step.alert.due_at)) == ["an"]


def test_e7_pages_that_all_failed_make_the_next_step_due_now() -> None:
    alert = advance(new_alert(), DUTY, NOW).alert

    alert = pages_failed(alert, 0, 0, 0, NOW + minutes(1))

    assert alert.due_at == NOW + minutes(1)
    assert paged(advance(alert, DUTY, NOW + minutes(1))) == ["binh"]


def test_e7_pages_of_an_earlier_step_that_fail_late_change_no_due_time() -> None:
    alert = advance(new_alert(), DUTY, NOW).alert
    alert = advance(alert, DUTY, NOW + minutes(5)).alert

    later = pages_failed(alert, 0, 0, 0, NOW + minutes(6))

    assert later.due_at == alert.due_at
    assert later.reached == ((0, 1),)
    assert pages_failed(later, 0, 0, 0, NOW + minutes(6)) == later


def test_e7_a_failure_of_an_earlier_leg_is_of_no_account() -> None:
    alert = replace(advance(new_alert(), DUTY, NOW).alert, leg=1)

    assert pages_failed(alert, 0, 0, 0, NOW) == alert


def test_e7_a_failure_after_the_acknowledgement_doesnt_make_it_climb() -> None:
    alert = taken(advance(new_alert(), DUTY, NOW).alert, "an", NOW)

    assert pages_failed(alert, 0, 0, 0, NOW).due_at == alert.due_at


def test_e7_a_round_whose_pages_all_failed_starts_over_after_half_a_minute() -> None:
    """Also when the only step failed: else a dead messenger would make the loop spin."""
    policy = replace(EMERGENCY, steps=EMERGENCY.steps[:1])
    alert = advance(new_alert(policy), DUTY, NOW).alert

    alert = pages_failed(alert, 0, 0, 0, NOW)

    assert (alert.round, alert.step, alert.due_at) == (1, 0, NOW + timedelta(seconds=30))


def test_e7_a_round_that_reached_somebody_earlier_keeps_its_pause() -> None:
    policy = replace(EMERGENCY, steps=EMERGENCY.steps[:2])
    alert = advance(new_alert(policy), DUTY, NOW).alert
    alert = advance(alert, DUTY, NOW + minutes(5)).alert

    assert pages_failed(alert, 0, 0, 1, NOW + minutes(6)).due_at == alert.due_at


def test_e7_failed_pages_and_empty_steps_together_warn() -> None:
    alert = pages_failed(advance(new_alert(), DUTY, NOW).alert, 0, 0, 0, NOW + minutes(1))

    step = advance(alert, NO_ONE, NOW + minutes(1))

    assert step.nobody
    assert (step.alert.round, step.alert.step) == (1, 0)


def test_e9_people_are_those_of_the_moment() -> None:
    alert = advance(new_alert(), DUTY, NOW).alert

    assert paged(advance(alert, only("an", "son"), NOW + minutes(5))) == ["son"]


def test_e10_lateness_is_how_long_it_was_due() -> None:
    step = advance(new_alert(), DUTY, NOW + minutes(3))

    assert step.lateness == minutes(3)
    assert step.alert.due_at == NOW + minutes(8)


def test_e5_acknowledged_but_not_opened_climbs_again_from_the_first_step() -> None:
    alert = taken(advance(new_alert(), DUTY, NOW).alert, "an", NOW + minutes(1))

    step = advance(alert, DUTY, NOW + minutes(11))

    assert paged(step) == ["an"]
    assert (step.alert.state, step.alert.leg, step.alert.acknowledged_by) == (AlertState.OPEN, 1, None)
    assert step.alert.barred == {officer("an").id}
    assert step.alert.opened_at == NOW


def test_e5_idle_after_it_was_opened_climbs_again_and_bars_nobody() -> None:
    alert = taken(advance(new_alert(), DUTY, NOW).alert, "an", NOW)
    alert = open_case(alert, officer("an").id, NOW + minutes(1))

    assert advance(alert, DUTY, NOW + minutes(30)) == Step(alert)
    step = advance(alert, DUTY, NOW + minutes(31))

    assert paged(step) == ["an"]
    assert step.alert.barred == set()


def test_an_acknowledged_alert_pages_nobody_before_that() -> None:
    alert = taken(advance(new_alert(), DUTY, NOW).alert, "an", NOW)

    assert advance(alert, DUTY, NOW + minutes(9)) == Step(alert)


def test_a_closed_alert_is_never_due() -> None:
    alert = ended(new_alert())

    assert alert.due_at is None
    assert advance(alert, DUTY, NOW + timedelta(days=365)) == Step(alert)


def test_a_new_place_starts_a_new_leg_and_pages_there_at_once() -> None:
    """The number and the clock go on; whoever acknowledged did so for another unit."""
    alert = taken(advance(new_alert(unit=PROVINCE), DUTY, NOW).alert, "phuc", NOW)

    alert = reroute(alert, COMMUNE, Urgency.NORMAL, DEFAULT_POLICIES, NOW + minutes(2))

    assert (alert.number, alert.opened_at, alert.leg) == (12, NOW, 1)
    assert (alert.state, alert.unit, alert.urgency) == (AlertState.OPEN, COMMUNE, Urgency.EMERGENCY)
    assert paged(advance(alert, DUTY, NOW + minutes(2))) == ["an"]


def test_a_raised_urgency_starts_a_new_leg_by_its_own_policy() -> None:
    low = open_alert(AlertNumber(1), COMMUNE, Urgency.LOW, DEFAULT_POLICIES[Urgency.LOW], NOW)

    alert = reroute(low, COMMUNE, Urgency.URGENT, DEFAULT_POLICIES, NOW + minutes(1))

    assert (alert.urgency, alert.policy.name, alert.leg) == (Urgency.URGENT, "urgent", 1)
    assert alert.due_at == NOW + minutes(1)
    assert alert.province_again_at is None


@pytest.mark.parametrize("urgency", list(Urgency))
def test_urgency_is_never_lowered(urgency: Urgency) -> None:
    alert = new_alert()

    assert reroute(alert, COMMUNE, urgency, DEFAULT_POLICIES, NOW) == alert


def test_a_closed_alert_stays_where_it_is() -> None:
    alert = ended(new_alert())

    assert reroute(alert, PROVINCE, Urgency.EMERGENCY, DEFAULT_POLICIES, NOW) == alert


def test_a_moved_emergency_pages_the_province_again_if_the_commune_doesnt_open_it() -> None:
    alert = reroute(new_alert(unit=PROVINCE), COMMUNE, Urgency.EMERGENCY, DEFAULT_POLICIES, NOW)

    seen = ladder(alert, DUTY, 4)

    assert [names for _, names in seen] == [["an"], ["binh"], ["lan", "phuc"], ["son", "phuc"]]


def test_a_moved_emergency_acknowledged_but_not_opened_pages_the_province_too() -> None:
    alert = reroute(new_alert(unit=PROVINCE), COMMUNE, Urgency.EMERGENCY, DEFAULT_POLICIES, NOW)
    alert = taken(alert, "an", NOW + minutes(1))

    assert paged(advance(alert, DUTY, NOW + minutes(11))) == ["an", "phuc"]


def test_a_moved_emergency_that_was_opened_leaves_the_province_in_peace() -> None:
    alert = reroute(new_alert(unit=PROVINCE), COMMUNE, Urgency.EMERGENCY, DEFAULT_POLICIES, NOW)
    alert = open_case(taken(alert, "an", NOW), officer("an").id, NOW + minutes(1))

    assert paged(advance(alert, DUTY, NOW + minutes(31))) == ["an"]
