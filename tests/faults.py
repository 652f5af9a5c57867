"""What is wrong with a roster, in the words that operators read."""

from collections.abc import Iterable

from hotline.duty.roster_faults import in_words
from hotline.messages import Say
from tests.office import texts


def in_english(faults: Iterable[Say]) -> str:
    """All the faults on one line."""
    return in_words(texts().catalog, "en", faults)
