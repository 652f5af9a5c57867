"""Counting that a poster was followed: one more for its place and the month, and nothing else of it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from handlers.installation import Installation
from storage.schema import Tx
from storage.tables import poster, tally


def name_of(code: str) -> str:
    """What the tally calls the poster's count."""
    return f"poster:{code}"


def count(tx: Tx, office: Installation, codes: Iterable[str], now: datetime) -> None:
    """These codes came in; one that no poster has counts nowhere."""
    came = Counter(codes)
    if not came:
        return
    month = now.astimezone(office.settings.hotline.zone).date().replace(day=1)
    for code in sorted(poster.known(tx, {*came})):
        tally.add(tx, name_of(code), month, came[code])
