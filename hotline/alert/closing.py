"""Closing an alert: with a reason, after somebody has made sure how the child is; and opening it again.

A case is not closed on paper: in Tân Hải the commune answered a letter the same day, and eight days later the
child was beaten again. Whoever closes says whether the child is safe and when it was last seen, which must be
after the last thing that was told.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from hotline.alert import owner_clock
from hotline.alert.acknowledgement import AlreadyClosed, AlreadyTaken, NotTaken
from hotline.alert.alert import Alert, AlertState, Policy
from hotline.alert.escalation import new_leg
from hotline.duty.roster import Duty, Officer, Role

MOST_CHARACTERS = 2000


class CloseReason(StrEnum):
    """Why nothing more is to be done."""

    CHILD_SAFE = "child_safe"
    AGENCY_HAS_IT = "agency_has_it"
    NO_HARM_FOUND = "no_harm_found"
    NOT_FOUND = "not_found"
    REPEAT = "repeat"
    MISUSE = "misuse"


class ReopenReason(StrEnum):
    """Why it begins again."""

    TOLD_AGAIN = "told_again"
    NOT_SAFE = "not_safe"
    NEW_FACTS = "new_facts"
    MISTAKE = "mistake"


class Safe(StrEnum):
    """Is the child safe now?"""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Closing:
    """What whoever closes says. `seen_at`: when the child was last seen, by the officer or one trusted."""

    reason: CloseReason
    safe: Safe
    seen_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    alert: Alert


@dataclass(frozen=True, slots=True)
class NotSafeToClose:
    """`sentence` says what is missing."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Reopened:
    alert: Alert


@dataclass(frozen=True, slots=True)
class NotClosed:
    """It is under way, or was a drill."""


def fault_of(closing: Closing, told_at: datetime, now: datetime) -> str | None:
    """The sentence that says why this isn't enough; None if it is. `told_at`: when last told of the child."""
    if len(closing.words) > MOST_CHARACTERS:
        return "close-too-long"
    if closing.safe is Safe.NO:
        return "close-not-safe"
    if closing.safe is Safe.UNKNOWN:
        if closing.reason is CloseReason.CHILD_SAFE:
            return "close-safe-unseen"
        return None if closing.words.strip() else "close-say-why"
    if closing.seen_at is None:
        return "close-seen-when"
    if closing.seen_at > now:
        return "close-seen-later"
    return "close-seen-before" if closing.seen_at < told_at else None


def may_close(alert: Alert, officer: Officer, duty: Duty) -> bool:
    """The owner may, the unit's lead, and those above."""
    if officer.id == alert.acknowledged_by or duty.is_above(officer.id, alert.unit):
        return True
    return officer.role is Role.UNIT_LEAD and officer.unit == alert.unit


def close(
    alert: Alert, officer: Officer, duty: Duty, closing: Closing, told_at: datetime, now: datetime
) -> Closed | NotTaken | AlreadyTaken | AlreadyClosed | NotSafeToClose:
    """Nobody is paged any more. One that nobody has acknowledged can't be closed."""
    if alert.state is AlertState.CLOSED:
        return AlreadyClosed()
    if alert.acknowledged_by is None:
        return NotTaken()
    if not may_close(alert, officer, duty):
        return AlreadyTaken(alert.acknowledged_by)
    fault = fault_of(closing, told_at, now)
    return Closed(ended(alert)) if fault is None else NotSafeToClose(fault)


def ended(alert: Alert) -> Alert:
    """Nobody is paged any more; ended twice is ended once. For drills, and for `close`."""
    if alert.state is AlertState.CLOSED:
        return alert
    over = owner_clock.released(alert)
    return replace(over, state=AlertState.CLOSED, version=alert.version + 1, due_at=None)


def reopen(alert: Alert, policy: Policy, now: datetime) -> Reopened | NotClosed:
    """A new leg from the first step: whoever is on duty now is paged."""
    if alert.state is not AlertState.CLOSED or alert.drill:
        return NotClosed()
    return Reopened(new_leg(replace(alert, policy=policy), now + policy.steps[0].after))
