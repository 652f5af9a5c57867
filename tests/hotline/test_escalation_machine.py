"""Whatever happens in whatever order, the escalation rules hold.

A hundred thousand steps: LANGNGHE_TEST_WALKS=3400 python3 -m pytest tests/hotline/test_escalation_machine.py
"""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hotline.alert.acknowledgement import (
    Acknowledged,
    AlreadyFurther,
    Hurried,
    MustOpenFirst,
    PassedOn,
    Promised,
    acknowledge,
    ask_help,
    escalate_now,
    note_activity,
    open_case,
    pass_on,
    promise,
    standing,
    told_again,
)
from hotline.alert.alert import Alert, AlertState, PageDue, PageReason, Rung, Urgency
from hotline.alert.closing import NotClosed, Reopened, ended, reopen
from hotline.alert.escalation import Step, advance, open_alert, pages_failed, reroute
from hotline.alert.handing_over import HandedOver, NotOffered, Offered, Refused, accept, hand_over, refuse
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.alert.regrading import Regraded, regrade
from hotline.duty.roster import Duty, Officer, Place, Role, Shift
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, UnitCode

START = datetime(2026, 11, 23, 7, tzinfo=UTC)
COMMUNE, OTHER, PROVINCE = UnitCode("24736"), UnitCode("24747"), UnitCode("68")
UNITS = st.sampled_from([COMMUNE, OTHER, PROVINCE])
URGENCIES = st.sampled_from(list(Urgency))
ROLES = (Role.ADMINISTRATOR, Role.OFFICER, Role.OFFICER, Role.UNIT_LEAD, Role.SUPERVISOR, Role.OFFICER)
HOMES = (PROVINCE, COMMUNE, COMMUNE, COMMUNE, PROVINCE, PROVINCE)
OFFICERS = st.sampled_from([OfficerId(number) for number in range(len(ROLES))])
STEPS = st.sampled_from([1, 29, 30, 60, 300, 599, 600, 3_600, 86_400, 700_000])


def everybody() -> Duty:
    officers = tuple(
        Officer(OfficerId(number), str(number), str(number), HOMES[number], role, (ContactMethodId(number),))
        for number, role in enumerate(ROLES)
    )
    return Duty(PROVINCE, officers, (all_day(1, COMMUNE, Place.ON_DUTY), all_day(2, COMMUNE, Place.BACKUP)))


def all_day(officer: int, unit: UnitCode, place: Place) -> Shift:
    return Shift(unit, OfficerId(officer), place, START - timedelta(days=1), START + timedelta(days=400))


