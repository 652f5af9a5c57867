"""The tokens of a Zalo Official Account: how long they are good, and when a person must act."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

ENDS_SOON = timedelta(days=14)
OVERDUE_AFTER = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token and the refresh token that will get the next pair. Times are aware UTC."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    renewed_at: datetime
    access_until: datetime
    refresh_until: datetime

    @property
    def due_at(self) -> datetime:
        """When to renew: at half its life, so that a day's trouble costs nothing."""
        return self.renewed_at + (self.access_until - self.renewed_at) / 2


@dataclass(frozen=True, slots=True)
class Kept:
    """The pair as it is stored. `refused_at`: since then Zalo takes its refresh token no more."""

    pair: Pair
    refused_at: datetime | None = None


class Health(StrEnum):
    """How the token is."""

    GOOD = "good"
    OVERDUE = "overdue"  # nothing renews it
    ENDING = "ending"  # the refresh token ends soon, because nothing has renewed it for weeks
    LOST = "lost"  # Zalo takes the refresh token no more
    MISSING = "missing"  # nobody has authorised us


def health(known: Kept | None, now: datetime) -> Health:
    """How this pair is; whatever isn't GOOD or OVERDUE only a person can mend."""
    if known is None:
        return Health.MISSING
    if known.refused_at is not None or known.pair.refresh_until <= now:
        return Health.LOST
    if known.pair.refresh_until - now <= ENDS_SOON:
        return Health.ENDING
    return Health.OVERDUE if known.pair.due_at + OVERDUE_AFTER <= now else Health.GOOD
