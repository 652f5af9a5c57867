"""What an owner promises, what is told again, and sending an alert further up at once (rule E5)."""

from dataclasses import replace

from hotline.alert.acknowledgement import (
    Acknowledged,
    AlreadyClosed,
    AlreadyFurther,
    AlreadyTaken,
    Hurried,
    NotTaken,
    Promised,
    TooFarOff,
    acknowledge,
    escalate_now,
    note_activity,
    open_case,
    promise,
    standing,
    told_again,
)
from hotline.alert.alert import Alert, AlertState
from hotline.alert.closing import ended
from hotline.alert.escalation import advance
from tests.alerts import AN, BINH, DUTY, NOW, minutes, new_alert, taken


def promised(alert: Alert, by: float, at: float = 0) -> Alert:
    outcome = promise(alert, AN.id, NOW + minutes(by), NOW + minutes(at))
    assert isinstance(outcome, Promised)
    return outcome.alert


def test_a_promise_that_passes_without_anything_done_climbs_again() -> None:
    alert = promised(open_case(taken(), AN.id, NOW), 20)

    assert advance(alert, DUTY, NOW + minutes(19)).alert == alert
    step = advance(alert, DUTY, NOW + minutes(20))

    assert (step.alert.state, step.alert.leg) == (AlertState.OPEN, 1)
    assert [page.officer for page in step.pages] == [AN.id]
    assert step.alert.promised_at is None


def test_something_done_keeps_the_promise() -> None:
    alert = promised(open_case(taken(), AN.id, NOW), 20)

    active = note_activity(alert, NOW + minutes(15))

    assert (active.promised_at, active.due_at) == (None, NOW + minutes(45))


def test_a_later_promise_takes_the_place_of_the_one_before() -> None:
    alert = promised(promised(open_case(taken(), AN.id, NOW), 10), 35, at=8)

    assert alert.due_at == NOW + minutes(35)


def test_a_promise_never_puts_off_when_the_case_must_be_opened() -> None:
    """Else a stolen phone could silence an emergency with promises."""
    alert = promised(taken(), 25)

    assert alert.due_at == NOW + minutes(10)
    assert promised(alert, 39, at=9).due_at == NOW + minutes(10)


def test_opening_the_case_is_not_yet_being_there() -> None:
    alert = open_case(promised(taken(), 25), AN.id, NOW + minutes(2))

    assert alert.due_at == NOW + minutes(25)


def test_a_promise_may_not_reach_beyond_what_the_policy_lets_lie() -> None:
    assert promise(taken(), AN.id, NOW + minutes(31), NOW) == TooFarOff()


def test_only_the_owner_promises() -> None:
    assert promise(taken(), BINH.id, NOW + minutes(5), NOW) == AlreadyTaken(AN.id)
    assert promise(new_alert(), AN.id, NOW + minutes(5), NOW) == NotTaken()
    assert promise(ended(taken()), AN.id, NOW + minutes(5), NOW) == AlreadyClosed()


def test_what_is_told_again_has_to_be_read_again() -> None:
    read = open_case(taken(), AN.id, NOW)

    told = told_again(read, NOW + minutes(5))

    assert (told.case_opened, told.due_at) == (False, NOW + minutes(15))
    assert open_case(told, AN.id, NOW + minutes(7)).due_at == NOW + minutes(37)


def test_being_told_again_puts_nothing_off() -> None:
    read = open_case(taken(), AN.id, NOW)

    assert told_again(read, NOW + minutes(25)).due_at == NOW + minutes(30)
    assert told_again(taken(), NOW + minutes(5)) == taken()
    assert told_again(new_alert(), NOW) == new_alert()


def test_the_next_step_can_be_had_at_once() -> None:
    alert = new_alert()

    outcome = escalate_now(alert, standing(alert), NOW + minutes(1))

    assert isinstance(outcome, Hurried)
    assert [page.officer for page in advance(outcome.alert, DUTY, NOW + minutes(1)).pages] == [BINH.id]


def test_an_old_button_cannot_send_it_up_twice() -> None:
    alert = new_alert()
    seen = standing(alert)
    outcome = escalate_now(alert, seen, NOW + minutes(1))
    assert isinstance(outcome, Hurried)

    assert escalate_now(outcome.alert, seen, NOW + minutes(1)) == AlreadyFurther()
    further = advance(outcome.alert, DUTY, NOW + minutes(1)).alert
    assert escalate_now(further, seen, NOW + minutes(2)) == AlreadyFurther()


def test_an_alert_that_somebody_has_can_be_sent_up_too_and_taken_again() -> None:
    alert = open_case(taken(), AN.id, NOW)

    outcome = escalate_now(alert, standing(alert), NOW + minutes(1))

    assert isinstance(outcome, Hurried)
    assert (outcome.owner, outcome.alert.state) == (AN.id, AlertState.OPEN)
    assert AN.id not in outcome.alert.passed
    again = acknowledge(outcome.alert, AN.id, NOW + minutes(2), from_console=False, opened=True)
    assert isinstance(again, Acknowledged)


def test_a_closed_alert_goes_nowhere() -> None:
    alert = ended(taken())

    assert escalate_now(alert, standing(alert), NOW) == AlreadyClosed()
    assert replace(alert, version=1) == replace(ended(alert), version=1)
