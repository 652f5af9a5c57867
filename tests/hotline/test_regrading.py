"""Adding answers never lowers the urgency, save by an officer; and what an officer lowered stays so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hotline.alert.acknowledgement import Acknowledged, AlreadyClosed, acknowledge, open_case
from hotline.alert.alert import Alert, AlertState, Urgency
from hotline.alert.closing import ended
from hotline.alert.escalation import open_alert, reroute
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.alert.regrading import Regraded, SameUrgency, after_answers, regrade
from hotline.alert.urgency import urgency_of
from hotline.condition import Answers
from hotline.ids import AlertNumber, OfficerId, UnitCode
from tests.reporter import script

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
LATER = NOW + timedelta(minutes=7)
COMMUNE = UnitCode("24736")
AN = OfficerId(1)
RULES = script().rules
ORDER = list(Urgency)
DANGER: Answers = {"danger_now": ("now",), "category": ("hit",)}


def opened(urgency: Urgency = Urgency.EMERGENCY) -> Alert:
    return open_alert(AlertNumber(1), COMMUNE, urgency, DEFAULT_POLICIES[urgency], NOW)


def regraded(alert: Alert, urgency: Urgency, now: datetime = LATER) -> Alert:
    outcome = regrade(alert, urgency, DEFAULT_POLICIES, now)
    assert isinstance(outcome, Regraded)
    return outcome.alert


def taken(alert: Alert) -> Alert:
    outcome = acknowledge(alert, AN, NOW, from_console=True, opened=False)
    assert isinstance(outcome, Acknowledged)
    return outcome.alert


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.NORMAL, Urgency.LOW])
def test_an_open_alert_begins_anew_by_the_policy_of_its_new_urgency(urgency: Urgency) -> None:
    before = opened()

    after = regraded(before, urgency)

    assert (after.urgency, after.policy) == (urgency, DEFAULT_POLICIES[urgency])
    assert (after.leg, after.round, after.step, after.due_at) == (before.leg + 1, 0, 0, LATER)
    assert after.version > before.version


def test_whoever_has_taken_it_keeps_it_and_has_the_new_policys_time_to_read() -> None:
    after = regraded(taken(opened()), Urgency.NORMAL)

    assert (after.state, after.acknowledged_by) == (AlertState.ACKNOWLEDGED, AN)
    assert after.due_at == NOW + DEFAULT_POLICIES[Urgency.NORMAL].open_within


def test_once_the_case_was_opened_the_idle_clock_starts_again() -> None:
    after = regraded(open_case(taken(opened()), AN, NOW), Urgency.NORMAL)

    assert after.due_at == LATER + DEFAULT_POLICIES[Urgency.NORMAL].idle_after


def test_a_raised_alert_is_not_due_before_now() -> None:
    much_later = NOW + timedelta(days=2)

    after = regraded(taken(opened(Urgency.LOW)), Urgency.EMERGENCY, much_later)

    assert after.due_at == much_later


def test_the_same_urgency_or_a_closed_alert_changes_nothing() -> None:
    assert regrade(opened(), Urgency.EMERGENCY, DEFAULT_POLICIES, NOW) == SameUrgency()
    assert regrade(ended(opened()), Urgency.LOW, DEFAULT_POLICIES, NOW) == AlreadyClosed()


def test_a_grouped_alert_that_a_person_has_looked_at_is_paged_for_alone() -> None:
    after = regraded(replace(opened(), taps_alone=True, grouped=True), Urgency.NORMAL)

    assert (after.taps_alone, after.grouped) == (False, False)


def test_the_answers_that_were_there_do_not_undo_what_an_officer_lowered() -> None:
    lowered = regraded(opened(), Urgency.NORMAL)

    told_more = {**DANGER, "child_age": ("7_10",), "story": "cháu ở nhà bà"}

    assert after_answers(lowered, RULES, DANGER, told_more) is Urgency.NORMAL


def test_a_reason_that_was_not_there_raises_it_again() -> None:
    lowered = regraded(opened(), Urgency.LOW)

    told_more = {**DANGER, "category": ("hit", "sexual")}

    assert after_answers(lowered, RULES, DANGER, told_more) is Urgency.URGENT


def test_a_red_word_written_anew_raises_it_even_if_its_like_was_written_before() -> None:
    """The officer weighed the first one, not this one."""
    before: Answers = {"category": ("hit",), "story": "nó có dao"}
    lowered = regraded(opened(), Urgency.LOW)
    assert urgency_of(RULES, before) is Urgency.URGENT

    assert after_answers(lowered, RULES, before, {**before, "child_age": ("7_10",)}) is Urgency.LOW
    again = {**before, "story": "nó có dao\nvẫn có dao"}
    assert after_answers(lowered, RULES, before, again) is Urgency.URGENT


def test_a_small_child_raises_what_was_lowered_by_one_level() -> None:
    lowered = regraded(opened(), Urgency.LOW)

    assert after_answers(lowered, RULES, DANGER, {**DANGER, "child_age": ("0_3",)}) is Urgency.NORMAL


CHOICES = {
    question.id: sorted(question.by_id)
    for question in script().questions.values()
    if question.by_id and question.id in {q for rule in RULES.rules for q in rule.when.asks}
}
WORDS = st.sampled_from(["", "có dao", "cháu buồn", "muốn chết", "he has a knife", "không sao"])


class Answering(RuleBasedStateMachine):
    """An alert whose reporter goes on answering while officers read."""

    @initialize(urgency=st.sampled_from(ORDER))
    def begins(self, urgency: Urgency) -> None:
        self.alert = opened(urgency)
        self.told: dict[str, str | tuple[str, ...]] = {}
        self.lowest_allowed = ORDER.index(urgency)

    @rule(data=st.data())
    def answers(self, data: st.DataObject) -> None:
        question = data.draw(st.sampled_from(sorted(CHOICES)))
        option = data.draw(st.sampled_from(CHOICES[question]))
        self._tells({**self.told, question: (option,)})

    @rule(words=WORDS)
    def writes(self, words: str) -> None:
        self._tells({**self.told, "story": f"{self.told.get('story', '')}\n{words}".strip()})

    @rule()
    def takes_back_the_last(self) -> None:
        self._tells(dict(list(self.told.items())[:-1]))

    @rule(urgency=st.sampled_from(ORDER))
    def officer_decides(self, urgency: Urgency) -> None:
        outcome = regrade(self.alert, urgency, DEFAULT_POLICIES, NOW)
        if isinstance(outcome, Regraded):
            self.alert = outcome.alert
            self.lowest_allowed = ORDER.index(urgency)

    @invariant()
    def only_an_officer_has_lowered_it(self) -> None:
        assert ORDER.index(self.alert.urgency) <= self.lowest_allowed
        assert self.alert.policy == DEFAULT_POLICIES[self.alert.urgency]

    def _tells(self, answers: dict[str, str | tuple[str, ...]]) -> None:
        urgency = after_answers(self.alert, RULES, self.told, answers)
        if not self.alert.lowered:
            assert ORDER.index(urgency) <= ORDER.index(urgency_of(RULES, answers))
        self.alert = reroute(self.alert, COMMUNE, urgency, DEFAULT_POLICIES, NOW)
        self.told = answers
        self.lowest_allowed = ORDER.index(self.alert.urgency)
        assert after_answers(self.alert, RULES, answers, answers) is self.alert.urgency


TestAnswering = Answering.TestCase
TestAnswering.settings = settings(max_examples=60, stateful_step_count=25, deadline=None, derandomize=True)
