"""When a picture or a file may be opened: never by one officer alone, for it may be an image of abuse.

One asks, with a reason; a second one who may read the case agrees, in a session of their own; then whoever
asked, and nobody else, may open it for half an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.ids import OfficerId

ASKED_FOR = timedelta(hours=24)
"""A question that nobody agrees to lapses."""
OPEN_FOR = timedelta(minutes=30)
SHORTEST_REASON = 3
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody asked to open one; perhaps a second person has agreed."""

    asked_by: OfficerId
    asked_at: datetime
    agreed_at: datetime | None = None


def open_until(question: Question) -> datetime | None:
    """When it shuts again; None while nobody has agreed."""
    return None if question.agreed_at is None else question.agreed_at + OPEN_FOR


def stands(question: Question, now: datetime) -> bool:
    """Whether it may still be agreed to, or is open."""
    until = open_until(question) or question.asked_at + ASKED_FOR
    return now < until


def may_open(question: Question, officer: OfficerId, now: datetime) -> bool:
    """Whether this officer may open it now."""
    until = open_until(question)
    return question.asked_by == officer and until is not None and now < until


def refusal(question: Question, officer: OfficerId, now: datetime) -> str | None:
    """Why this officer can't agree, as the console names it; None: they can."""
    if question.asked_by == officer:
        return "same_person"
    if question.agreed_at is not None:
        return "already_agreed"
    return None if stands(question, now) else "lapsed"
