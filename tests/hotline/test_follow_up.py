"""After the report: status by code, officers' messages, and words for the case."""

import pytest
from msgspec.structs import replace

from hotline.interview.conversation import CodeCheck, Effect, Incoming, Kind, Phase, Standing
from hotline.messages import verbatim
from tests.reporter import RECEIPT, Reporter, places

WAITING = Standing(report_id=7, state="waiting", unread=0)
WRITTEN_TO = Standing(report_id=7, state="being_read", unread=2)
LETTERS = ("Cháu học trường nào?", "Giờ này cháu ở đâu?")


@pytest.fixture
def lan() -> Reporter:
    return Reporter()


def code(check: CodeCheck, standing: Standing | None = None) -> Incoming:
    return Incoming(Kind.TEXT, RECEIPT, code=check, standing=standing)


def show(standing: Standing | None = None, letters: tuple[str, ...] = LETTERS) -> Incoming:
    return Incoming(Kind.BUTTON, "msg:show", standing=standing, letters=letters)


def test_status_asks_for_the_code(lan: Reporter) -> None:
    lan.commands("status")

    assert lan.sentences == ["ask-code"]
    assert lan.turn.screen.free_text


@pytest.mark.parametrize("state", ["waiting", "being_read", "closed"])
def test_fitting_code_opens_the_state(lan: Reporter, state: str) -> None:
    lan.commands("status")

    lan.sends(code(CodeCheck.FITS, replace(WAITING, state=state)))

    assert lan.conversation.phase is Phase.STATUS
    assert lan.sentences[0] == f"status-{state}"
    assert "msg:show" not in lan.buttons


def test_unread_messages_are_counted_and_offered(lan: Reporter) -> None:
    lan.commands("status")

    lan.sends(code(CodeCheck.FITS, WRITTEN_TO))

    assert "Có 2 tin nhắn" in lan.sees
    assert lan.buttons[0] == "msg:show"


@pytest.mark.parametrize(
    ("check", "answer"), [(CodeCheck.UNKNOWN, "code-unknown"), (CodeCheck.REFUSED, "code-refused")]
)
def test_wrong_code_is_answered_kindly_and_tells_nothing(
    lan: Reporter, check: CodeCheck, answer: str
) -> None:
    lan.commands("status")

    lan.sends(code(check))

    assert lan.sentences == [answer, "ask-code"]


def test_words_that_are_no_code_are_told_its_shape(lan: Reporter) -> None:
    lan.commands("status")

    lan.writes("tôi quên mã rồi")

    assert lan.sentences == ["code-shape", "ask-code"]


def test_code_is_understood_without_being_asked_for(lan: Reporter) -> None:
    lan.sends(code(CodeCheck.FITS, WAITING))

    assert lan.conversation.phase is Phase.STATUS


def test_digits_in_a_story_are_a_story(lan: Reporter) -> None:
    lan.comes_to("story").sends(code(CodeCheck.UNKNOWN))

    assert lan.answers["story"] == RECEIPT


def test_status_during_an_interview_keeps_its_place(lan: Reporter) -> None:
    lan.comes_to("child_age").commands("status")
    lan.sends(code(CodeCheck.FITS, WAITING))
    assert lan.buttons == ["q:code:back"]

    lan.presses("q:code:back")

    assert lan.sentences == ["ask-child_age"]


def test_button_of_the_waiting_question_takes_the_interview_up_again(lan: Reporter) -> None:
    lan.comes_to("child_age").commands("status")

    lan.presses("q:child_age:4_6")

    assert lan.conversation.question == "place"


def test_letters_are_shown_as_they_were_written(lan: Reporter) -> None:
    lan.commands("status")
    lan.sends(code(CodeCheck.FITS, WRITTEN_TO))

    lan.sends(show(WRITTEN_TO))

    assert lan.turn.effects == (Effect.LETTERS_SHOWN,)
    assert lan.turn.screen.lines[:3] == (
        lan.turn.screen.lines[0],
        *(verbatim(letter) for letter in LETTERS),
    )
    assert lan.conversation.shown
    assert "msg:show" not in lan.buttons


def test_nothing_to_show_is_said(lan: Reporter) -> None:
    lan.sends(show(letters=()))

    assert lan.sentences[0] == "no-letters"
    assert lan.turn.effects == ()


def test_words_by_the_code_go_to_the_case(lan: Reporter) -> None:
    lan.commands("status")
    lan.sends(code(CodeCheck.FITS, WAITING))

    lan.writes("Nhà có cổng xanh")

    assert lan.turn.effects == (Effect.WROTE,)
    assert lan.turn.text == "Nhà có cổng xanh"
    assert lan.sentences[0] == "written"


