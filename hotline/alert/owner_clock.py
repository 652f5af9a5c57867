"""How long an acknowledged alert rests: until the policy's time, the owner's promise or an offer runs out.

Its `due_at` is always the first of the three, so that one timer serves them all (rules E1 and E11).
"""

from dataclasses import replace
from datetime import datetime

from hotline.alert.alert import Alert, AlertState, Offer
from hotline.ids import OfficerId


def taken(alert: Alert, officer: OfficerId, now: datetime, *, opened: bool) -> Alert:
    """`officer` is the owner and has to open the case in time; `opened`: has done so before."""
    owned = replace(
        alert,
        state=AlertState.ACKNOWLEDGED,
        version=alert.version + 1,
        acknowledged_by=officer,
        acknowledged_at=now,
        case_opened=False,
        rests_until=now + alert.policy.open_within,
        promised_at=None,
        offer=None,
    )
    return read(owned, now) if opened else timed(owned)


def read(alert: Alert, now: datetime) -> Alert:
    """The owner has read the case, or done something about it: the idle clock starts."""
    if alert.drill:  # nothing is left to be done about it
        return replace(released(alert), case_opened=True, state=AlertState.CLOSED, due_at=None)
    rests = now + alert.policy.idle_after
    return timed(replace(alert, case_opened=True, rests_until=rests, province_again_at=None))


def promised(alert: Alert, at: datetime | None) -> Alert:
    """The owner's promise to be there at that time; None: kept, or given up."""
    return timed(replace(alert, promised_at=at))


def offered(alert: Alert, offer: Offer | None) -> Alert:
    """A hand-over that waits for an answer; None: there is none any more."""
    return timed(replace(alert, offer=offer))


def released(alert: Alert) -> Alert:
    """No owner's clock runs any more; whoever calls says what `due_at` is instead."""
    return replace(alert, rests_until=None, promised_at=None, offer=None)


def timed(alert: Alert) -> Alert:
    """`due_at` is the first of what runs out."""
    until = None if alert.offer is None else alert.offer.until
    ends = [at for at in (alert.rests_until, alert.promised_at, until) if at is not None]
    return replace(alert, due_at=min(ends, default=alert.due_at))
