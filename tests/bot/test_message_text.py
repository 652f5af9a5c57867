"""Long texts and many buttons in the shape that Telegram takes."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.message_text import LONGEST_PART, parts, rows, utf16_units


def test_a_text_that_fits_is_one_part() -> None:
    assert parts("Em đang ở đâu?") == ["Em đang ở đâu?"]


def test_length_counts_as_telegram_counts() -> None:
    """👧🏽 is two points and four units."""
    assert utf16_units("👧🏽a") == 5
    assert [utf16_units(part) for part in parts("👧🏽" * 1025)] == [4096, 4]


def test_cuts_are_at_line_ends_then_at_words() -> None:
    assert parts("một hai\nba bốn", 10) == ["một hai", "ba bốn"]
    assert parts("một hai ba bốn", 10) == ["một hai ba", "bốn"]


def test_no_letter_is_torn_from_its_marks() -> None:
    decomposed = unicodedata.normalize("NFD", "ắ" * 20)

    assert all(unicodedata.normalize("NFC", part).strip("ắ") == "" for part in parts(decomposed, 10))


def test_no_emoji_is_torn_apart() -> None:
    assert parts("👨‍👩‍👧" * 3, 12) == ["👨‍👩‍👧"] * 3
    assert parts("🇻🇳" * 3, 7) == ["🇻🇳"] * 3


@given(st.text(min_size=1), st.integers(min_value=2, max_value=50))
def test_every_part_fits_and_nothing_but_space_is_lost(text: str, longest: int) -> None:
    cut = parts(text, longest)

    assert all(0 < utf16_units(part) <= longest for part in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


def test_short_labels_share_a_row() -> None:
    buttons = [("a", "Có"), ("b", "Không"), ("c", "Tôi là người thân của em bé"), ("d", "Khác")]

    assert rows(buttons) == [buttons[:2], buttons[2:3], buttons[3:]]


def test_the_limit_is_the_messengers() -> None:
    assert len(parts("a" * LONGEST_PART)) == 1
    assert len(parts("a" * (LONGEST_PART + 1))) == 2
