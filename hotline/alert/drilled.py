"""How an officer fared in a drill."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """`relieved`: somebody else took it before the officer had to; it says nothing about the officer."""

    PASSED = "passed"
    RELIEVED = "relieved"
    UNANSWERED = "unanswered"
    UNREAD = "unread"
    UNREACHABLE = "unreachable"


FAILED = frozenset({Outcome.UNANSWERED, Outcome.UNREAD, Outcome.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class Fared:
    """What is known of one officer when a drill is over.

    `reached`: a messenger took a page. `lost`: every page failed for good. `waited`: the ladder went past
    the officer, or the drill's whole term went by.
    """

    reached: bool
    lost: bool
    waited: bool
    passed_on: bool
    acknowledged: bool
    opened: bool


def outcome(fared: Fared, *, term_over: bool) -> Outcome:
    """Taking a drill is a promise to read, as with a real alert; passing it on is an answer too."""
    if fared.opened or fared.passed_on:
        return Outcome.PASSED
    if fared.acknowledged:
        return Outcome.UNREAD if term_over or fared.waited else Outcome.PASSED
    if fared.lost:
        return Outcome.UNREACHABLE
    if fared.reached and (fared.waited or term_over):
        return Outcome.UNANSWERED
    return Outcome.RELIEVED  # also where the messenger was slow: that is nobody's failure
