"""Whom to page next: an alert climbs its policy's ladder until a person acknowledges.

Everything here is a value in, a value out. An open alert rests between two steps: `round` and `step` say
which fires next, `due_at` when (rule E1). `advance` fires what is due and says whom to page; people are
looked up in the roster at that moment (rule E9). A round is one walk up the ladder; once `repeat_rounds`
rounds have gone by, a round is the last step alone, for ever (rule E8). Rounds and legs only count up,
so no two steps ever make the same page (rule E3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hotline.alert import owner_clock
from hotline.alert.alert import Alert, AlertState, PageDue, Policy, Rung, Urgency
from hotline.alert.urgency import highest
from hotline.duty.roster import Duty, Officer
from hotline.ids import AlertNumber, OfficerId, UnitCode

NOBODY_AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Step:
    """What `advance` decided: the alert as it stands now, and whom to page.

    `skipped` are the steps (leg, round, step) that found nobody (rule E7). `nobody`: neither did the
    rest of the round; the administrators must be warned. `unanswered`: who let an offer of a
    hand-over run out. `lateness`: how long it had been due (rule E10), up to `now`; the caller adds the
    time to its commit.
    """

    alert: Alert
    pages: tuple[PageDue, ...] = ()
    skipped: tuple[tuple[int, int, int], ...] = ()
    nobody: bool = False
    lateness: timedelta = timedelta()
    unanswered: OfficerId | None = None


def open_alert(
    number: AlertNumber,
    unit: UnitCode,
    urgency: Urgency,
    policy: Policy,
    now: datetime,
    *,
    drill: bool = False,
) -> Alert:
    """A new alert, whose first step is due after its policy's first `after` (by default at once)."""
    return Alert(
        number=number,
        unit=unit,
        urgency=urgency,
        state=AlertState.OPEN,
        policy=policy,
        version=1,
        leg=0,
        round=0,
        step=0,
        opened_at=now,
        due_at=now + policy.steps[0].after,
        drill=drill,
    )


def advance(alert: Alert, duty: Duty, now: datetime) -> Step:
    """Fires the step that is due; changes nothing if none is.

    Steps that find nobody are skipped at once (rule E7). An acknowledged alert that is due was not
    opened in time, lay idle, or its owner's promise wasn't kept: it climbs again from the first step (rule
    E5). If only an offer has run out, it stays with its owner. Safe to call again with
    the same arguments: it names the same pages.
    """
    if alert.due_at is None or now < alert.due_at:
        return Step(alert)
    lateness, unanswered = now - alert.due_at, _unanswered(alert, now)
    if alert.state is AlertState.ACKNOWLEDGED:
        if unanswered is not None:
            alert = replace(owner_clock.offered(alert, None), version=alert.version + 1)
            if alert.due_at is not None and now < alert.due_at:
                return Step(alert, lateness=lateness, unanswered=unanswered)
        alert = _climb_again(alert, now)
    return replace(_fire(alert, duty, now), lateness=lateness, unanswered=unanswered)


def pages_failed(alert: Alert, leg: int, round_: int, step: int, now: datetime) -> Alert:
    """Every page of that step has failed for good: the step after it is due now (rule E7).

    If it ended its round and nobody else was reached in it, the ladder starts over after 30 s. A step
    that isn't the latest changes nothing but the memory of whom the round has reached.
    """
    failed = (round_, step)
    if leg != alert.leg or failed not in alert.reached:
        return alert
    reached = tuple(one for one in alert.reached if one != failed)
    changed = replace(alert, version=alert.version + 1, reached=reached)
    if alert.state is not AlertState.OPEN or alert.reached[-1] != failed:
        return changed
    if alert.round == round_:
        return replace(changed, due_at=_sooner(alert, now))
    if not reached:
        return replace(changed, step=0, due_at=_sooner(alert, now + NOBODY_AGAIN_AFTER))
    return changed


def reroute(
    alert: Alert, unit: UnitCode, urgency: Urgency, policies: Mapping[Urgency, Policy], now: datetime
) -> Alert:
    """The alert now belongs to `unit` and is at least as urgent as `urgency`; never less than before.

    If either changes, a new leg begins from the first step by the policy of the urgency: the number and
    the opening time stay, an acknowledgement is void, for whoever gave it answered for something else.
    After an emergency has moved, the unit above is paged again unless the case is opened in time.
    """
    urgency = highest(alert.urgency, urgency)
    if alert.state is AlertState.CLOSED or (unit, urgency) == (alert.unit, alert.urgency):
        return alert
    policy = policies[urgency]
    again_at = alert.province_again_at
    if unit != alert.unit and urgency is Urgency.EMERGENCY:
        again_at = now + policy.open_within
    moved = replace(alert, unit=unit, urgency=urgency, policy=policy, province_again_at=again_at)
    return new_leg(moved, now + policy.steps[0].after)


