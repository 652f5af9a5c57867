"""Who is on duty when, out of everything that says so.

Four layers lie one over the other. Rotations and single shifts add up. An override says who is on duty
instead of everybody below it, be it nobody; a later override goes before an earlier one. A cover puts one
officer where another one was, which is also what a swap does. Leave takes an officer out of everything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from hotline.duty.roster import Place, Shift
from hotline.duty.rotation import Rotation, shifts_of
from hotline.duty.working_days import WorkingDays
from hotline.ids import OfficerId, UnitCode

_MOMENT = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Override:
    """From `from_at` up to `until_at` these officers have this place of this unit, and nobody else."""

    unit: UnitCode
    place: Place
    from_at: datetime
    until_at: datetime
    officers: tuple[OfficerId, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """From `from_at` up to `until_at`, `taker` has what `giver` would have at this place of this unit."""

    unit: UnitCode
    place: Place
    from_at: datetime
    until_at: datetime
    giver: OfficerId
    taker: OfficerId


@dataclass(frozen=True, slots=True)
class Leave:
    """From `from_at` up to `until_at` the officer has no duty anywhere."""

    officer: OfficerId
    from_at: datetime
    until_at: datetime


Change = Override | Cover | Leave


@dataclass(frozen=True, slots=True)
class Plan:
    """All that says who is on duty. `changes` are in the order in which they were made."""

    zone: tzinfo
    rotations: tuple[Rotation, ...] = ()
    shifts: tuple[Shift, ...] = ()
    changes: tuple[Change, ...] = ()
    calendar: WorkingDays = field(default_factory=WorkingDays)


def planned(plan: Plan, start: datetime, end: datetime) -> list[Shift]:
    """The shifts that touch the time from `start` up to `end`, by their beginning.

    A shift that nothing changes is whole, also where it reaches beyond that time.
    """
    found = [one for one in plan.shifts if start < one.until_at and one.from_at < end]
    for rotation in plan.rotations:
        found += shifts_of(rotation, start, end, plan.zone, plan.calendar)
    for change in sorted(plan.changes, key=_layer):
        if start < change.until_at and change.from_at < end:
            found = _changed(found, change)
    touching = (one for one in found if start < one.until_at and one.from_at < end)
    return sorted(touching, key=lambda one: (one.from_at, one.unit, one.place, one.officer))


def untangled(shifts: Iterable[Shift]) -> list[Shift]:
    """The same duty, without anybody being at one place twice at once: shifts that overlap are one."""
    found: list[Shift] = []
    for one in sorted(shifts, key=lambda one: (one.unit, one.place, one.officer, one.from_at)):
        last = found[-1] if found else None
        if last and _whose(last) == _whose(one) and one.from_at < last.until_at:
            found[-1] = replace(last, until_at=max(last.until_at, one.until_at))
        else:
            found.append(one)
    return found


def on_duty(plan: Plan, at: datetime) -> list[Shift]:
    """The shifts that cover this moment."""
    return [shift for shift in planned(plan, at, at + _MOMENT) if shift.covers(at)]


def _layer(change: Change) -> int:
    """The sort keeps the order of making within a layer."""
    match change:
        case Override():
            return 0
        case Cover():
            return 1
        case Leave():  # pragma: no branch - the last there is
            return 2


def _changed(shifts: Iterable[Shift], change: Change) -> list[Shift]:
    match change:
        case Override():
            below = [piece for one in shifts for piece in _without(one, change, _same_place(one, change))]
            return below + [
                Shift(change.unit, officer, change.place, change.from_at, change.until_at)
                for officer in change.officers
            ]
        case Cover():
            return [piece for one in shifts for piece in _covered(one, change)]
        case Leave():  # pragma: no branch - the last there is
            return [piece for one in shifts for piece in _without(one, change, one.officer == change.officer)]


def _whose(shift: Shift) -> tuple[UnitCode, Place, OfficerId]:
    return shift.unit, shift.place, shift.officer


def _same_place(shift: Shift, change: Override | Cover) -> bool:
    return (shift.unit, shift.place) == (change.unit, change.place)


def _without(shift: Shift, change: Change, concerned: bool) -> Iterator[Shift]:  # noqa: FBT001
    """What is left of the shift outside the change's time, if the change concerns it."""
    if not concerned or shift.until_at <= change.from_at or change.until_at <= shift.from_at:
        yield shift
        return
    if shift.from_at < change.from_at:
        yield replace(shift, until_at=change.from_at)
    if change.until_at < shift.until_at:
        yield replace(shift, from_at=change.until_at)


def _covered(shift: Shift, cover: Cover) -> Iterator[Shift]:
    concerned = _same_place(shift, cover) and shift.officer == cover.giver
    yield from _without(shift, cover, concerned)
    from_at, until_at = max(shift.from_at, cover.from_at), min(shift.until_at, cover.until_at)
    if concerned and from_at < until_at:
        yield replace(shift, officer=cover.taker, from_at=from_at, until_at=until_at)
