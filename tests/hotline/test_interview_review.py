"""Going back, changing answers, the review before a report is sent, and leaving."""

import pytest

from hotline.interview.conversation import Effect, Incoming, Kind, Phase
from tests.reporter import Reporter

LONG_STORY = "Tối qua tôi nghe cháu khóc rất lâu."


def test_back_asks_the_question_before_again_and_forgets_nothing(lan: Reporter) -> None:
    lan.comes_to("place").presses("q:place:back", "q:child_age:back")
    assert lan.conversation.question == "category"

    lan.presses("q:category:bullying")

    assert lan.conversation.question == "child_age"
    assert lan.answers["category"] == ("bullying",)
    assert lan.answers["child_age"] == ("7_10",)


def test_first_question_has_no_way_back(lan: Reporter) -> None:
    assert "q:role:back" not in lan.buttons

    lan.presses("q:role:back")

    assert lan.conversation.question == "role"


def test_review_shows_the_answers_and_of_the_story_only_its_length(lan: Reporter) -> None:
    lan.comes_to("story").writes(LONG_STORY)
    lan.presses("q:story:done", "q:follow_up:no")

    assert "Chuyện gì: Bị đánh, mắng chửi, làm nhục" in lan.sees
    assert "Nơi xảy ra: Xã Quảng Trực" in lan.sees
    assert "Lời kể: 8 chữ" in lan.sees
    assert "khóc" not in lan.sees
    assert lan.buttons == ["review:submit", "review:more", "review:edit", "review:discard"]


def test_one_answer_is_changed_from_the_review(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:edit")
    assert lan.buttons == [
        *(f"review:edit:{id_}" for id_ in ("role", "danger_now", "category", "child_age")),
        *(f"review:edit:{id_}" for id_ in ("place", "story", "follow_up")),
        "review:back",
    ]

    lan.presses("review:edit:child_age", "q:child_age:0_3")

    assert lan.conversation.phase is Phase.REVIEW
    assert lan.answers["child_age"] == ("0_3",)


def test_back_while_changing_returns_to_the_review_unchanged(lan: Reporter) -> None:
    before = lan.comes_to("review").answers

    lan.presses("review:edit", "review:edit:place", "q:place:back")

    assert lan.conversation.phase is Phase.REVIEW
    assert lan.answers == before


def test_story_written_anew_from_the_review_replaces_the_old(lan: Reporter) -> None:
    lan.comes_to("story").writes("Bản nháp cũ")
    lan.presses("q:story:done", "q:follow_up:no", "review:edit", "review:edit:story")

    lan.writes("Bản mới")
    lan.presses("q:story:done")

    assert lan.answers["story"] == "Bản mới"
    assert lan.conversation.phase is Phase.REVIEW


def test_story_gone_back_to_goes_on(lan: Reporter) -> None:
    lan.comes_to("story").writes("Phần đầu")
    lan.presses("q:story:done", "q:follow_up:back")

    lan.writes("phần sau")

    assert lan.answers["story"] == "Phần đầu\nphần sau"


def test_further_words_can_be_deleted_from_the_review(lan: Reporter) -> None:
    lan.writes("ông hàng xóm hay đánh con trai nhỏ")
    lan.comes_to("review").presses("review:edit", "review:edit:remarks", "q:remarks:skip")

    assert lan.answers["remarks"] == ()
    assert lan.conversation.phase is Phase.REVIEW


def test_discarding_keeps_nothing(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:discard")

    assert lan.turn.conversation is None
    assert lan.turn.effects == (Effect.DISCARDED,)
    assert lan.sentences[0] == "discarded"
    assert "parting-red" not in lan.sentences


@pytest.mark.parametrize(
    ("word", "effect"),
    [
        ("HỦY", Effect.DISCARDED),
        ("huỷ", Effect.DISCARDED),
        ("thoat", Effect.WIPED),
        ("Xóa hết!", Effect.WIPED),
        ("xoá", Effect.WIPED),
        ("DELETE EVERYTHING", Effect.WIPED),
    ],
)
def test_words_for_leaving_leave_at_any_time(lan: Reporter, word: str, effect: Effect) -> None:
    lan.comes_to("story").writes(word)

    assert lan.turn.conversation is None
    assert lan.turn.effects == (effect,)


@pytest.mark.parametrize("word", ["xóa hết", "thoát", "hủy", "/wipe"])
def test_words_for_leaving_hold_from_an_old_page_and_under_a_limit(lan: Reporter, word: str) -> None:
    lan.comes_to("story").sends(Incoming(Kind.TEXT, word, turn=0, too_fast=True))

    assert lan.turn.conversation is None


def test_a_sentence_about_deleting_deletes_nothing(lan: Reporter) -> None:
    lan.comes_to("story").writes("nó bắt em xóa hết tin nhắn")

    assert lan.answers["story"] == "nó bắt em xóa hết tin nhắn"


def test_boy_called_huy_discards_nothing(lan: Reporter) -> None:
    lan.comes_to("story").writes("Huy")

    assert lan.answers["story"] == "Huy"


@pytest.mark.parametrize("leave", ["hủy", "thoát", "/wipe"])
def test_leaving_after_a_red_answer_tells_that_the_alert_stays(lan: Reporter, leave: str) -> None:
    lan.presses("q:role:citizen", "q:danger_now:now")

    lan.writes(leave)

    assert "parting-red" in lan.sentences


def test_wiping_after_filing_tells_that_the_report_stays(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:submit")

    lan.commands("wipe")

    assert lan.turn.effects == (Effect.WIPED,)
    assert "parting-filed" in lan.sentences
