"""An alert's times after the clock was set back: it climbs when it would have climbed."""

from dataclasses import replace
from datetime import datetime, timedelta

from hotline.alert.alert import Alert


def earlier(alert: Alert, by: timedelta, now: datetime) -> Alert:
    """The alert, with what it waits for moved back with the clock; `now` is the new time.

    A promise is a time of day that people have agreed on, and stays.
    """

    def moved(at: datetime | None) -> datetime | None:
        return at if at is None or at <= now else max(now, at - by)

    offer = alert.offer
    if offer is not None:
        offer = replace(offer, until=moved(offer.until) or now)
    return replace(
        alert,
        version=alert.version + 1,
        due_at=moved(alert.due_at),
        rests_until=moved(alert.rests_until),
        province_again_at=moved(alert.province_again_at),
        offer=offer,
    )
