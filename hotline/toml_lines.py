"""Finds the line of a TOML text that speaks of a key, so that an error can name it.

The standard reader keeps no line numbers. This looks at headers and at the beginnings of lines, no deeper:
for a text written strangely it may find nothing, and then the error names the key alone.
"""

import re

_HEADER = re.compile(r"\s*\[{1,2}([^\[\]]+)\]{1,2}\s*(#.*)?$")
_KEY = re.compile(r"\s*([\w.\"' -]+?)\s*=")


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The first line (from 1) that names `path`, a section within it, or the inline table that holds it."""
    section: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            section = here = _parts(header[1])
        elif key := _KEY.match(line):
            here = (*section, *_parts(key[1]))
            if path[: len(here)] == here:
                return number
        else:
            continue
        if here[: len(path)] == path:
            return number
    return None


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
