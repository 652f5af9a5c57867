"""The roster as it is in the end: single shifts, rotations, and what was changed about them."""

from datetime import datetime, timedelta, tzinfo
from typing import Final

from hotline.duty.planning import Leave, Override, Plan, planned
from hotline.duty.roster import Shift
from hotline.duty.wall_clock import local_day
from hotline.duty.working_days import WorkingDays
from hotline.ids import OfficerId, UnitCode
from storage.schema import Tx
from storage.tables import duty as shifts
from storage.tables import roster_change, rotation

FAR: Final = timedelta(days=366)
"""As far ahead as anybody looks."""


def plan_between(tx: Tx, zone: tzinfo, start: datetime, end: datetime) -> Plan:
    """Everything that says who is on duty in this stretch of time."""
    rotations = tuple(rotation.everything(tx).values())
    # The calendar is asked only where a rotation looks at it: this runs with every alert that moves.
    asks = any(one.day_kind is not None for one in rotations)
    return Plan(
        zone=zone,
        rotations=rotations,
        shifts=tuple(shifts.between(tx, start, end)),
        changes=tuple(stored.change for stored in roster_change.between(tx, start, end)),
        calendar=WorkingDays.with_special(rotation.special_days(tx) if asks else ()),
    )


def between(tx: Tx, zone: tzinfo, start: datetime, end: datetime) -> list[Shift]:
    """The shifts that touch this stretch of time, in order of their beginning."""
    return planned(plan_between(tx, zone, start, end), start, end)


def keep_a_roster(plan: Plan, start: datetime, end: datetime) -> set[UnitCode]:
    """The units whose pages somebody is meant to take in this stretch of time, be it that all have leave."""
    first, last = local_day(start, plan.zone), local_day(end, plan.zone)
    going_on = [
        one
        for one in plan.rotations
        if one.begins_on <= last and (one.ends_on is None or first < one.ends_on)
    ]
    spans: list[Shift | Override] = [*plan.shifts]
    spans += [one for one in plan.changes if isinstance(one, Override)]
    within = {one.unit for one in spans if start < one.until_at and one.from_at < end}
    return within | {one.unit for one in going_on}


def taken(tx: Tx, zone: tzinfo, shift: Shift) -> set[OfficerId]:
    """Who has this place anyway, or leave, at some time of the shift: put there too, nobody would be."""
    span, seat = (shift.from_at, shift.until_at), (shift.unit, shift.place)
    there = (one.officer for one in between(tx, zone, *span) if (one.unit, one.place) == seat)
    away = (one.change for one in roster_change.between(tx, *span))
    return {*there, *(one.officer for one in away if isinstance(one, Leave))}
