"""What the rules forbid, as the database shows it now: read by index, changing nothing.

The questions A1 to A10 are those of the design. A1, an alert without a due time, the database refuses by
itself (rule E1); A6, an acknowledged alert past its time, is late or astray like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import ONE_WAY, Installation
from handlers.steps import oa_health, rostering, soundness
from hotline.alert.alert import AlertState, Policy, Rung, Urgency
from hotline.alert.escalation import NOBODY_AGAIN_AFTER
from hotline.duty.coverage import gaps, thin
from hotline.duty.planning import planned
from hotline.duty.roster import Duty, Officer, Place, Role, Shift
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, UnitCode
from hotline.oa_token import Health
from storage.audit_chain import EMPTY, Anchor, first_broken, keeps
from storage.schema import Tx, from_ms, to_ms
from storage.tables import alert_watch, audit, canary, deadline, outbox, page, process
from storage.tables import officer as officers
from storage.tables.alert_watch import Watched

LATE = timedelta(seconds=30)
STUCK = timedelta(seconds=60)
WAITS_LONG = timedelta(minutes=5)
SILENT = timedelta(seconds=10)
SOON = timedelta(hours=2)
CANARY_WITHIN = timedelta(hours=2)
LINKS_WITHIN = timedelta(hours=1)
NO_DELAY_IS_LONGER = timedelta(hours=2)
ACCEPTED_WITHIN = {
    Urgency.EMERGENCY: timedelta(minutes=1),
    Urgency.URGENT: timedelta(minutes=5),
    Urgency.NORMAL: timedelta(minutes=30),
    Urgency.LOW: timedelta(hours=2),
}
"""How long an alert's pages may wait until a messenger has taken one of them."""

_SHUT = frozenset({"refused", "conflict"})
_ACCOUNT = "zalo_oa"
_BEFORE_THE_FIRST = AlertNumber(0)
_DAY = timedelta(days=1)
_MOMENT = timedelta(milliseconds=1)
_MOST = 100
_OPEN_AT_ONCE = 200
_ENTRIES_AT_ONCE = 150


