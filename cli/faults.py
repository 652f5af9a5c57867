"""Faults as operators read them."""

from handlers.installation import Texts
from hotline.duty.roster_faults import in_words
from hotline.messages import Say


def in_english(texts: Texts, *faults: Say) -> str:
    """All of them on one line."""
    return in_words(texts.catalog, "en", faults)
