"""What is wrong with a roster as it was written: sentences whose ids begin with `roster-fault-`."""

from collections.abc import Iterable

from hotline.catalog import Catalog
from hotline.messages import Say

Faults = list[Say]
Facts = dict[str, str | int]
_LONGEST = 60


def quoted(words: str) -> str:
    """What was written, as a sentence can hold it: in quotation marks, on one line, cut if it is long."""
    return repr(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")


def in_words(catalog: Catalog, locale: str, faults: Iterable[Say]) -> str:
    """All of them on one line."""
    return "; ".join(catalog.text(locale, fault) for fault in faults)
