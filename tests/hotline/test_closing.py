"""A case is closed when somebody has made sure of the child, and not before; and can be opened again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.alert.acknowledgement import AlreadyClosed, AlreadyTaken, NotTaken, open_case
from hotline.alert.alert import AlertState
from hotline.alert.closing import (
    MOST_CHARACTERS,
    Closed,
    CloseReason,
    Closing,
    NotClosed,
    NotSafeToClose,
    Reopened,
    Safe,
    close,
    ended,
    fault_of,
    reopen,
)
from hotline.alert.escalation import advance
from hotline.duty.roster import Officer
from tests.alerts import AN, BINH, DUTY, LAN, NOW, POLICY, SON, minutes, new_alert, taken

TOLD, SEEN, LATER = NOW, NOW + minutes(60), NOW + minutes(90)
SAFE = Closing(CloseReason.CHILD_SAFE, Safe.YES, SEEN)


@pytest.mark.parametrize("officer", [AN, LAN, SON])
def test_the_owner_and_those_above_close_it(officer: Officer) -> None:
    outcome = close(taken(), officer, DUTY, SAFE, TOLD, LATER)

    assert isinstance(outcome, Closed)
    assert (outcome.alert.state, outcome.alert.due_at) == (AlertState.CLOSED, None)


def test_a_colleague_does_not_close_it() -> None:
    assert close(taken(), BINH, DUTY, SAFE, TOLD, LATER) == AlreadyTaken(AN.id)


def test_what_nobody_acknowledged_cannot_be_closed() -> None:
    assert close(new_alert(), SON, DUTY, SAFE, TOLD, LATER) == NotTaken()


def test_closed_twice_is_told_so() -> None:
    assert close(ended(taken()), AN, DUTY, SAFE, TOLD, LATER) == AlreadyClosed()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (replace(SAFE, safe=Safe.NO), "close-not-safe"),
        (replace(SAFE, seen_at=None), "close-seen-when"),
        (replace(SAFE, seen_at=LATER + minutes(1)), "close-seen-later"),
        (replace(SAFE, seen_at=TOLD - minutes(1)), "close-seen-before"),
        (replace(SAFE, safe=Safe.UNKNOWN, seen_at=None, words="x"), "close-safe-unseen"),
        (Closing(CloseReason.NOT_FOUND, Safe.UNKNOWN), "close-say-why"),
        (replace(SAFE, words="x" * (MOST_CHARACTERS + 1)), "close-too-long"),
    ],
)
def test_without_a_look_at_the_child_it_stays_open(said: Closing, sentence: str) -> None:
    assert close(taken(), AN, DUTY, said, TOLD, LATER) == NotSafeToClose(sentence)


def test_a_child_that_cannot_be_found_takes_words_in_place_of_a_time() -> None:
    said = Closing(CloseReason.NOT_FOUND, Safe.UNKNOWN, words="Đã hỏi cả thôn, không ai biết")

    assert fault_of(said, TOLD, LATER) is None


def test_opened_again_it_climbs_from_the_first_step() -> None:
    closed = ended(open_case(taken(), AN.id, NOW))

    outcome = reopen(closed, POLICY, LATER)

    assert isinstance(outcome, Reopened)
    alert = outcome.alert
    assert (alert.state, alert.leg, alert.acknowledged_by) == (AlertState.OPEN, closed.leg + 1, None)
    assert [page.officer for page in advance(alert, DUTY, LATER).pages] == [AN.id]


def test_only_what_is_closed_and_no_drill_is_opened_again() -> None:
    assert reopen(taken(), POLICY, LATER) == NotClosed()
    assert reopen(ended(replace(taken(), drill=True)), POLICY, LATER) == NotClosed()


def test_a_time_on_the_spot_is_enough() -> None:
    assert fault_of(replace(SAFE, seen_at=TOLD), TOLD, TOLD + timedelta(seconds=1)) is None