def told_more(alert: Alert, now: datetime) -> Alert:
    """The alert after a place, words or a voice came to one of taps alone.

    Paged for in a group until now, it begins a new leg and pages by itself; not if somebody has it.
    """
    if not alert.taps_alone:
        return alert
    alone = replace(alert, taps_alone=False, grouped=False)
    if alert.grouped and alert.state is AlertState.OPEN:
        return new_leg(alone, now + alert.policy.steps[0].after)
    return replace(alone, version=alert.version + 1)


def put_off(alert: Alert, until: datetime) -> Alert:
    """The same step, due later: the page it shares was sent a moment ago."""
    return replace(alert, version=alert.version + 1, due_at=until)


def new_leg(alert: Alert, due_at: datetime) -> Alert:
    """The ladder begins anew, by nobody's promise; numbers of legs only count up."""
    return replace(
        owner_clock.released(alert),
        state=AlertState.OPEN,
        version=alert.version + 1,
        leg=alert.leg + 1,
        round=0,
        step=0,
        due_at=due_at,
        reached=(),
        acknowledged_by=None,
        acknowledged_at=None,
        case_opened=False,
        passed=frozenset(),
    )


def is_last_alone(alert: Alert) -> bool:
    """Whether the rounds have gone by and only the last step repeats (rule E8)."""
    last = len(alert.policy.steps) - 1
    return alert.round >= alert.policy.repeat_rounds and alert.step == last and not _reached_in_round(alert)


def _unanswered(alert: Alert, now: datetime) -> OfficerId | None:
    return None if alert.offer is None or now < alert.offer.until else alert.offer.to


def _climb_again(alert: Alert, now: datetime) -> Alert:
    # Whoever broke the promise to read can't give it again from a chat: the phone may be stolen.
    broken = frozenset[OfficerId]() if alert.case_opened else _acknowledger(alert)
    return new_leg(replace(alert, barred=alert.barred | broken), now)


def _acknowledger(alert: Alert) -> frozenset[OfficerId]:
    return frozenset() if alert.acknowledged_by is None else frozenset({alert.acknowledged_by})


def _fire(alert: Alert, duty: Duty, now: datetime) -> Step:
    skipped: list[tuple[int, int, int]] = []
    for step in range(alert.step, len(alert.policy.steps)):
        officers = _reachable(alert, step, duty, now)
        if officers:
            pages = tuple(
                PageDue(officer.id, officer.methods_for(alert.urgency), alert.leg, alert.round, step)
                for officer in officers
            )
            return Step(_fired(alert, step, pages, now), pages, tuple(skipped))
        skipped.append((alert.leg, alert.round, step))
    if _reached_in_round(alert):
        return Step(_next_round(alert, now), (), tuple(skipped))
    return Step(_start_over(alert, now), (), tuple(skipped), nobody=True)


def _reachable(alert: Alert, step: int, duty: Duty, now: datetime) -> tuple[Officer, ...]:
    rungs = alert.policy.steps[step].notify
    if alert.province_again_at is not None and now >= alert.province_again_at:
        rungs = (*rungs, Rung.PARENT_ON_DUTY)
    found = {officer.id: officer for rung in rungs for officer in duty.resolve(rung, alert.unit, now)}
    return tuple(officer for officer in found.values() if officer.methods_for(alert.urgency))


def _fired(alert: Alert, step: int, pages: tuple[PageDue, ...], now: datetime) -> Alert:
    alert = replace(
        alert,
        reached=(*_reached_in_round(alert), (alert.round, step)),
        passed=alert.passed - {page.officer for page in pages},
    )
    if step + 1 == len(alert.policy.steps):
        return _next_round(alert, now)
    following = alert.policy.steps[step + 1]
    return replace(alert, version=alert.version + 1, step=step + 1, due_at=now + following.after)


def _next_round(alert: Alert, now: datetime) -> Alert:
    number = alert.round + 1
    first = 0 if number < alert.policy.repeat_rounds else len(alert.policy.steps) - 1
    due_at = now + alert.policy.repeat_after
    return replace(alert, version=alert.version + 1, round=number, step=first, due_at=due_at)


def _start_over(alert: Alert, now: datetime) -> Alert:
    # A round that fired nothing isn't spent: whoever comes on duty later gets the whole ladder.
    number = alert.round if alert.step == 0 else alert.round + 1
    due_at = now + NOBODY_AGAIN_AFTER
    return replace(alert, version=alert.version + 1, round=number, step=0, due_at=due_at)


def _reached_in_round(alert: Alert) -> tuple[tuple[int, int], ...]:
    return tuple(one for one in alert.reached if one[0] == alert.round)


def _sooner(alert: Alert, when: datetime) -> datetime:
    return when if alert.due_at is None else min(alert.due_at, when)
