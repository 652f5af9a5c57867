"""Reads how long a silence ends an interview from a script's TOML."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hotline.durations import parse_duration
from hotline.refused import Refused

BY_DEFAULT = timedelta(minutes=30)


def read_silence(raw: Mapping[str, Any]) -> timedelta:
    """The silence of `[abandoned] after = "30m"`; half an hour if the script says nothing."""
    table = raw.get("abandoned", {})
    if not isinstance(table, dict) or table.keys() - {"after"}:
        raise Refused("[abandoned] has one key, “after”", "abandoned")
    try:
        after = parse_duration(str(table["after"])) if table else BY_DEFAULT
    except ValueError:
        raise Refused("“after” must be a duration such as “30m”", "after") from None
    if after < timedelta(minutes=1):
        raise Refused("“after” must be a minute at least", "after")
    return after