@dataclass(frozen=True, slots=True)
class Memory:
    """How far the last look came: what is too much for one look is looked at in turns.

    `opened`: the open alerts up to this number; `chain`: the audit log up to there; `head`: where it ended.
    `waited`: messages waited long already. `shut`: messengers that took nothing from us.
    """

    opened: AlertNumber = _BEFORE_THE_FIRST
    chain: Anchor = EMPTY
    head: Anchor = EMPTY
    waited: bool = False
    shut: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything irregular at one moment, and how far the look came."""

    memory: Memory
    late: tuple[AlertNumber, ...] = ()
    deadlines_late: tuple[tuple[AlertNumber, str], ...] = ()
    astray: tuple[AlertNumber, ...] = ()
    unpaged: tuple[AlertNumber, ...] = ()
    never_accepted: tuple[AlertNumber, ...] = ()
    gaps: tuple[AlertNumber, ...] = ()
    held: tuple[int, ...] = ()
    waiting: int = 0
    waits_long: bool = False
    uncovered: tuple[UnitCode, ...] = ()
    uncovered_soon: tuple[UnitCode, ...] = ()
    unreachable: tuple[OfficerId, ...] = ()
    thin_soon: tuple[UnitCode, ...] = ()
    drill_failed: tuple[OfficerId, ...] = ()
    canary_silent: bool = False
    account: Health | None = None
    shut: frozenset[str] = frozenset()
    nobody_reachable: bool = False
    broken_entry: int | None = None
    silent: bool = False

    @property
    def shut_accounts(self) -> frozenset[str]:
        """Those of them that only send: a provider of text messages whose account ran out."""
        return frozenset(name for name in self.shut if name.partition(".")[0] in ONE_WAY)


def see(tx: Tx, office: Installation, memory: Memory, now: datetime) -> Seen:
    """One look at everything."""
    opened = alert_watch.open_after(tx, memory.opened, _OPEN_AT_ONCE)
    numbers = [one.number for one in opened]
    steps = page.steps_of(tx, numbers) if numbers else []
    alive = process.heard_of(tx, now - SILENT)
    held, waiting, oldest = _messages(tx, office, alive, now)
    zone = office.settings.hotline.zone
    plan = rostering.plan_between(tx, zone, now - _DAY, now + _DAY)
    people, roster = officers.reach(tx), planned(plan, now, now + SOON)
    covered = _covered(people, roster, rostering.keep_a_roster(plan, now - _DAY, now + _DAY))
    broken, chain, head = _log(tx, memory)
    weak = soundness.weak(tx, office.settings, people)
    shut = _shut(office)
    waits_long = oldest is not None and now - oldest > WAITS_LONG
    return Seen(
        memory=Memory(
            opened=numbers[-1] if len(numbers) == _OPEN_AT_ONCE else _BEFORE_THE_FIRST,
            chain=chain,
            head=head,
            waited=waits_long,
            shut=shut,
        ),
        late=tuple(alert_watch.late(tx, now - LATE, _MOST)),
        deadlines_late=tuple(deadline.due(tx, now - LATE, _MOST)),
        astray=tuple(_astray(tx, office, now)),
        unpaged=tuple(_unpaged(opened, steps)),
        never_accepted=tuple(_never_accepted(opened, steps, now)),
        gaps=tuple(alert_watch.with_gaps(tx, numbers) if numbers else ()),
        held=held,
        waiting=waiting,
        waits_long=waits_long and memory.waited,
        uncovered=_with_gaps(covered, now, now + _MOMENT),
        uncovered_soon=_with_gaps(covered, now, now + SOON),
        unreachable=tuple(one.id for one in people if _is_unreachable(one, now)),
        thin_soon=_thin(covered, weak, now, now + SOON),
        drill_failed=tuple(one for one, why in weak.items() if why is soundness.Weakness.DRILL),
        canary_silent=_canary_silent(tx, office, now),
        account=oa_health.of_account(tx, office.settings, now),
        shut=shut & memory.shut,
        nobody_reachable=_nobody_reachable(office, people, roster, now),
        broken_entry=broken,
        silent=office.owner not in alive,
    )


def _shut(office: Installation) -> frozenset[str]:
    """Messengers that refuse us until a person acts; the Official Account's token is looked at by itself."""
    standing = office.standing().items()
    return frozenset(
        name for name, state in standing if state in _SHUT and not name.startswith(f"{_ACCOUNT}.")
    )


def longest_wait(policy: Policy, state: AlertState, *, case_opened: bool) -> timedelta:
    """How far off the due time of an alert may lie at most, in this state."""
    if state is AlertState.ACKNOWLEDGED:
        return policy.idle_after if case_opened else policy.open_within
    return max(policy.repeat_after, NOBODY_AGAIN_AFTER, *(step.after for step in policy.steps))


def _astray(tx: Tx, office: Installation, now: datetime) -> list[AlertNumber]:
    policies = office.settings.policies
    latest = {
        (state, urgency, opened): now + longest_wait(policies[urgency], state, case_opened=opened)
        for state, urgency, opened in alert_watch.KINDS
    }
    return alert_watch.beyond(tx, latest, _MOST)


def _unpaged(opened: Sequence[Watched], steps: Sequence[page.PagedStep]) -> list[AlertNumber]:
    """The latest step found somebody, and there is no page of it."""
    paged = {(step.alert, step.leg, step.round, step.step) for step in steps}
    return [
        one.number for one in opened if one.reached and (one.number, one.leg, *one.reached[-1]) not in paged
    ]


def _never_accepted(
    opened: Sequence[Watched], steps: Sequence[page.PagedStep], now: datetime
) -> list[AlertNumber]:
    """Paged for longer than the urgency allows, and no messenger has taken any page of the present leg."""
    since: dict[tuple[AlertNumber, int], int] = {}
    accepted = set()
    for step in steps:
        leg = (step.alert, step.leg)
        since[leg] = min(step.made_at, since.get(leg, step.made_at))
        if step.accepted:
            accepted.add(leg)
    return [
        one.number
        for one in opened
        if (leg := (one.number, one.leg)) in since
        and leg not in accepted
        and to_ms(now - ACCEPTED_WITHIN[one.urgency]) >= since[leg]
    ]


