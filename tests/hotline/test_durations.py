from datetime import timedelta

import pytest

from hotline.durations import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("0s", timedelta()),
        ("90s", timedelta(seconds=90)),
        ("5m", timedelta(minutes=5)),
        ("12h", timedelta(hours=12)),
        ("5d", timedelta(days=5)),
        ("3650d", timedelta(days=3650)),
    ],
)
def test_a_number_with_a_unit_is_a_duration(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize("text", ["", "5", "m", "-5m", "5 m", "1.5h", "5M", "5min", "1h30m", "٥m", "5m\n"])
def test_anything_else_is_refused_with_the_way_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match='is not a duration; write it like "90s", "5m", "12h" or "5d"'):
        parse_duration(text)


def test_more_than_ten_years_is_refused() -> None:
    with pytest.raises(ValueError, match="'3651d' is too long"):
        parse_duration("3651d")


@pytest.mark.parametrize("text", ["0s", "90s", "5m", "61m", "12h", "5d", "25h"])
def test_writing_a_duration_gives_back_what_was_read(text: str) -> None:
    assert format_duration(parse_duration(text)) == text


def test_it_is_written_in_the_largest_unit_that_fits() -> None:
    assert format_duration(timedelta(hours=48)) == "2d"
