"""Whom an alert would page, step by step, if it came at a given time and nobody acted.

It asks the escalation itself, so that what is foretold is what would happen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.alert.alert import Policy, Rung, Urgency
from hotline.alert.escalation import Step, advance, open_alert
from hotline.duty.roster import Duty, Officer
from hotline.ids import AlertNumber, UnitCode


@dataclass(frozen=True, slots=True)
class PreviewStep:
    """What would happen `after` the alert's opening.

    `paged` can be reached; `unreachable` are meant too, but have no contact method that works.
    """

    after: timedelta
    at: datetime
    rungs: tuple[Rung, ...]
    paged: tuple[Officer, ...]
    unreachable: tuple[Officer, ...]


def preview(
    policy: Policy, unit: UnitCode, urgency: Urgency, at: datetime, duty_at: Callable[[datetime], Duty]
) -> list[PreviewStep]:
    """The first round of the policy's ladder for an alert of `unit` that opens at `at`, a line a step."""
    alert = open_alert(AlertNumber(0), unit, urgency, policy, at)
    steps: list[PreviewStep] = []
    while len(steps) < len(policy.steps) and alert.due_at is not None:
        due = alert.due_at
        duty = duty_at(due)
        fired = advance(alert, duty, due)
        steps += [_line(policy, unit, at, due, duty, number) for number in _numbers(fired)]
        alert = fired.alert
    return steps


def _numbers(fired: Step) -> list[int]:
    return [step for _, _, step in fired.skipped] + sorted({page.step for page in fired.pages})


def _line(
    policy: Policy, unit: UnitCode, at: datetime, due: datetime, duty: Duty, number: int
) -> PreviewStep:
    rungs = policy.steps[number].notify
    meant = {one.id: one for rung in rungs for one in duty.resolve(rung, unit, due)}.values()
    return PreviewStep(
        after=due - at,
        at=due,
        rungs=rungs,
        paged=tuple(one for one in meant if one.contact_methods),
        unreachable=tuple(one for one in meant if not one.contact_methods),
    )