def _messages(
    tx: Tx, office: Installation, alive: set[str], now: datetime
) -> tuple[tuple[int, ...], int, datetime | None]:
    """Those that nobody will send as things stand; how many wait at all, and since when."""
    overdue = outbox.overdue(tx, now - STUCK, _MOST)
    latest = to_ms(now + 2 * office.lease)
    held = [
        row.id
        for row in overdue
        if row.lease_until is not None and (row.lease_owner not in alive or row.lease_until > latest)
    ]
    held += outbox.put_off_beyond(tx, now + NO_DELAY_IS_LONGER, _MOST)
    return tuple(held), len(overdue), from_ms(overdue[0].due_at) if overdue else None


def _is_unreachable(one: officers.Reach, now: datetime) -> bool:
    """An officer who was added a moment ago is about to link a messenger."""
    expected = one.linked or now - from_ms(one.added_at) > LINKS_WITHIN
    return expected and not one.reachable and one.role != Role.ADMINISTRATOR


def _covered(
    people: Sequence[officers.Reach], roster: Sequence[Shift], units: set[UnitCode]
) -> dict[UnitCode, list[Shift]]:
    """The shifts of those whom a page reaches, for each unit that keeps a roster."""
    reachable = {one.id for one in people if one.reachable}
    found: dict[UnitCode, list[Shift]] = {unit: [] for unit in units}
    for shift in roster:
        if shift.officer in reachable:
            found.setdefault(shift.unit, []).append(shift)
    return found


def _with_gaps(covered: dict[UnitCode, list[Shift]], now: datetime, until: datetime) -> tuple[UnitCode, ...]:
    """The units that have nobody at some time until then."""
    return tuple(sorted(unit for unit, shifts in covered.items() if gaps(shifts, now, until)))


def _canary_silent(tx: Tx, office: Installation, now: datetime) -> bool:
    settings, known = office.settings.canary, canary.seen(tx)
    if not settings.enabled or known is None:
        return False
    last = max(known.succeeded_at or known.watched_since, known.watched_since)
    return now - last > max(CANARY_WITHIN, 2 * settings.every)


def _thin(
    covered: dict[UnitCode, list[Shift]],
    weak: dict[OfficerId, soundness.Weakness],
    now: datetime,
    until: datetime,
) -> tuple[UnitCode, ...]:
    """The units that have, at some time until then, only officers who may not be alone."""
    first = {unit: [one for one in shifts if one.place is Place.ON_DUTY] for unit, shifts in covered.items()}
    return tuple(sorted(unit for unit, shifts in first.items() if thin(shifts, weak, now, until)))


def _nobody_reachable(
    office: Installation, people: Sequence[officers.Reach], roster: Sequence[Shift], now: datetime
) -> bool:
    """For the province as a whole, no page could reach anybody at this moment."""
    somebody = (ContactMethodId(0),)
    everybody = tuple(
        Officer(one.id, one.username, "", one.unit, Role(one.role), somebody if one.reachable else ())
        for one in people
    )
    duty = Duty(office.settings.hotline.province, everybody, tuple(roster))
    return not any(one.contact_methods for rung in Rung for one in duty.resolve(rung, duty.province, now))


def _log(tx: Tx, memory: Memory) -> tuple[int | None, Anchor, Anchor]:
    """The first broken entry of the stretch looked at, if any; how far that came; where the log ends."""
    if not keeps(memory.head, audit.some(tx, memory.head.count - 1, 1)):
        return memory.head.count, EMPTY, EMPTY
    entries = audit.some(tx, memory.chain.count, _ENTRIES_AT_ONCE)
    broken = first_broken(entries, memory.chain)
    if broken is not None:
        return broken, EMPTY, memory.head
    last = Anchor(entries[-1].seq, entries[-1].hash) if entries else memory.chain
    whole = len(entries) < _ENTRIES_AT_ONCE
    head = last if last.count > memory.head.count else memory.head
    return None, EMPTY if whole else last, head
