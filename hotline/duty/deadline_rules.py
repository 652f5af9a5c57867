"""Which time limits there are on a case: the law's, and a province's own from the configuration.

Decree 56/2017/NĐ-CP sets two. Article 26.3: where a child's life, health or dignity is in serious danger,
emergency measures or a temporary separation within 12 hours from receiving the information. Article 28.1:
save in emergencies, a draft of the plan of support within 5 working days.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from hotline.alert.alert import Urgency
from hotline.durations import format_duration, parse_duration

MOST_WORKING_DAYS: Final = 250


@dataclass(frozen=True, slots=True)
class Term:
    """How long: `span`, or so many working days."""

    span: timedelta = timedelta()
    working_days: int = 0

    def __str__(self) -> str:
        if not self.working_days:
            return format_duration(self.span)
        return f"{self.working_days} working day{'s' if self.working_days > 1 else ''}"


class Starts(StrEnum):
    """What lets the time run: that the alert was opened, or that somebody acknowledged it."""

    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class Watch:
    """How long a deadline is, and when people hear of it: frozen into each deadline that has begun."""

    within: Term
    remind_before: tuple[timedelta, ...] = ()
    alarm_after: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """Which cases have this deadline. `categories` None: all, also of a report that names none.

    `name` None: the program has a name for it in every language.
    """

    kind: str
    watch: Watch
    urgencies: frozenset[Urgency]
    categories: frozenset[str] | None = None
    starts: Starts = Starts.OPENED
    name: str | None = None

    def applies(self, urgency: Urgency, category: str | None) -> bool:
        return urgency in self.urgencies and (self.categories is None or category in self.categories)


def parse_term(text: str) -> Term:
    """The term that "12h" or "5 working days" names.

    Raises ValueError, with what is wrong and how to mend it.
    """
    match = re.fullmatch(r"([0-9]{1,3}) working days?", text)
    if match is None:
        try:
            span = parse_duration(text)
        except ValueError:
            span = timedelta()
        if not span:
            raise ValueError(f'{text[:40]!r} is not a term; write it like "12h" or "5 working days"')
        return Term(span)
    if not 1 <= int(match[1]) <= MOST_WORKING_DAYS:
        raise ValueError(f"{text!r} is out of range; write 1 to {MOST_WORKING_DAYS} working days")
    return Term(working_days=int(match[1]))


DEFAULT_RULES: Final = (
    DeadlineRule(
        "emergency_measures",
        Watch(
            Term(timedelta(hours=12)),
            remind_before=(timedelta(hours=2), timedelta(hours=6)),
            alarm_after=(timedelta(), timedelta(hours=1)),
        ),
        frozenset({Urgency.EMERGENCY}),
    ),
    DeadlineRule(
        "support_plan",
        Watch(
            Term(working_days=5),
            remind_before=(timedelta(hours=16), timedelta(hours=40)),
            alarm_after=(timedelta(hours=8), timedelta(hours=32)),
        ),
        frozenset({Urgency.URGENT, Urgency.NORMAL}),
    ),
)
"""The law's two. The plan's reminders and alarms come at 8 in the morning."""
