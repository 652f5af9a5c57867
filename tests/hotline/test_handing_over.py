"""An alert goes from one officer to another by a yes, or stays (rule E5): An owns it, Bình is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.alert.acknowledgement import (
    AlreadyClosed,
    AlreadyTaken,
    MustOpenFirst,
    NotTaken,
    PassedOn,
    open_case,
    pass_on,
)
from hotline.alert.alert import Alert, AlertState, Urgency
from hotline.alert.closing import ended
from hotline.alert.escalation import advance
from hotline.alert.handing_over import (
    HandedOver,
    NotOffered,
    Offered,
    Refused,
    accept,
    accept_within,
    hand_over,
    receivers,
    refuse,
)
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.ids import OfficerId
from tests.alerts import AN, BINH, DUTY, LAN, NOW, SON, minutes, new_alert, taken


def offered(alert: Alert | None = None, at: float = 1) -> Alert:
    outcome = hand_over(alert or taken(), AN.id, BINH.id, NOW + minutes(at))
    assert isinstance(outcome, Offered)
    return outcome.alert


def test_an_offer_leaves_the_alert_with_its_owner() -> None:
    alert = offered()

    assert (alert.state, alert.acknowledged_by) == (AlertState.ACKNOWLEDGED, AN.id)
    assert alert.due_at == NOW + minutes(6)


def test_who_accepts_is_the_owner_and_has_to_open_the_case_in_time() -> None:
    outcome = accept(offered(), BINH.id, NOW + minutes(3), from_console=False, opened=False)

    assert isinstance(outcome, HandedOver)
    assert (outcome.alert.acknowledged_by, outcome.before) == (BINH.id, AN.id)
    assert outcome.alert.due_at == NOW + minutes(13)
    assert not outcome.alert.case_opened


def test_who_accepts_and_has_read_it_already_may_begin() -> None:
    outcome = accept(offered(), BINH.id, NOW + minutes(3), from_console=False, opened=True)

    assert isinstance(outcome, HandedOver)
    assert outcome.alert.due_at == NOW + minutes(33)


def test_who_refuses_leaves_it_where_it_was() -> None:
    before = taken()

    outcome = refuse(offered(before), BINH.id, NOW + minutes(3))

    assert isinstance(outcome, Refused)
    assert (outcome.owner, outcome.alert) == (AN.id, replace(before, version=before.version + 2))


def test_an_offer_without_an_answer_returns_to_the_owner_and_nobody_is_paged() -> None:
    read = open_case(taken(), AN.id, NOW)

    step = advance(offered(read), DUTY, NOW + minutes(6))

    assert (step.unanswered, step.pages) == (BINH.id, ())
    assert (step.alert.acknowledged_by, step.alert.offer) == (AN.id, None)
    assert step.alert.due_at == NOW + minutes(30)


def test_the_owners_own_clock_goes_on_under_an_offer() -> None:
    """An owner who hasn't opened the case can't win time by offering it around."""
    step = advance(offered(at=8), DUTY, NOW + minutes(10))

    assert step.alert.state is AlertState.OPEN
    assert step.alert.barred == {AN.id}
    assert accept(step.alert, BINH.id, NOW + minutes(11), from_console=True, opened=True) == NotOffered()


def test_an_answer_after_its_time_counts_no_more_even_before_the_loop_looked() -> None:
    late = NOW + minutes(6)

    assert accept(offered(), BINH.id, late, from_console=True, opened=True) == NotOffered()
    assert refuse(offered(), BINH.id, late) == NotOffered()


def test_only_who_was_asked_can_answer() -> None:
    assert accept(offered(), LAN.id, NOW + minutes(2), from_console=True, opened=True) == NotOffered()
    assert refuse(offered(), AN.id, NOW + minutes(2)) == NotOffered()
    assert accept(taken(), BINH.id, NOW, from_console=True, opened=True) == NotOffered()


def test_a_second_offer_withdraws_the_first() -> None:
    outcome = hand_over(offered(), AN.id, LAN.id, NOW + minutes(2))

    assert isinstance(outcome, Offered)
    assert outcome.withdrawn == BINH.id
    assert accept(outcome.alert, BINH.id, NOW + minutes(3), from_console=True, opened=True) == NotOffered()


def test_only_the_owner_hands_over() -> None:
    assert hand_over(taken(), BINH.id, LAN.id, NOW) == AlreadyTaken(AN.id)
    assert hand_over(new_alert(), AN.id, BINH.id, NOW) == NotTaken()
    assert hand_over(ended(taken()), AN.id, BINH.id, NOW) == AlreadyClosed()


def test_an_offer_ends_when_its_owner_gives_the_alert_back() -> None:
    outcome = pass_on(offered(), AN.id, NOW + minutes(2))

    assert isinstance(outcome, PassedOn)
    assert outcome.alert.offer is None
    assert refuse(outcome.alert, BINH.id, NOW + minutes(2)) == NotOffered()


def test_a_chat_that_broke_its_promise_to_read_cannot_accept() -> None:
    barred = replace(offered(), barred=frozenset({BINH.id}))

    assert accept(barred, BINH.id, NOW + minutes(2), from_console=False, opened=True) == MustOpenFirst()
    assert isinstance(accept(barred, BINH.id, NOW + minutes(2), from_console=True, opened=True), HandedOver)


@pytest.mark.parametrize(("urgency", "within"), [("emergency", 5), ("urgent", 30), ("normal", 30)])
def test_an_offer_waits_half_as_long_as_opening_may_take_and_never_over_half_an_hour(
    urgency: Urgency, within: int
) -> None:
    assert accept_within(DEFAULT_POLICIES[urgency]) == minutes(within)


def test_only_who_can_read_and_be_asked_can_receive_it() -> None:
    silent = replace(LAN, contact_methods=())
    gone = replace(BINH, active=False)
    duty = replace(DUTY, officers=(AN, gone, silent, SON))

    assert receivers(taken(), DUTY) == (BINH, LAN, SON)
    assert receivers(taken(), duty) == (SON,)


def test_an_offer_does_not_survive_a_new_leg() -> None:
    outcome = advance(offered(), DUTY, NOW + timedelta(hours=1))

    assert outcome.alert.offer is None
    assert outcome.unanswered == BINH.id
    assert outcome.pages[0].officer == OfficerId(AN.id)
