"""Pictures and files in the interview: kept beside the answers, never an answer, never asked for."""

import pytest
from msgspec.structs import replace

from hotline.interview.attachments import MOST
from hotline.interview.conversation import Attached, Effect, Incoming, Kind, Phase, Standing
from tests.reporter import Reporter


def sent(number: int, caption: str = "", standing: Standing | None = None) -> Incoming:
    return Incoming(Kind.ATTACHMENT, "picture", attachment=number, caption=caption, standing=standing)


@pytest.mark.parametrize("question", ["role", "place", "story", "review"])
def test_a_picture_is_kept_and_the_interview_goes_on_where_it_was(question: str) -> None:
    lan = Reporter().comes_to(question)
    before = {*lan.buttons}

    turn = lan.sends(sent(7))

    assert turn.effects == (Effect.ATTACHED,)
    assert lan.conversation.attachments == (Attached(7, "picture"),)
    assert "attached" in lan.sentences
    assert before <= {*lan.buttons}


def test_the_words_below_a_picture_are_words() -> None:
    lan = Reporter().comes_to("story")

    turn = lan.sends(sent(7, "bị đánh bằng roi"))

    assert turn.effects == (Effect.ATTACHED, Effect.ANSWERED)
    lan.presses("q:story:done")
    assert lan.answers["story"] == "bị đánh bằng roi"


@pytest.mark.parametrize("kind", [Kind.ATTACHMENT, Kind.UNSUPPORTED])
def test_a_cry_for_help_below_a_picture_is_heard_whatever_becomes_of_the_picture(kind: Kind) -> None:
    lan = Reporter().comes_to("story")

    lan.sends(replace(sent(7, "SOS"), kind=kind, too_fast=True))

    assert lan.is_red


def test_the_review_counts_them_and_lets_them_be_deleted() -> None:
    lan = Reporter().comes_to("story")
    lan.sends(sent(7))
    lan.sends(sent(8))
    lan.presses("q:story:skip", "q:follow_up:no")
    assert "Hình, tệp gửi kèm: 2" in lan.sees

    turn = lan.presses("attached:drop")

    assert turn.effects == (Effect.ATTACHMENTS_DROPPED,)
    assert lan.conversation.attachments == ()
    assert "attached:drop" not in lan.buttons


def test_once_red_they_stay() -> None:
    lan = Reporter().comes_to("review")
    lan.sends(sent(7))
    lan.writes("SOS")

    assert lan.presses("attached:drop").effects == ()
    assert len(lan.conversation.attachments) == 1


def test_there_is_an_end_to_them() -> None:
    lan = Reporter().comes_to("story")
    for number in range(MOST):
        lan.sends(sent(number))

    turn = lan.sends(sent(99))

    assert (turn.effects, len(lan.conversation.attachments)) == ((), MOST)
    assert "attached-too-many" in lan.sentences


def test_after_the_report_one_goes_to_its_case_with_its_words() -> None:
    lan = Reporter(standing=Standing(7, "being_read", 0, shown=True))

    turn = lan.sends(sent(7, "hôm qua", lan.standing))

    assert turn.effects == (Effect.ATTACHED_TO_CASE, Effect.WROTE)
    assert turn.text == "hôm qua"
    assert lan.conversation.attachments == ()


def test_where_a_code_is_asked_for_the_code_is_asked_for_again() -> None:
    lan = Reporter()
    lan.commands("status")

    assert lan.sends(sent(7)).effects == ()
    assert "code-shape" in lan.sentences


def test_after_filing_one_begins_a_new_report() -> None:
    lan = Reporter().comes_to("review")
    lan.presses("review:submit")

    lan.sends(sent(7))

    assert (lan.conversation.phase, len(lan.conversation.attachments)) == (Phase.OPENING, 1)
