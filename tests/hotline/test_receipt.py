"""A receipt code is understood however people write it, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.receipt import parse, show

CODES = st.text("0123456789", min_size=16, max_size=16)
BETWEEN = st.text(" -.\u00a0\u2011\u2013\u200b\ufeff\uff0d\n\t", max_size=3)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@given(CODES)
def test_what_is_shown_is_understood(code: str) -> None:
    assert parse(show(code)) == code


@given(CODES)
def test_it_is_shown_in_four_groups(code: str) -> None:
    assert [len(group) for group in show(code).split(" ")] == [4, 4, 4, 4]


@given(CODES, st.lists(BETWEEN, min_size=17, max_size=17))
def test_anything_between_the_digits_is_passed_over(code: str, gaps: list[str]) -> None:
    written = gaps[0] + "".join(digit + gap for digit, gap in zip(code, gaps[1:], strict=True))

    assert parse(written) == code


@given(CODES)
def test_full_width_digits_are_digits(code: str) -> None:
    assert parse(show(code).translate(FULL_WIDTH)) == code


@given(st.text("0123456789 ", max_size=40).filter(lambda text: len(text.replace(" ", "")) != 16))
def test_more_or_fewer_digits_are_no_code(text: str) -> None:
    assert parse(text) is None


@given(CODES, st.integers(0, 16), st.characters(categories=["L", "Sc", "So"]))
def test_a_text_with_other_characters_is_no_code(code: str, place: int, other: str) -> None:
    assert parse(code[:place] + other + code[place:]) is None


@given(st.text())
def test_no_text_is_too_strange_to_look_at(text: str) -> None:
    assert parse(text) is None or len(parse(text) or "") == 16


@pytest.mark.parametrize("text", ["", "  ", "1234", "/start", "1234 5678 9012 345", "1234567890123456?"])
def test_these_are_no_codes(text: str) -> None:
    assert parse(text) is None
