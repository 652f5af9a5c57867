"""Interviews that nobody goes on with: what is worth reading, and what is said to who comes back."""

import pytest

from handlers.texts import read_scripts
from hotline.errors import BadScript
from hotline.interview import abandoned
from hotline.interview.conversation import Incoming, Kind
from hotline.interview.script import parse_script
from tests.reporter import RECEIPT, ROOT, SCRIPT_FILE, Reporter, catalog


def worth_reading(lan: Reporter) -> bool:
    return abandoned.is_worth_reading(lan.conversation)


def test_only_what_tells_of_something_is_worth_reading() -> None:
    assert not worth_reading(Reporter())
    assert not worth_reading(Reporter().comes_to("category"))
    assert worth_reading(Reporter().comes_to("child_age"))
    skipped = Reporter().comes_to("category")
    skipped.presses("q:category:skip", "q:child_age:7_10")
    assert not worth_reading(skipped)


def test_words_and_a_voice_at_any_place_are_worth_reading() -> None:
    written, spoken = Reporter(), Reporter()
    written.writes("nhà bên có đứa nhỏ bị đánh suốt")
    spoken.sends(Incoming(Kind.VOICE, "", recording=7, seconds=42))

    assert worth_reading(written)
    assert worth_reading(spoken)


def test_a_red_interview_is_marked_whatever_was_told() -> None:
    lan = Reporter()
    lan.writes("SOS")

    assert worth_reading(lan)


def test_what_was_filed_or_handed_over_is_not_handed_over_again() -> None:
    lan = Reporter().comes_to("review")
    handed = abandoned.hand_over(lan.conversation, RECEIPT)
    lan.presses("review:submit")

    assert not worth_reading(lan)
    assert not abandoned.is_worth_reading(handed)


def test_asking_for_a_code_meanwhile_is_no_end_of_the_interview() -> None:
    lan = Reporter().comes_to("story")
    lan.commands("status")

    assert worth_reading(lan)


def test_who_comes_back_is_told_once_and_goes_on_with_the_same_code() -> None:
    lan = Reporter().comes_to("story")
    lan.conversation = abandoned.hand_over(lan.conversation, "9" * 16)

    lan.writes("bị đánh bằng roi")
    assert lan.sentences[0] == "handed-over"
    lan.presses("q:story:done")
    assert "handed-over" not in lan.sentences

    lan.presses("q:follow_up:no", "review:submit")
    assert "9999 9999 9999 9999" in lan.sees


def test_leaving_afterwards_says_truly_what_stays() -> None:
    lan = Reporter().comes_to("story")
    lan.conversation = abandoned.hand_over(lan.conversation, RECEIPT)

    lan.writes("hủy")

    assert "parting-sent" in lan.sentences


@pytest.mark.parametrize(("medium", "minutes"), [("telegram", "30 phút"), ("web", "30 phút")])
def test_the_opening_says_what_becomes_of_an_unfinished_report(medium: str, minutes: str) -> None:
    assert minutes in Reporter(medium).sees


def _script(table: str) -> str:
    return f"{read_scripts(ROOT / 'interviews')['report.toml']}\n{table}\n"


def test_the_script_sets_the_silence() -> None:
    script = parse_script(SCRIPT_FILE, _script('[abandoned]\nafter = "10m"'), catalog())

    assert script.abandoned_after.total_seconds() == 600


@pytest.mark.parametrize("table", ['after = "soon"', 'after = "5s"', "after = 5", 'later = "5m"'])
def test_a_silence_that_is_none_is_refused(table: str) -> None:
    with pytest.raises(BadScript, match=r"abandoned|after"):
        parse_script(SCRIPT_FILE, _script(f"[abandoned]\n{table}"), catalog())
