"""Looking ahead in the roster: whom an alert would page, and how well a month is covered."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.installation import Installation
from handlers.steps import people, rostering, soundness
from hotline.alert.alert import Urgency
from hotline.duty.coverage import Coverage, Span, coverage, thin
from hotline.duty.preview import PreviewStep, preview
from hotline.duty.roster import Duty, Officer, Place, Role, Shift
from hotline.duty.wall_clock import moment
from hotline.ids import OfficerId, UnitCode
from storage.schema import Tx
from storage.tables import unit as units

LOOKS_AHEAD = timedelta(days=31)
_LONGEST_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Month:
    """One unit's month. `from_at` and `until_at` are its first moment and the first one after it."""

    unit: UnitCode
    from_at: datetime
    until_at: datetime
    duty: Duty
    shifts: tuple[Shift, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Thin:
    """A stretch of a unit's roster with only such officers as may not be alone; their usernames."""

    unit: UnitCode
    span: Span
    officers: tuple[str, ...]


async def thin_ahead(office: Installation) -> list[Thin]:
    """The thin stretches of every roster within a month."""
    return await office.reader.read(_thin, office, office.now())


async def foretell(office: Installation, unit: UnitCode, urgency: Urgency, at: datetime) -> list[PreviewStep]:
    """Whom an alert of this unit and urgency would page if it came at `at` and nobody acted."""
    return await office.reader.read(_foretell, office, unit, urgency, at)


async def month(office: Installation, unit: UnitCode, first: date) -> Month:
    """The unit's month that has this first day: its shifts, and what they are worth."""
    return await office.reader.read(_month, office, unit, first, office.now())


async def month_for(office: Installation, officer: Officer, unit: UnitCode, first: date) -> Month | None:
    """The same, for an officer; None if the unit's roster isn't theirs to see."""
    seen = await office.reader.read(_may_see, office, officer, unit, office.now())
    return await month(office, unit, first) if seen else None


async def foretell_for(
    office: Installation, officer: Officer, unit: UnitCode, urgency: Urgency, at: datetime
) -> list[PreviewStep] | None:
    """Whom an alert would page, for an officer; None if the unit's roster isn't theirs to see."""
    seen = await office.reader.read(_may_see, office, officer, unit, office.now())
    return await foretell(office, unit, urgency, at) if seen else None


def _may_see(tx: Tx, office: Installation, officer: Officer, unit: UnitCode, now: datetime) -> bool:
    """Whoever may read what the unit is sent, and the administrators, who keep rosters."""
    if unit not in units.names(tx):
        return False
    return officer.role is Role.ADMINISTRATOR or people.duty_at(tx, office, now).may_read(officer.id, unit)


def _foretell(
    tx: Tx, office: Installation, unit: UnitCode, urgency: Urgency, at: datetime
) -> list[PreviewStep]:
    policy = office.settings.policies[urgency]
    return preview(policy, unit, urgency, at, lambda due: people.duty_at(tx, office, due))


def _month(tx: Tx, office: Installation, unit: UnitCode, first: date, now: datetime) -> Month:
    zone, duty = office.settings.hotline.zone, people.duty_at(tx, office, now)
    after = (first.replace(day=1) + _LONGEST_MONTH).replace(day=1)
    start, end = moment(first.replace(day=1), time(), zone), moment(after, time(), zone)
    shifts = tuple(
        shift
        for shift in rostering.between(tx, zone, start, end)
        if shift.unit == unit and duty.may_read(shift.officer, unit)
    )
    weak = soundness.weak(tx, office.settings)
    return Month(unit, start, end, duty, shifts, coverage(shifts, start, end, zone, weak))


def _thin(tx: Tx, office: Installation, now: datetime) -> list[Thin]:
    zone, until = office.settings.hotline.zone, now + LOOKS_AHEAD
    weak, duty = soundness.weak(tx, office.settings), people.duty_at(tx, office, now)
    names = {one.id: one.username for one in duty.officers}
    first = [one for one in rostering.between(tx, zone, now, until) if one.place is Place.ON_DUTY]
    return [
        Thin(unit, span, _whose(first, unit, span, names))
        for unit in sorted({one.unit for one in first})
        for span in thin([one for one in first if one.unit == unit], weak, now, until)
    ]


def _whose(shifts: list[Shift], unit: UnitCode, span: Span, names: dict[OfficerId, str]) -> tuple[str, ...]:
    on_then = {
        one.officer
        for one in shifts
        if one.unit == unit and one.from_at < span.until_at and span.from_at < one.until_at
    }
    return tuple(sorted(names[one] for one in on_then))
