"""Handing an alert over: "now yours". The owner stays the owner until the other one has said yes.

An offer that nobody answers in time is over, and the owner is told; so is one that is refused. It is a fact
about an acknowledged alert and no state of its own, and its end is a due time like any other (rule E11).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hotline.alert import owner_clock
from hotline.alert.acknowledgement import AlreadyClosed, AlreadyTaken, MustOpenFirst, NotTaken
from hotline.alert.alert import Alert, AlertState, Offer, Policy
from hotline.duty.roster import Duty, Officer, Role
from hotline.ids import OfficerId

_LONGEST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Offered:
    """`withdrawn`: who was asked before and needs to answer no more."""

    alert: Alert
    withdrawn: OfficerId | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """`before`: whose it was."""

    alert: Alert
    before: OfficerId


@dataclass(frozen=True, slots=True)
class Refused:
    """It stays with its owner."""

    alert: Alert
    owner: OfficerId


@dataclass(frozen=True, slots=True)
class NotOffered:
    """Nothing waits for this officer's answer: too late, withdrawn, or never asked."""


def accept_within(policy: Policy) -> timedelta:
    """How long an offer waits: half the time in which a case has to be opened, 30 minutes at most."""
    return min(policy.open_within / 2, _LONGEST)


def receivers(alert: Alert, duty: Duty) -> tuple[Officer, ...]:
    """To whom it can be handed over: may read, can be asked, the unit's own first."""
    able = [
        one
        for one in duty.members(alert.unit)
        if one.id != alert.acknowledged_by and one.contact_methods and one.role is not Role.ADMINISTRATOR
    ]
    return tuple(sorted(able, key=lambda one: (one.unit != alert.unit, one.id)))


def hand_over(
    alert: Alert, officer: OfficerId, to: OfficerId, now: datetime
) -> Offered | NotTaken | AlreadyTaken | AlreadyClosed:
    """`to` is asked; an offer to somebody else is withdrawn. Whether `to` may have it is for the caller."""
    if alert.state is AlertState.CLOSED:
        return AlreadyClosed()
    if alert.acknowledged_by is None:
        return NotTaken()
    if alert.acknowledged_by != officer:
        return AlreadyTaken(alert.acknowledged_by)
    offer = Offer(to, now + accept_within(alert.policy))
    before = None if alert.offer is None or alert.offer.to == to else alert.offer.to
    return Offered(replace(owner_clock.offered(alert, offer), version=alert.version + 1), before)


def accept(
    alert: Alert, officer: OfficerId, now: datetime, *, from_console: bool, opened: bool
) -> HandedOver | NotOffered | MustOpenFirst:
    """`officer` is the owner now, and must open the case in time (`opened`: has done so already)."""
    if alert.acknowledged_by is None or not _is_asked(alert, officer, now):
        return NotOffered()
    if officer in alert.barred and not from_console:
        return MustOpenFirst()
    return HandedOver(owner_clock.taken(alert, officer, now, opened=opened), alert.acknowledged_by)


def refuse(alert: Alert, officer: OfficerId, now: datetime) -> Refused | NotOffered:
    """It stays with its owner, whose own clock never stopped."""
    if alert.acknowledged_by is None or not _is_asked(alert, officer, now):
        return NotOffered()
    stays = replace(owner_clock.offered(alert, None), version=alert.version + 1)
    return Refused(stays, alert.acknowledged_by)


def _is_asked(alert: Alert, officer: OfficerId, now: datetime) -> bool:
    acknowledged, offer = alert.state is AlertState.ACKNOWLEDGED, alert.offer
    return acknowledged and offer is not None and offer.to == officer and now < offer.until