class Escalation(RuleBasedStateMachine):
    """One alert, the people around it, and a clock that may also step back."""

    alert: Alert
    duty: Duty
    now: datetime

    @initialize(urgency=URGENCIES, unit=UNITS, drill=st.booleans())
    def opened(self, urgency: Urgency, unit: UnitCode, *, drill: bool) -> None:
        self.now, self.duty = START, everybody()
        policy = DEFAULT_POLICIES[urgency]
        self.alert = open_alert(AlertNumber(1), unit, urgency, policy, START, drill=drill)
        self.paged: set[tuple[int, int, int, PageReason, OfficerId, ContactMethodId]] = set()
        self.last_step: tuple[int, int, int] | None = None
        self.nobody_at: datetime | None = None

    @rule(seconds=STEPS)
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(seconds=st.sampled_from([1, 60, 3_600]))
    def clock_is_set_back(self, seconds: int) -> None:
        self.now -= timedelta(seconds=seconds)
        self.nobody_at = None

    @rule()
    def loop_looks(self) -> None:
        before, step = self.alert, advance(self.alert, self.duty, self.now)

        assert step == advance(self.alert, self.duty, self.now)
        if before.due_at is None or self.now < before.due_at:
            assert step == Step(before)
            return
        assert step.alert.version > before.version
        assert step.lateness == self.now - before.due_at
        self._remember(step.pages)
        self._check_passes(step)
        self._store(step.alert)

    @precondition(lambda self: self.alert.due_at is not None)
    @rule()
    def loop_catches_the_due_time(self) -> None:
        assert self.alert.due_at is not None
        self.now = max(self.now, self.alert.due_at)
        self.loop_looks()

    @rule(officer=OFFICERS, from_console=st.booleans(), opened=st.booleans())
    def acknowledged(self, officer: OfficerId, *, from_console: bool, opened: bool) -> None:
        outcome = acknowledge(self.alert, officer, self.now, from_console=from_console, opened=opened)

        assert isinstance(outcome, Acknowledged | MustOpenFirst) == (self.alert.state is AlertState.OPEN)
        assert isinstance(outcome, MustOpenFirst) <= (officer in self.alert.barred)
        if isinstance(outcome, Acknowledged):
            self._store(outcome.alert)

    @rule(officer=OFFICERS)
    def case_opened(self, officer: OfficerId) -> None:
        self._store(open_case(self.alert, officer, self.now))

    @rule()
    def something_done(self) -> None:
        self._store(note_activity(self.alert, self.now))

    @rule(officer=OFFICERS)
    def passed_on(self, officer: OfficerId) -> None:
        outcome = pass_on(self.alert, officer, self.now)
        if isinstance(outcome, PassedOn):
            assert outcome.alert.due_at == self.now
            self._store(outcome.alert)

    @rule(officer=OFFICERS, seconds=STEPS)
    def promised(self, officer: OfficerId, seconds: int) -> None:
        at = self.now + timedelta(seconds=seconds)
        outcome = promise(self.alert, officer, at, self.now)
        if isinstance(outcome, Promised):
            assert outcome.alert.due_at is not None
            assert outcome.alert.due_at <= at
            self._store(outcome.alert)

    @rule()
    def reporter_tells_more(self) -> None:
        before = self.alert
        self._store(told_again(before, self.now))
        if before.due_at is not None:
            assert self.alert.due_at is not None
            assert self.alert.due_at <= before.due_at

    @rule(officer=OFFICERS, to=OFFICERS)
    def offered(self, officer: OfficerId, to: OfficerId) -> None:
        outcome = hand_over(self.alert, officer, to, self.now)
        if isinstance(outcome, Offered):
            assert outcome.alert.acknowledged_by == officer
            self._store(outcome.alert)

    @precondition(lambda self: self.alert.offer is not None)
    @rule(from_console=st.booleans(), opened=st.booleans(), yes=st.booleans())
    def offer_answered(self, *, from_console: bool, opened: bool, yes: bool) -> None:
        assert self.alert.offer is not None
        to, before = self.alert.offer.to, self.alert.acknowledged_by
        outcome = (
            accept(self.alert, to, self.now, from_console=from_console, opened=opened)
            if yes
            else refuse(self.alert, to, self.now)
        )
        assert isinstance(outcome, NotOffered) == (self.now >= self.alert.offer.until)
        if isinstance(outcome, HandedOver | Refused):
            self._store(outcome.alert)
            if self.alert.state is AlertState.ACKNOWLEDGED:
                assert self.alert.acknowledged_by == (to if yes else before)

    @rule()
    def sent_further_up(self) -> None:
        seen = standing(self.alert)
        outcome = escalate_now(self.alert, seen, self.now)
        if isinstance(outcome, Hurried):
            assert outcome.alert.due_at == self.now
            assert escalate_now(outcome.alert, seen, self.now) == AlreadyFurther()
            self._store(outcome.alert)

    @rule(officer=OFFICERS)
    def help_asked(self, officer: OfficerId) -> None:
        pages = ask_help(self.alert, self.duty, officer, self.now)

        assert all(page.reason is PageReason.HELP and page.officer != officer for page in pages)

    @rule(officer=OFFICERS)
    def officer_is_dead_to_us_or_back(self, officer: OfficerId) -> None:
        self.duty = replace(
            self.duty,
            officers=tuple(
                replace(one, contact_methods=() if one.contact_methods else (ContactMethodId(one.id),))
                if one.id == officer
                else one
                for one in self.duty.officers
            ),
        )

    @rule(officer=OFFICERS)
    def officer_leaves_or_returns(self, officer: OfficerId) -> None:
        self.duty = replace(
            self.duty,
            officers=tuple(
                replace(one, active=not one.active) if one.id == officer else one
                for one in self.duty.officers
            ),
        )

    @rule(officer=st.integers(1, 5), unit=UNITS, place=st.sampled_from(list(Place)), empty=st.booleans())
    def roster_changes(self, officer: int, unit: UnitCode, place: Place, *, empty: bool) -> None:
        self.duty = replace(self.duty, shifts=() if empty else (all_day(officer, unit, place),))

    @precondition(lambda self: self.last_step is not None)
    @rule()
    def last_pages_failed_for_good(self) -> None:
        assert self.last_step is not None
        self._store(pages_failed(self.alert, *self.last_step, self.now))

    @rule(unit=UNITS, urgency=URGENCIES)
    def rerouted(self, unit: UnitCode, urgency: Urgency) -> None:
        before = self.alert
        self._store(reroute(before, unit, urgency, DEFAULT_POLICIES, self.now))

        if self.alert.leg != before.leg:
            assert (self.alert.opened_at, self.alert.number) == (before.opened_at, before.number)
            assert self.alert.due_at == self.now

    @rule(urgency=URGENCIES)
    def regraded(self, urgency: Urgency) -> None:
        before, outcome = self.alert, regrade(self.alert, urgency, DEFAULT_POLICIES, self.now)
        if not isinstance(outcome, Regraded):
            return
        self._store(outcome.alert)
        if before.state is AlertState.OPEN:
            assert (self.alert.leg, self.alert.due_at) == (before.leg + 1, self.now)
        else:
            assert self.alert.acknowledged_by == before.acknowledged_by

    @rule()
    def restarted(self) -> None:
        self.alert = msgspec.json.decode(msgspec.json.encode(self.alert), type=Alert)

    @precondition(lambda self: self.alert.state is AlertState.ACKNOWLEDGED)
    @rule()
    def closed(self) -> None:
        self._store(ended(self.alert))

    @precondition(lambda self: self.alert.state is AlertState.CLOSED)
    @rule()
    def opened_again(self) -> None:
        outcome = reopen(self.alert, self.alert.policy, self.now)
        assert isinstance(outcome, NotClosed if self.alert.drill else Reopened)
        if isinstance(outcome, Reopened):
            self._store(outcome.alert)

    @invariant()
    def an_owners_clock_runs_only_for_an_owner(self) -> None:
        alert = self.alert
        until = None if alert.offer is None else alert.offer.until
        ends = [at for at in (alert.rests_until, alert.promised_at, until) if at is not None]
        if alert.state is AlertState.ACKNOWLEDGED:
            assert alert.due_at == min(ends)
            assert alert.rests_until is not None
        else:
            assert ends == []

    @invariant()
    def e1_due_unless_closed(self) -> None:
        assert (self.alert.due_at is None) == (self.alert.state is AlertState.CLOSED)

    @invariant()
    def acknowledged_by_somebody_or_open(self) -> None:
        if self.alert.state is not AlertState.CLOSED:
            taken = self.alert.state is AlertState.ACKNOWLEDGED
            assert (self.alert.acknowledged_by is not None) == taken
            assert (self.alert.acknowledged_at is not None) == taken

    @precondition(lambda self: self.alert.state is AlertState.OPEN)
    @invariant()
    def e8_left_alone_it_reaches_the_supervisor(self) -> None:
        """Within the time of the ladder and one pause, with everybody reachable, whatever went before."""
        alert, duty, names = self.alert, everybody(), set()
        policy = alert.policy
        longest = sum((step.after for step in policy.steps), timedelta(seconds=30)) + policy.repeat_after
        start = max(self.now, alert.due_at or self.now)
        while alert.due_at is not None and alert.due_at <= start + longest:
            step = advance(alert, duty, max(alert.due_at, self.now))
            names |= {page.officer for page in step.pages}
            alert = step.alert
        (supervisor,) = duty.resolve(Rung.SUPERVISOR, alert.unit, start)
        assert supervisor.id in names

    def _remember(self, pages: tuple[PageDue, ...]) -> None:
        """E3: no page is made twice; and whoever is paged may read."""
        for page in pages:
            for method in page.contact_methods:
                key = (page.leg, page.round, page.step, page.reason, page.officer, method)
                assert key not in self.paged
                self.paged.add(key)
            assert self.duty.may_read(page.officer, self.alert.unit)
            self.last_step = (page.leg, page.round, page.step)

    def _check_passes(self, step: Step) -> None:
        """E7: nobody anywhere makes at most one pass in 30 s, unless a person or a new leg asks."""
        if not step.nobody:
            return
        assert not step.pages
        if self.nobody_at is not None:
            assert self.now - self.nobody_at >= timedelta(seconds=30)
        self.nobody_at = self.now

    def _store(self, alert: Alert) -> None:
        assert (alert == self.alert) or alert.version > self.alert.version
        if alert.due_at is not None and self.alert.due_at is not None and alert.due_at < self.alert.due_at:
            self.nobody_at = None  # a person, a failure or a new place asked for it sooner
        self.alert = alert


TestEscalation = Escalation.TestCase
TestEscalation.settings = settings(
    max_examples=int(os.environ.get("LANGNGHE_TEST_WALKS", "200")),
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
