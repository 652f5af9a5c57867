"""Danger in the interview: the alarm is raised in the same turn, once, and by a word at any time."""

import unicodedata

import pytest

from hotline.interview.conversation import Effect, Incoming, Kind, Phase
from tests.reporter import RECEIPT, SHOWN_RECEIPT, Reporter

LONG_STORY = "Tối qua tôi nghe cháu khóc rất lâu."


@pytest.mark.parametrize("role", ["child", "family", "school", "citizen", "skip"])
def test_red_answer_raises_the_alarm_in_the_same_turn(lan: Reporter, role: str) -> None:
    lan.presses(f"q:role:{role}", "q:danger_now:now")

    assert lan.turn.effects == (Effect.RED, Effect.ANSWERED)
    assert lan.conversation.red
    assert lan.conversation.receipt == RECEIPT
    assert "111, 113, 115" in lan.sees
    assert lan.conversation.question == "category"


def test_alarm_is_raised_once(lan: Reporter) -> None:
    lan.presses("q:role:citizen", "q:danger_now:now", "q:category:back", "q:danger_now:now")

    assert not lan.is_red
    assert lan.sentences[0] == "red-sent"


def test_changed_mind_takes_no_alarm_back(lan: Reporter) -> None:
    lan.presses("q:role:citizen", "q:danger_now:now", "q:category:back", "q:danger_now:no")

    assert lan.answers["danger_now"] == ("no",)
    assert lan.conversation.red


def test_receipt_is_offered_after_a_red_answer_and_stays_the_same(lan: Reporter) -> None:
    lan.presses("q:role:citizen", "q:danger_now:now")
    assert lan.buttons[-1] == "receipt:now"

    lan.presses("receipt:now")

    assert SHOWN_RECEIPT in lan.sees
    assert lan.conversation.question == "category"


def test_nobody_is_shown_a_receipt_early_without_a_red_answer(lan: Reporter) -> None:
    lan.comes_to("category")
    assert "receipt:now" not in lan.buttons

    lan.presses("receipt:now")

    assert lan.sentences[0] == "stale-button"
    assert lan.conversation.receipt is None


@pytest.mark.parametrize("word", ["SOS", "sos", "CỨU", "cứu!", "Cuu", unicodedata.normalize("NFD", "CỨU")])
@pytest.mark.parametrize("question", ["role", "danger_now", "category", "place", "story", "review"])
def test_safe_word_is_red_at_any_time(lan: Reporter, word: str, question: str) -> None:
    lan.comes_to(question).writes(word)

    assert lan.is_red
    assert lan.answers["danger_now"] == ("now",)
    assert lan.conversation.question == {"danger_now": "category", "review": None}.get(question, question)


def test_danger_is_not_asked_again_after_a_safe_word(lan: Reporter) -> None:
    lan.writes("SOS")
    lan.presses("q:role:child")

    assert lan.conversation.question == "category"


def test_safe_word_counts_from_an_old_page() -> None:
    page = Reporter("web").comes_to("story")

    page.sends(Incoming(Kind.TEXT, "SOS", turn=0))

    assert page.is_red


def test_safe_word_after_filing_opens_a_new_report(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:submit")

    lan.writes("cứu")

    assert lan.is_red
    assert lan.answers == {"danger_now": ("now",)}


def test_safe_word_inside_a_sentence_is_a_sentence(lan: Reporter) -> None:
    lan.comes_to("story").writes("Nó nhắn SOS cho bạn hôm qua")

    assert not lan.conversation.red


def test_red_answer_from_the_review_is_an_alarm_too(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:edit", "review:edit:danger_now", "q:danger_now:now")

    assert lan.is_red
    assert lan.conversation.phase is Phase.REVIEW
    assert "review-red" in lan.sentences
