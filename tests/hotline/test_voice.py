"""Voice messages in the interview: taken where words are, shown again only by their length."""

from dataclasses import replace as with_voice

import pytest
from msgspec.structs import replace

from hotline.interview.conversation import Effect, Incoming, Kind, Phase, Standing, Voice
from hotline.interview.engine import present
from hotline.interview.voice import MOST
from hotline.messages import Say
from hotline.recording import type_of
from tests.reporter import Reporter, catalog, places, script


def spoken(number: int, seconds: int = 42, standing: Standing | None = None) -> Incoming:
    return Incoming(Kind.VOICE, "", standing=standing, recording=number, seconds=seconds)


def at_the_story() -> Reporter:
    return Reporter().comes_to("story")


def test_a_voice_message_is_the_answer_to_a_question_with_words() -> None:
    lan = at_the_story()

    turn = lan.sends(spoken(7))

    assert turn.effects == (Effect.VOICE,)
    assert lan.conversation.voices == (Voice(7, "story", 42),)
    assert "q:story:done" in lan.buttons
    assert "voice:drop" in lan.buttons
    lan.presses("q:story:done")
    assert lan.conversation.question == "follow_up"


def test_the_review_shows_lengths_and_never_more() -> None:
    lan = at_the_story()
    lan.sends(spoken(7))
    lan.sends(spoken(8, 125))
    lan.presses("q:story:done", "q:follow_up:no")

    assert lan.conversation.phase is Phase.REVIEW
    assert "Lời kể: tin thoại, 0:42, 2:05" in lan.sees
    assert "Lời kể: (bỏ qua)" not in lan.sees


def test_words_and_voice_stand_side_by_side() -> None:
    lan = at_the_story()
    lan.writes("bị đánh hôm qua")
    lan.sends(spoken(7))
    lan.presses("q:story:done", "q:follow_up:no")

    assert "Lời kể: 4 chữ" in lan.sees
    assert "Lời kể: tin thoại, 0:42" in lan.sees


@pytest.mark.parametrize("question", ["role", "danger_now", "place", "review"])
def test_elsewhere_it_is_kept_for_the_officer_and_the_question_asked_again(question: str) -> None:
    lan = Reporter().comes_to(question)
    before = lan.buttons

    turn = lan.sends(spoken(7))

    assert turn.effects == (Effect.VOICE,)
    assert "voice-kept" in lan.sentences
    assert lan.buttons == before
    assert [voice.question for voice in lan.conversation.voices] == ["remarks"]


def test_what_was_kept_stands_on_the_review_and_can_be_deleted_there() -> None:
    lan = Reporter()
    lan.sends(spoken(7))
    lan.comes_to("review")
    assert "Lời viết thêm: tin thoại, 0:42" in lan.sees

    lan.presses("review:edit", "review:edit:remarks")
    turn = lan.presses("voice:drop")

    assert turn.effects == (Effect.VOICE_DROPPED,)
    assert lan.conversation.voices == ()
    lan.presses("q:remarks:skip")
    assert "tin thoại" not in lan.sees


def test_a_recording_can_be_deleted_until_an_officer_may_have_heard_it() -> None:
    lan = at_the_story()
    lan.sends(spoken(7))
    lan.writes("SOS")
    assert "voice:drop" not in lan.buttons

    turn = lan.presses("voice:drop")

    assert turn.effects == ()
    assert len(lan.conversation.voices) == 1


def test_there_is_an_end_to_talking() -> None:
    lan = at_the_story()
    for number in range(MOST):
        lan.sends(spoken(number))

    turn = lan.sends(spoken(99))

    assert (turn.effects, len(lan.conversation.voices)) == ((), MOST)
    assert "voice-too-many" in lan.sentences


def test_after_the_report_a_voice_message_goes_to_its_case() -> None:
    lan = Reporter(standing=Standing(7, "being_read", 0, shown=True))

    turn = lan.sends(spoken(7, standing=lan.standing))

    assert turn.effects == (Effect.SPOKE,)
    assert lan.conversation.voices == ()


def test_spoken_where_a_code_is_asked_for_the_code_is_asked_for_again() -> None:
    lan = Reporter()
    lan.commands("status")

    assert lan.sends(spoken(7)).effects == ()
    assert "code-shape" in lan.sentences


def test_spoken_after_filing_it_begins_a_new_report() -> None:
    lan = Reporter().comes_to("review")
    lan.presses("review:submit")

    lan.sends(spoken(7))

    assert (lan.conversation.phase, len(lan.conversation.voices)) == (Phase.OPENING, 1)


@pytest.mark.parametrize("why", ["voice", "voice-failed", "voice-long"])
def test_one_that_cannot_be_taken_is_answered_with_a_way_on(why: str) -> None:
    lan = at_the_story()

    lan.sends(Incoming(Kind.UNSUPPORTED, why))

    assert f"cannot-take-{why}" in lan.sentences


def test_before_recording_it_is_said_who_will_hear_it() -> None:
    """Only where voice messages are taken, and not again once something was told."""
    hearing = with_voice(script(), hears=frozenset({"telegram"}))
    lan = at_the_story()

    def offered(where: str) -> bool:
        asked = replace(lan.conversation, medium=where)
        return "voice-offer" in [say.id for say in present(hearing, places(), asked).lines]

    assert (offered("telegram"), offered("web")) == (True, False)
    assert "giọng nói" in catalog().text("vi", hearing.say("voice-offer", "citizen", "telegram"))
    lan.writes("bị đánh")
    assert not offered("telegram")


def test_by_the_page_nobody_knows_a_length_and_none_is_told() -> None:
    lan = at_the_story()
    lan.sends(Incoming(Kind.VOICE, "", recording=7))
    lan.sends(Incoming(Kind.VOICE, "", recording=8))
    lan.presses("q:story:done", "q:follow_up:no")

    assert "Lời kể: 2 tin thoại" in lan.sees


def test_of_one_it_is_told_in_the_singular() -> None:
    told = [Say("review-voice", {"question": "The story", "length": "none", "count": n}) for n in (1, 2)]

    words = [catalog().text("en", say) for say in told]

    assert words == ["The story: one voice message", "The story: 2 voice messages"]


def test_words_beside_a_recording_are_read_like_any_others() -> None:
    lan = at_the_story()

    turn = lan.sends(Incoming(Kind.VOICE, "", recording=7, caption="bị đánh hôm qua"))

    assert Effect.VOICE in turn.effects
    assert lan.conversation.writing == ("bị đánh hôm qua",)


@pytest.mark.parametrize(
    ("claimed", "content", "found"),
    [
        ("audio/x-m4a", b"", "audio/mp4"),
        ("audio/webm;codecs=opus", b"", "audio/webm"),
        ("Audio/AMR", b"", "audio/amr"),
        ("audio/vnd.wave", b"", "audio/wav"),
        ("application/octet-stream", b"#!AMR\n", "audio/amr"),
        ("", b"\0\0\0\x18ftyp3gp4", "audio/3gpp"),
        ("video/3gpp", b"\0\0\0\x18ftyp3gp4", "audio/3gpp"),
        ("audio/x-unheard-of", b"OggS", "audio/ogg"),
        ("video/mp4", b"\0\0\0\x18ftypisom", ""),
        ("image/jpeg", b"OggS", ""),
        ("text/html", b"OggS", ""),
        ("audio/x-unheard-of", b"<html>", ""),
    ],
)
def test_what_a_phones_recorder_made_is_known_by_its_claim_or_its_beginning(
    claimed: str, content: bytes, found: str
) -> None:
    assert type_of(claimed, content) == found
