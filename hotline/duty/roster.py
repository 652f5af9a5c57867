"""Who is on duty, who leads, who supervises: one moment's picture of the people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hotline.alert import canary
from hotline.alert.alert import Rung, Urgency
from hotline.ids import ContactMethodId, OfficerId, UnitCode


class Role(StrEnum):
    OFFICER = "officer"
    UNIT_LEAD = "unit_lead"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Place(StrEnum):
    """What a shift is for: the first to be paged, or the one behind."""

    ON_DUTY = "on_duty"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Officer:
    """One who may be paged or may read. `contact_methods` are those verified and alive.

    `reserved`: of these, which are used only for what is so urgent.
    """

    id: OfficerId
    username: str
    name: str
    unit: UnitCode
    role: Role
    contact_methods: tuple[ContactMethodId, ...] = ()
    active: bool = True
    reserved: tuple[tuple[ContactMethodId, frozenset[Urgency]], ...] = ()

    def methods_for(self, urgency: Urgency) -> tuple[ContactMethodId, ...]:
        """By what this officer may be paged for something of this urgency."""
        if not self.reserved:
            return self.contact_methods
        not_now = {contact for contact, urgencies in self.reserved if urgency not in urgencies}
        return tuple(one for one in self.contact_methods if one not in not_now)


@dataclass(frozen=True, slots=True)
class Shift:
    """One officer's duty for one unit, from `from_at` up to and without `until_at` (aware UTC)."""

    unit: UnitCode
    officer: OfficerId
    place: Place
    from_at: datetime
    until_at: datetime

    def covers(self, now: datetime) -> bool:
        return self.from_at <= now < self.until_at


@dataclass(frozen=True, slots=True)
class Duty:
    """The officers and shifts of one installation, as they are now; `province` is above every unit.

    Whoever is paged may also read: an officer whose shift is for a unit that isn't theirs to read is
    left out. Every answer is in the order of the officers' ids. `robots` are on duty for the canary's unit,
    always and for nothing else, and nobody else is.
    """

    province: UnitCode
    officers: tuple[Officer, ...]
    shifts: tuple[Shift, ...] = ()
    robots: tuple[Officer, ...] = ()
    _resolved: dict[tuple[Rung, UnitCode, datetime], tuple[Officer, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def resolve(self, rung: Rung, unit: UnitCode, now: datetime) -> tuple[Officer, ...]:
        """Whom `rung` means for an alert of `unit` at `now`, with or without a contact method."""
        asked = (rung, unit, now)  # thousands of alerts may ask the same in one pass
        if asked not in self._resolved:
            self._resolved[asked] = self._resolve(rung, unit, now)
        return self._resolved[asked]

    def _resolve(self, rung: Rung, unit: UnitCode, now: datetime) -> tuple[Officer, ...]:
        match rung:
            case Rung.ON_DUTY:
                return self.on_shift(Place.ON_DUTY, unit, now)
            case Rung.BACKUP:
                return self.on_shift(Place.BACKUP, unit, now)
            case Rung.PARENT_ON_DUTY:
                return self.on_shift(Place.ON_DUTY, self.province, now)
            case Rung.UNIT_LEAD:
                return self._with_role(Role.UNIT_LEAD, {unit})
            case Rung.SUPERVISOR:  # pragma: no branch - the last there is
                return self.supervisors(unit)

    def on_shift(self, place: Place, unit: UnitCode, now: datetime) -> tuple[Officer, ...]:
        """The officers on duty, or behind them, for `unit` at `now`."""
        if unit == canary.UNIT:
            return self.robots if place is Place.ON_DUTY else ()
        ids = {
            shift.officer
            for shift in self.shifts
            if shift.unit == unit and shift.place is place and shift.covers(now)
        }
        return tuple(officer for officer in self.members(unit) if officer.id in ids)

    def supervisors(self, unit: UnitCode) -> tuple[Officer, ...]:
        """Those above `unit`. While there is none, the first administrator is one (rule E8)."""
        if unit == canary.UNIT:
            return ()
        found = self._with_role(Role.SUPERVISOR, {unit, self.province})
        return found or self._with_role(Role.ADMINISTRATOR)[:1]

    def is_above(self, officer: OfficerId, unit: UnitCode) -> bool:
        """Whether this officer is one of the unit's supervisors."""
        return any(one.id == officer for one in self.supervisors(unit))

    def members(self, unit: UnitCode) -> tuple[Officer, ...]:
        """Who may read what is sent to `unit`: its officers, the province's, the supervisors.

        Administrators may not, save the first one while there is no supervisor.
        """
        if unit == canary.UNIT:
            return self.robots
        readers = [
            officer
            for officer in self._active()
            if officer.role is not Role.ADMINISTRATOR and officer.unit in {unit, self.province}
        ]
        return _by_id({*readers, *self.supervisors(unit)})

    def may_read(self, officer: OfficerId, unit: UnitCode) -> bool:
        return any(member.id == officer for member in self.members(unit))

    def _with_role(self, role: Role, units: set[UnitCode] | None = None) -> tuple[Officer, ...]:
        return _by_id(
            officer
            for officer in self._active()
            if officer.role is role and (units is None or officer.unit in units)
        )

    def _active(self) -> Iterable[Officer]:
        return (officer for officer in self.officers if officer.active)


def _by_id(officers: Iterable[Officer]) -> tuple[Officer, ...]:
    return tuple(sorted(officers, key=lambda officer: officer.id))
