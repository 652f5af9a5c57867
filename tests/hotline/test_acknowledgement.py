"""What people do about an alert (rule E5): An on duty, Bình behind, Lan leads, Sơn supervises."""

from dataclasses import replace

from hotline.alert.acknowledgement import (
    Acknowledged,
    AlreadyClosed,
    AlreadyPassedOn,
    AlreadyTaken,
    MustOpenFirst,
    NothingBeyond,
    PassedOn,
    acknowledge,
    ask_help,
    note_activity,
    open_case,
    pass_on,
)
from hotline.alert.alert import Alert, AlertState, PageReason
from hotline.alert.closing import ended
from hotline.alert.escalation import advance
from hotline.duty.roster import Officer
from tests.alerts import (
    AN,
    BINH,
    DUTY,
    LAN,
    NOW,
    POLICY,
    SON,
    minutes,
    new_alert,
    taken,
)


def broken(by: Officer = AN) -> Alert:
    """An alert that climbs again because `by` acknowledged and never opened the case."""
    return advance(taken(by), DUTY, NOW + POLICY.open_within).alert


def test_an_acknowledgement_is_a_promise_to_open_the_case() -> None:
    alert = taken()

    assert (alert.state, alert.acknowledged_by, alert.acknowledged_at) == (
        AlertState.ACKNOWLEDGED,
        AN.id,
        NOW,
    )
    assert alert.due_at == NOW + minutes(10)
    assert alert.version == new_alert().version + 1


def test_whoever_has_opened_the_case_already_is_given_the_idle_time() -> None:
    outcome = acknowledge(new_alert(), AN.id, NOW, from_console=True, opened=True)

    assert isinstance(outcome, Acknowledged)
    assert outcome.alert.case_opened
    assert outcome.alert.due_at == NOW + minutes(30)


def test_second_acknowledgement_is_told_who_has_it() -> None:
    outcome = acknowledge(taken(), BINH.id, NOW, from_console=False, opened=False)

    assert outcome == AlreadyTaken(AN.id)


def test_acknowledging_ones_own_again_names_oneself() -> None:
    assert acknowledge(taken(), AN.id, NOW, from_console=False, opened=False) == AlreadyTaken(AN.id)


def test_a_closed_alert_can_not_be_acknowledged() -> None:
    assert acknowledge(ended(taken()), BINH.id, NOW, from_console=True, opened=True) == AlreadyClosed()


def test_a_chat_that_broke_its_promise_quietens_nothing_any_more() -> None:
    """A stolen phone can't silence an emergency twice."""
    assert acknowledge(broken(), AN.id, NOW, from_console=False, opened=False) == MustOpenFirst()


def test_the_same_officer_may_still_acknowledge_in_the_console() -> None:
    outcome = acknowledge(broken(), AN.id, NOW, from_console=True, opened=True)

    assert isinstance(outcome, Acknowledged)


def test_another_officers_chat_is_as_good_as_ever() -> None:
    assert isinstance(acknowledge(broken(), BINH.id, NOW, from_console=False, opened=False), Acknowledged)


def test_opening_the_case_keeps_the_promise() -> None:
    alert = open_case(taken(), AN.id, NOW + minutes(2))

    assert alert.case_opened
    assert alert.due_at == NOW + minutes(32)


def test_only_the_opening_by_whoever_acknowledged_counts() -> None:
    assert open_case(taken(), BINH.id, NOW) == taken()
    assert open_case(new_alert(), AN.id, NOW) == new_alert()


def test_activity_starts_the_idle_clock_again() -> None:
    alert = open_case(taken(), AN.id, NOW)

    assert note_activity(alert, NOW + minutes(20)).due_at == NOW + minutes(50)


def test_activity_doesnt_stand_for_opening_the_case() -> None:
    assert note_activity(taken(), NOW + minutes(5)) == taken()
    assert note_activity(new_alert(), NOW + minutes(5)) == new_alert()


def test_passing_on_makes_the_next_step_due_now() -> None:
    outcome = pass_on(new_alert(), AN.id, NOW + minutes(1))

    assert isinstance(outcome, PassedOn)
    step = advance(outcome.alert, DUTY, NOW + minutes(1))
    assert [page.officer for page in step.pages] == [BINH.id]


def test_pressing_twice_doesnt_leave_out_the_next_in_the_ladder() -> None:
    outcome = pass_on(new_alert(), AN.id, NOW)
    assert isinstance(outcome, PassedOn)

    alert = advance(outcome.alert, DUTY, NOW).alert

    assert pass_on(alert, AN.id, NOW) == AlreadyPassedOn()
    assert isinstance(pass_on(alert, BINH.id, NOW), PassedOn)


def test_paged_again_one_may_pass_on_again() -> None:
    alert = new_alert()
    outcome = pass_on(alert, AN.id, NOW)
    assert isinstance(outcome, PassedOn)
    alert = outcome.alert
    for _ in range(4):
        assert alert.due_at is not None
        alert = advance(alert, DUTY, alert.due_at).alert

    assert isinstance(pass_on(alert, AN.id, NOW + minutes(60)), PassedOn)


def test_whoever_acknowledged_may_give_it_back() -> None:
    outcome = pass_on(taken(), AN.id, NOW + minutes(1))

    assert isinstance(outcome, PassedOn)
    assert (outcome.alert.state, outcome.alert.acknowledged_by) == (AlertState.OPEN, None)
    step = advance(outcome.alert, DUTY, NOW + minutes(1))
    assert [page.officer for page in step.pages] == [BINH.id]


def test_what_another_has_taken_can_not_be_passed_on() -> None:
    assert pass_on(taken(), BINH.id, NOW) == AlreadyTaken(AN.id)
    assert pass_on(ended(taken()), AN.id, NOW) == AlreadyClosed()


def test_beyond_the_last_step_there_is_nobody_to_pass_it_to() -> None:
    alert = replace(new_alert(), round=3, step=3)

    assert pass_on(alert, SON.id, NOW) == NothingBeyond()


def test_help_comes_from_the_backup_and_changes_nothing_else() -> None:
    alert = taken()

    (page,) = ask_help(alert, DUTY, AN.id, NOW)

    assert (page.officer, page.reason, page.contact_methods) == (BINH.id, PageReason.HELP, (2,))
    assert (page.leg, page.round, page.step) == (alert.leg, alert.round, alert.step)


def test_help_for_the_backup_comes_from_the_lead() -> None:
    assert [page.officer for page in ask_help(new_alert(), DUTY, BINH.id, NOW)] == [LAN.id]


def test_help_for_the_lead_alone_comes_from_the_supervisor() -> None:
    duty = replace(DUTY, shifts=())

    assert [page.officer for page in ask_help(new_alert(), duty, LAN.id, NOW)] == [SON.id]


def test_one_whom_nothing_reaches_is_no_help() -> None:
    duty = replace(DUTY, officers=(AN, replace(BINH, contact_methods=())))

    assert ask_help(new_alert(), duty, AN.id, NOW) == ()


def test_a_closed_alert_needs_no_help() -> None:
    assert ask_help(ended(new_alert()), DUTY, AN.id, NOW) == ()


def test_closed_twice_is_closed_once() -> None:
    alert = ended(taken())

    assert (alert.state, alert.due_at) == (AlertState.CLOSED, None)
    assert ended(alert) == alert
