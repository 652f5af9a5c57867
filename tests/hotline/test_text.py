import unicodedata

import pytest

from hotline.text import clean, fold, same_word


@pytest.mark.parametrize(
    "written",
    [
        "Đắk Mil",
        "đắk mil",
        "DAK MIL",
        unicodedata.normalize("NFD", "Đắk Mil"),
        "Đắk\u200b Mil",
        " Đắk\n Mil. ",
    ],
)
def test_one_word_written_in_many_ways_is_one_word(written: str) -> None:
    assert fold(written) == "dak mil"


def test_diacritics_count_where_they_must() -> None:
    """“Huy” is a boy's name, “hủy” discards a report."""
    assert same_word("Huy") != same_word("HỦY")
    assert same_word(unicodedata.normalize("NFD", "HỦY!")) == "hủy"


def test_stored_words_stay_as_they_came() -> None:
    story = "  Em sợ…\n\tko dám kể 😢 "

    assert clean(story) == story


def test_what_no_database_holds_is_taken_out() -> None:
    assert clean("a\x00b\ud800c") == "abc"


def test_stored_words_are_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "Đắk Búk So")) == "Đắk Búk So"


def test_text_of_any_length_is_compared_quickly() -> None:
    assert len(fold("a" * 1_000_000)) < 1000
