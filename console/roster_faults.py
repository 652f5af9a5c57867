"""Why a roster isn't changed, as pages and the API say it."""

from textwrap import shorten

from handlers.installation import Installation
from hotline.duty.roster_faults import Faults, in_words
from hotline.messages import Say

_LONGEST = 2000  # Fluent refuses a part above 2,500 characters


def wrong_roster(office: Installation, locale: str, faults: Faults) -> Say:
    """The sentence that names every fault, in this language."""
    detail = in_words(office.texts.catalog, locale, faults)
    return Say("fault-wrong_roster", {"detail": shorten(detail, _LONGEST, placeholder=" …")})
