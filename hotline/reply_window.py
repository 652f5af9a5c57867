"""How long one may still answer on a channel that lets nobody speak first (a Zalo Official Account)."""

from datetime import UTC, datetime, timedelta

from hotline.parcel import Heard

FREE_FOR = timedelta(hours=48)
OPEN_FOR = timedelta(days=7)
"""Against payment, after the free time."""


def left(heard: Heard, now: datetime, *, paid: bool) -> timedelta:
    """Until when something may be sent there, counted from `now`; not above zero once it can't."""
    last = datetime.fromtimestamp(heard.at_ms / 1000, UTC)
    return last + (OPEN_FOR if paid else FREE_FOR) - now