def test_words_after_a_message_was_shown_go_to_the_case(lan: Reporter) -> None:
    """By consent to follow-up, without a code."""
    lan.comes_to("review").presses("review:submit")
    lan.standing = WRITTEN_TO
    lan.sends(show(WRITTEN_TO))

    lan.writes("Cháu học trường làng")

    assert lan.turn.effects == (Effect.WROTE,)
    assert lan.turn.text == "Cháu học trường làng"


def test_words_reach_the_case_though_the_conversation_expired() -> None:
    """The message was shown last week; the draft of that conversation is long erased."""
    chat = Reporter(standing=replace(WRITTEN_TO, unread=0, shown=True))

    chat.writes("Hôm nay cháu lại bị đánh")

    assert chat.turn.effects == (Effect.WROTE,)


def test_nothing_goes_to_the_case_before_a_message_was_shown(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:submit")
    lan.standing = WRITTEN_TO

    lan.writes("alo")

    assert Effect.WROTE not in lan.turn.effects
    assert lan.sentences[:2] == ["filed-before", "opening-who"]
    assert "msg:show" in lan.buttons


def test_letters_during_an_interview_leave_it_where_it_is(lan: Reporter) -> None:
    lan.comes_to("child_age").sends(show(WRITTEN_TO))

    assert lan.turn.effects == (Effect.LETTERS_SHOWN,)
    assert lan.sentences[-1] == "ask-child_age"

    lan.standing = WRITTEN_TO
    lan.writes("5")

    assert lan.answers["child_age"] == ("4_6",)


def test_text_after_filing_begins_kindly_again(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:submit")

    lan.writes("chào")

    assert lan.sentences[:2] == ["filed-before", "opening-who"]
    assert lan.conversation.receipt is None
    assert lan.answers == {}


def test_longer_words_after_filing_are_kept_for_the_next_report(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:submit")

    lan.writes("tôi quên nói nhà có cổng xanh")

    assert lan.answers == {"remarks": "tôi quên nói nhà có cổng xanh"}


@pytest.mark.parametrize("how", ["report:new", "/report", "/start"])
def test_another_report_begins_anew(lan: Reporter, how: str) -> None:
    lan.comes_to("review").presses("review:submit")
    turn = lan.conversation.turn

    if how.startswith("/"):
        lan.commands(how[1:])
    else:
        lan.presses(how)

    assert lan.sentences[0] == "opening-who"
    assert lan.answers == {}
    assert lan.conversation.turn == turn + 1


def test_another_report_can_be_made_from_the_status(lan: Reporter) -> None:
    lan.commands("status")
    lan.sends(code(CodeCheck.FITS, WAITING))

    lan.presses("report:new")

    assert lan.sentences[0] == "opening-who"
    assert lan.conversation.opened is None


AGREED = Standing(
    7, "waiting", 0, shown=True, reported_on="2026-11-24", unit="24736", contact=True, by_code=True
)


def test_the_proof_tells_day_and_commune_and_nothing_else(lan: Reporter) -> None:
    lan.sends(code(CodeCheck.FITS, AGREED))
    lan.standing = AGREED

    lan.presses("proof:show")

    said = lan.turn.screen.lines[0]
    assert said.id == "proof"
    assert said.args == {"day": "24", "month": "11", "year": "2026", "place": places().name("24736")}


def test_a_proof_is_only_where_the_code_opened_the_report(lan: Reporter) -> None:
    lan.standing = AGREED

    lan.presses("proof:show")

    assert "proof" not in lan.sentences


def test_who_came_with_the_code_goes_on_there_after_withdrawing(lan: Reporter) -> None:
    lan.sends(code(CodeCheck.FITS, AGREED))
    lan.standing = AGREED

    lan.presses("contact:withdraw")

    assert lan.turn.effects == (Effect.WITHDRAWN,)
    assert lan.sentences[0] == "contact-withdrawn"
    assert lan.conversation.phase is Phase.STATUS
    assert "contact:withdraw" not in lan.buttons


def test_withdrawing_the_only_link_leaves_nothing_that_words_could_be_lost_in(lan: Reporter) -> None:
    lan.standing = replace(AGREED, by_code=False)
    lan.writes("Cháu vẫn ở nhà")  # an officer was read here before: it opens the case

    lan.presses("contact:withdraw")

    assert lan.conversation.phase is Phase.OPENING
    assert lan.conversation.opened is None


def test_withdrawing_keeps_an_interview_under_way(lan: Reporter) -> None:
    lan.comes_to("child_age").commands("status")
    lan.sends(code(CodeCheck.FITS, replace(AGREED, by_code=False)))

    lan.presses("contact:withdraw")

    assert lan.conversation.question == "child_age"


def test_nothing_to_withdraw_where_nothing_was_agreed(lan: Reporter) -> None:
    lan.sends(code(CodeCheck.FITS, replace(AGREED, contact=False)))

    lan.presses("contact:withdraw")

    assert lan.turn.effects == ()
