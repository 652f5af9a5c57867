"""Domain's table of urgency, a line each, and that no answer more and nothing written lowers a report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from hotline.alert.alert import Urgency
from hotline.alert.urgency import highest
from tests.reporter import script

RULES = script().rules
Answers = dict[str, str | tuple[str, ...]]

EMERGENCY: dict[str, Answers] = {
    "danger now": {"danger_now": ("now",)},
    "injury": {"injured": ("yes",)},
    "suicide intent today": {"category": ("self_harm",), "self_harm_today": ("yes",)},
    "missing": {"category": ("missing",)},
    "sexual abuse within 72 hours": {"category": ("sexual",), "recent": ("yes",)},
    "near the child, danger today": {"danger_now": ("today",), "daily_access": ("yes",)},
    "sexual abuse, near the child": {"category": ("sexual",), "daily_access": ("yes",)},
    "abandoned infant": {"category": ("neglect",), "child_age": ("0_3",), "story": "bị bỏ rơi ở chợ"},
    "unsafe pick-up": {"school_safety": ("unsafe",)},
    "child in the water": {"category": ("hazard",), "in_water": ("yes",)},
    "red word": {"story": "ông ấy cầm dao"},
}
URGENT: dict[str, Answers] = {
    "sexual abuse longer ago": {"category": ("sexual",), "recent": ("no",)},
    "repeated violence": {"category": ("hit",), "repeated": ("many",)},
    "daily access": {"category": ("hit",), "daily_access": ("yes",)},
    "sextortion": {"category": ("online",), "online_threat": ("yes",)},
    "neglect under six": {"category": ("neglect",), "child_age": ("4_6",)},
    "marriage planned": {"category": ("marriage",)},
    "trafficking": {"category": ("other",), "story": "rủ cháu sang Campuchia làm"},
    "facility abuse": {"category": ("facility",), "facility_harm": ("yes",)},
}
NORMAL: dict[str, Answers] = {
    "single event": {"category": ("hit",), "repeated": ("once",)},
    "bullying": {"category": ("bullying",)},
    "labour": {"category": ("labour",)},
    "facility": {"category": ("facility",)},
}
LOW: dict[str, Answers] = {
    "hazard": {"category": ("hazard",)},
}
CELLS = [
    *((Urgency.EMERGENCY, name, answers) for name, answers in EMERGENCY.items()),
    *((Urgency.URGENT, name, answers) for name, answers in URGENT.items()),
    *((Urgency.NORMAL, name, answers) for name, answers in NORMAL.items()),
    *((Urgency.LOW, name, answers) for name, answers in LOW.items()),
]


@pytest.mark.parametrize(("urgency", "cell", "answers"), CELLS, ids=[name for _, name, _ in CELLS])
def test_cell(urgency: Urgency, cell: str, answers: Answers) -> None:
    decision = RULES.decide(answers)

    assert decision.urgency is urgency, cell
    assert decision.rules, "every decision carries its reasons"


@pytest.mark.parametrize(
    "words", ["tự tử", "TỰ TỬ", "tu tu", "tutu", "tự tu", "muon chet", "muốn\u200b chết", "ko muốn sống"]
)
def test_red_word_is_found_as_it_is_typed(words: str) -> None:
    assert RULES.decide({"story": f"em {words} lắm"}).urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    "words", ["từ từ rồi nói", "đạo đức", "bạn em", "trời mưa", "so dien thoai", "coi phim"]
)
def test_everyday_word_is_not_taken_for_one(words: str) -> None:
    assert RULES.decide({"story": words}).urgency is Urgency.NORMAL


def test_pond_where_one_may_drown_is_still_a_hazard() -> None:
    assert RULES.decide({"category": ("hazard",), "story": "dễ đuối nước"}).urgency is Urgency.LOW


WRITTEN = ["cầm dao", "bị bán", "chết", "không sao", "đuối nước", "bị bỏ rơi", "bắt vợ", "sờ mó"]
chosen = st.fixed_dictionaries(
    {},
    optional={
        id_: st.sampled_from(sorted(question.by_id)).map(lambda option: (option,))
        for id_, question in script().questions.items()
        if question.by_id
    },
)


@given(chosen, st.text(max_size=80) | st.sampled_from(["cầm dao", "bị bán", "chết", "không sao"]))
def test_words_only_raise(answers: Answers, words: str) -> None:
    without, with_words = RULES.decide(answers), RULES.decide({**answers, "story": words})

    assert highest(without.urgency, with_words.urgency) is with_words.urgency


class AddingAnswers(RuleBasedStateMachine):
    """One report that becomes fuller, from the first three questions on, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: Answers = {}
        self.words = ""

    @initialize(
        danger=st.sampled_from(["now", "today", "no", "unknown"]),
        category=st.sampled_from([*sorted(script().questions["category"].by_id), None]),
    )
    def begins(self, danger: str, category: str | None) -> None:
        self.answers = {"danger_now": (danger,), "category": () if category is None else (category,)}

    @precondition(lambda self: self._open())
    @rule(data=st.data())
    def answers_one_more(self, data: st.DataObject) -> None:
        question = script().questions[data.draw(st.sampled_from(self._open()))]
        self._adds(question.id, data.draw(st.sampled_from([*((id_,) for id_ in sorted(question.by_id)), ()])))

    @rule(
        words=st.sampled_from(WRITTEN) | st.text(max_size=40), question=st.sampled_from(["story", "remarks"])
    )
    def writes_more(self, words: str, question: str) -> None:
        self._adds(question, f"{self.answers.get(question, '')}\n{words}")

    def _open(self) -> list[str]:
        """Questions with options that have no answer yet."""
        return [q.id for q in script().questions.values() if q.by_id and q.id not in self.answers]

    def _adds(self, question: str, answer: str | tuple[str, ...]) -> None:
        before = RULES.decide(self.answers).urgency
        self.answers = {**self.answers, question: answer}
        after = RULES.decide(self.answers).urgency
        assert highest(before, after) is after, (before, after, self.answers)


TestAddingAnswers = AddingAnswers.TestCase
TestAddingAnswers.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
