"""An officer sets another urgency, with a reason; and what answers that come later may still do to it.

Adding answers never lowers an alert (`escalation.reroute`): only a person who has read it may. Once one has,
the reasons that were there already don't count any more, or the next answer, whatever it says, would undo
what the officer decided. A reason that was not there before still raises the alert: a rule that only now
holds, or a word that means danger written anew. One that was taken back and is given again is new as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hotline.alert import owner_clock
from hotline.alert.acknowledgement import AlreadyClosed
from hotline.alert.alert import Alert, AlertState, Policy, Urgency
from hotline.alert.escalation import new_leg
from hotline.alert.urgency import Rules, highest, one_higher
from hotline.condition import Answers


@dataclass(frozen=True, slots=True)
class Regraded:
    alert: Alert


@dataclass(frozen=True, slots=True)
class SameUrgency:
    """It has this urgency already."""


def regrade(
    alert: Alert, urgency: Urgency, policies: Mapping[Urgency, Policy], now: datetime
) -> Regraded | SameUrgency | AlreadyClosed:
    """The alert is as urgent as an officer who has read the case says, and follows that urgency's policy.

    While nobody has it, a new leg begins from the first step. Whoever has taken it keeps it; what was
    promised is due as the new policy says.
    """
    if alert.state is AlertState.CLOSED:
        return AlreadyClosed()
    if urgency is alert.urgency:
        return SameUrgency()
    policy = policies[urgency]
    changed = replace(
        alert,
        urgency=urgency,
        policy=policy,
        lowered=alert.lowered or highest(alert.urgency, urgency) is alert.urgency,
        taps_alone=False,  # whatever it was raised by, a person has looked at it
        grouped=False,
        province_again_at=alert.province_again_at if urgency is Urgency.EMERGENCY else None,
    )
    if alert.state is AlertState.OPEN:
        return Regraded(new_leg(changed, now + policy.steps[0].after))
    resting = replace(changed, version=alert.version + 1, rests_until=_promised(changed, now))
    return Regraded(owner_clock.timed(resting))


def after_answers(
    alert: Alert, rules: Rules, told: Answers, answers: Answers, *, cried: bool = False
) -> Urgency:
    """How urgent `answers` make the alert; `told` is what they were a moment ago. Never less than it is.

    `cried`: by a cry for help, which counts each time.
    """
    if cried:
        return Urgency.EMERGENCY
    if not alert.lowered:
        return highest(alert.urgency, rules.decide(answers).urgency)
    before = rules.decide(told).rules
    anew = rules.decide(_written_since(told, answers)).rules
    fresh = [
        rule
        for rule in rules.decide(answers).rules
        if rule not in before or (rule.when.words and rule in anew)
    ]
    urgency = alert.urgency
    for rule in fresh:
        urgency = urgency if rule.level is None else highest(urgency, rule.level)
    return one_higher(urgency) if any(rule.level is None for rule in fresh) else urgency


def _promised(alert: Alert, now: datetime) -> datetime:
    if alert.case_opened or alert.acknowledged_at is None:
        return now + alert.policy.idle_after
    return max(now, alert.acknowledged_at + alert.policy.open_within)


def _written_since(told: Answers, answers: Answers) -> Answers:
    """The answers, of whose words only those are left that were not there before."""
    return {
        question: answer.removeprefix(before)
        if isinstance(answer, str) and isinstance(before := told.get(question, ""), str)
        else answer
        for question, answer in answers.items()
    }
