"""Durations as people write them in the configuration: "90s", "5m", "12h", "5d"."""

import re
from datetime import timedelta

_SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_LONGEST = timedelta(days=3_650)


def parse_duration(text: str) -> timedelta:
    """The length of time that `text` names.

    Raises ValueError, with what is wrong and how to mend it, if `text` isn't a whole number with one of
    the units s, m, h, d, or is longer than ten years.
    """
    match = re.fullmatch(r"([0-9]{1,9})([smhd])", text)
    if match is None:
        raise ValueError(f'{text[:40]!r} is not a duration; write it like "90s", "5m", "12h" or "5d"')
    length = timedelta(seconds=int(match[1]) * _SECONDS[match[2]])
    if length > _LONGEST:
        raise ValueError(f"{text!r} is too long; ten years (3650d) is the most")
    return length


def format_duration(length: timedelta) -> str:
    """The shortest way to write `length` in one unit: "90s", "5m". Fractions of a second are dropped."""
    seconds = int(length.total_seconds())
    if seconds == 0:
        return "0s"
    unit = next(unit for unit, size in _SECONDS.items() if seconds % size == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"
