"""Floods: taps alone share a page, whoever says more is paged for alone, and nobody is ever silenced."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hotline.alert import flood
from hotline.alert.acknowledgement import Acknowledged, acknowledge, open_case
from hotline.alert.alert import Alert, AlertState, Urgency
from hotline.alert.escalation import advance, open_alert, put_off, reroute, told_more
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.duty.roster import Duty, Officer, Role
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, UnitCode

START = datetime(2026, 11, 23, 7, tzinfo=UTC)
COMMUNE, PROVINCE = UnitCode("24736"), UnitCode("68")
POLICY = DEFAULT_POLICIES[Urgency.EMERGENCY]
SUPERVISOR = Officer(OfficerId(1), "1", "1", PROVINCE, Role.SUPERVISOR, (ContactMethodId(1),))
DUTY = Duty(PROVINCE, (SUPERVISOR,), ())


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"role": ("child",), "danger_now": ("now",)},
        {"danger_now": ("now",), "category": ("hit",), "child_age": ("7_10",), "place": ("province",)},
        {"danger_now": ("now",), "story": " \n"},
        {"danger_now": ("now",), "place": ()},
    ],
)
def test_taps_without_a_word_or_a_place_are_taps_alone(answers: dict[str, str | tuple[str, ...]]) -> None:
    assert flood.is_taps_alone(answers)


@pytest.mark.parametrize(
    "answers",
    [
        {"danger_now": ("now",), "story": "cứu"},
        {"danger_now": ("now",), "place": (COMMUNE,)},
        {"danger_now": ("now",), "place": "gần chợ"},
        {"danger_now": ("now",), "school": "lớp 4A"},
    ],
)
def test_a_word_or_a_place_is_more_than_taps(answers: dict[str, str | tuple[str, ...]]) -> None:
    assert not flood.is_taps_alone(answers)


class Grouped(RuleBasedStateMachine):
    """One alert in a flood; its reporter may say more, officers act, its unit's page is often taken."""

    alert: Alert
    now: datetime

    @initialize(grouped=st.booleans())
    def opened(self, *, grouped: bool) -> None:
        self.now = START
        alone = open_alert(AlertNumber(1), PROVINCE, Urgency.EMERGENCY, POLICY, START)
        self.alert = replace(alone, taps_alone=True, grouped=grouped)

    @rule(seconds=st.sampled_from([1, 30, 60, 299, 300, 601, 86_400]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self._is_due() and self.alert.grouped)
    @rule(seconds=st.integers(1, 60))
    def the_page_was_sent_a_moment_ago(self, seconds: int) -> None:
        before = self.alert
        self.alert = put_off(before, self.now + timedelta(seconds=seconds))

        assert self.alert.version > before.version
        assert self.alert == replace(before, due_at=self.alert.due_at, version=self.alert.version)

    @rule()
    def loop_looks(self) -> None:
        before, was_due = self.alert, self._is_due()
        step = advance(before, DUTY, self.now)
        self.alert = step.alert

        assert bool(step.pages) == was_due
        assert (step.alert.taps_alone, step.alert.grouped) == (before.taps_alone, before.grouped)

    @rule()
    def more_is_told(self) -> None:
        before = self.alert
        self.alert = told_more(before, self.now)

        assert not self.alert.taps_alone
        assert told_more(self.alert, self.now) is self.alert
        if before.grouped and before.state is AlertState.OPEN:
            assert (self.alert.leg, self.alert.due_at) == (before.leg + 1, self.now)
            assert advance(self.alert, DUTY, self.now).pages
        else:
            assert (self.alert.leg, self.alert.due_at) == (before.leg, before.due_at)
            assert self.alert.acknowledged_by == before.acknowledged_by

    @rule()
    def a_place_is_told(self) -> None:
        self.alert = reroute(
            told_more(self.alert, self.now), COMMUNE, Urgency.EMERGENCY, DEFAULT_POLICIES, self.now
        )

        assert not self.alert.grouped

    @rule(reads=st.booleans())
    def somebody_takes_it(self, *, reads: bool) -> None:
        outcome = acknowledge(self.alert, SUPERVISOR.id, self.now, from_console=True, opened=reads)
        if isinstance(outcome, Acknowledged):
            self.alert = outcome.alert
        if reads:
            self.alert = open_case(self.alert, SUPERVISOR.id, self.now)

    @invariant()
    def only_taps_alone_share_a_page(self) -> None:
        assert self.alert.grouped <= self.alert.taps_alone

    @invariant()
    def nothing_silences_it(self) -> None:
        """Left alone from here, it pages; nothing of it was closed, and its opening never moved."""
        assert self.alert.due_at is not None
        assert self.alert.opened_at == START
        assert advance(self.alert, DUTY, max(self.now, self.alert.due_at)).pages

    def _is_due(self) -> bool:
        return self.alert.due_at is not None and self.alert.due_at <= self.now


TestGrouped = Grouped.TestCase
TestGrouped.settings = settings(
    max_examples=150,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
