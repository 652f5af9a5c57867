"""An alert and the values around it. Times are aware UTC datetimes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hotline.ids import AlertNumber, ContactMethodId, OfficerId, UnitCode


class Urgency(StrEnum):
    """How soon a person must read it, the highest first (domain.md: red, orange, yellow, green)."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NORMAL = "normal"
    LOW = "low"


class AlertState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Rung(StrEnum):
    """Whom a step of the ladder pages."""

    ON_DUTY = "on_duty"
    BACKUP = "backup"
    UNIT_LEAD = "unit_lead"
    PARENT_ON_DUTY = "parent_on_duty"
    SUPERVISOR = "supervisor"


class PageReason(StrEnum):
    """Why a page goes out; part of what makes it unique (rule E3)."""

    STEP = "step"
    HELP = "help"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """One rung: `after` counts from the step before, the first from the leg's opening."""

    after: timedelta
    notify: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The structure of an escalation, frozen into each leg of an alert (rule E9)."""

    name: str
    steps: tuple[PolicyStep, ...]
    repeat_after: timedelta
    repeat_rounds: int
    open_within: timedelta
    idle_after: timedelta


@dataclass(frozen=True, slots=True)
class Offer:
    """The owner wants to hand the alert over to `to`, who has until then to accept; else it stays."""

    to: OfficerId
    until: datetime


@dataclass(frozen=True, slots=True)
class Alert:
    """Where one alert stands. Every change raises `version` by one.

    `round` and `step` name the step that is due next. `reached` names the steps (round, step) of the
    present leg's latest round that found somebody and whose pages have not all failed for good: a round
    that reached nobody starts over after 30 s (rule E7). `barred` are officers who acknowledged and did
    not open the case in time: their chats can't quieten this alert any more. `passed` are officers who
    passed it on and were not paged since. `case_opened` tells whether whoever acknowledged has opened
    the case in the console. While it is acknowledged, `rests_until` is how long the policy leaves it alone,
    `promised_at` when its owner said to be there, `offer` a hand-over that waits for an answer; `due_at` is
    the first of them. `province_again_at`: an emergency has moved to this unit; unless its case
    is opened, from this time the province's officer on duty is paged along. `drill`: a test that goes the
    whole real way, says what it is on every page, counts in no statistics, and is over once its case was
    opened. `taps_alone`: an emergency without a place, a word or a voice; `grouped`: one of so many that
    they share a page (see `flood.py`). `lowered`: an officer once made it less urgent (see `regrading.py`).
    """

    number: AlertNumber
    unit: UnitCode
    urgency: Urgency
    state: AlertState
    policy: Policy
    version: int
    leg: int
    round: int
    step: int
    opened_at: datetime
    due_at: datetime | None
    reached: tuple[tuple[int, int], ...] = ()
    acknowledged_by: OfficerId | None = None
    acknowledged_at: datetime | None = None
    case_opened: bool = False
    barred: frozenset[OfficerId] = frozenset()
    passed: frozenset[OfficerId] = frozenset()
    rests_until: datetime | None = None
    promised_at: datetime | None = None
    offer: Offer | None = None
    province_again_at: datetime | None = None
    drill: bool = False
    taps_alone: bool = False
    grouped: bool = False
    lowered: bool = False


@dataclass(frozen=True, slots=True)
class PageDue:
    """One officer to page on each of the contact methods named."""

    officer: OfficerId
    contact_methods: tuple[ContactMethodId, ...]
    leg: int
    round: int
    step: int
    reason: PageReason = PageReason.STEP
