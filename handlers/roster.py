"""What people change about the roster: rotations, overrides, covers, leave, days of the calendar."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from handlers.installation import Installation
from handlers.steps import people, starting, timekeeping
from hotline.duty.change_words import (
    RotationWords,
    SeatWords,
    read_cover,
    read_leave,
    read_override,
    read_rotation,
)
from hotline.duty.planning import Change, Leave
from hotline.duty.roster import Duty, Officer, Role
from hotline.duty.roster_faults import Faults
from hotline.duty.roster_words import Office
from hotline.duty.rotation import Rotation
from hotline.duty.working_days import SpecialDay, WorkingDays
from hotline.ids import UnitCode
from storage.schema import Tx
from storage.tables import audit, roster_change, rotation
from storage.tables import unit as units
from storage.tables.roster_change import StoredChange

_FAR = timedelta(days=3660)


async def add_rotation(office: Installation, words: RotationWords, *, by: str = "operator") -> int | Faults:
    """The new rotation's number; or everything that is wrong with it, and nothing is stored."""
    result = await office.writer.do(_add_rotation, office, words, by, office.now())
    office.on_timers()
    return result


async def remove_rotation(office: Installation, number: int, *, by: str = "operator") -> bool:
    """Whether there was such a rotation; nobody is on duty by it any more."""
    return await office.writer.do(_remove, rotation.remove, "rotation_removed", number, by, office.now())


async def rotations(office: Installation) -> dict[int, Rotation]:
    """Every rotation by its number."""
    return await office.reader.read(rotation.everything)


async def override(
    office: Installation, seat: SeatWords, usernames: Sequence[str], *, by: str = "operator"
) -> int | Faults:
    """These officers and nobody else are on duty then. The change's number, or what is wrong."""
    return await _change(office, lambda words: read_override(seat, usernames, words), by)


async def cover(
    office: Installation, seat: SeatWords, giver: str, taker: str, *, by: str = "operator"
) -> int | Faults:
    """`taker` stands in for `giver` then. The change's number, or what is wrong."""
    return await _change(office, lambda words: read_cover(seat, giver, taker, words), by)


async def leave(
    office: Installation, username: str, from_at: str, until_at: str, *, by: str = "operator"
) -> int | Faults:
    """The officer has no duty anywhere then. The change's number, or what is wrong."""
    return await _change(office, lambda words: read_leave(username, from_at, until_at, words), by)


async def change_for(
    office: Installation, keeper: Officer, reading: Callable[[Office], Change | Faults]
) -> int | Faults | None:
    """A change that an officer makes: its number, or what is wrong; None if that roster isn't theirs to keep.

    A unit's lead keeps its roster, so do the supervisors above it and the administrators.
    """
    result = await office.writer.do(_change_for, office, keeper, reading, office.now())
    office.on_timers()
    return result


async def undo_for(office: Installation, keeper: Officer, number: int) -> bool:
    """Whether there was such a change, and it was this officer's to undo."""
    done = await office.writer.do(_undo_for, office, keeper, number, office.now())
    office.on_timers()
    return done


async def changes_for(office: Installation, keeper: Officer, unit: UnitCode) -> list[StoredChange] | None:
    """The unit's changes that are not over; None if its roster isn't this officer's to keep."""
    return await office.reader.read(_changes_for, office, keeper, unit, office.now())


async def changes(office: Installation) -> list[StoredChange]:
    """The changes that are not over, in the order in which they were made."""
    now = office.now()
    return await office.reader.read(roster_change.between, now, now + _FAR)


async def undo(office: Installation, number: int, *, by: str = "operator") -> bool:
    """Whether there was such a change; the roster is as if it had never been made."""
    done = await office.writer.do(
        _remove, roster_change.remove, "roster_change_undone", number, by, office.now()
    )
    office.on_timers()
    return done


async def put_day(office: Installation, day: SpecialDay, *, by: str = "operator") -> None:
    """The day is a rest day, or a working day, whatever the public calendar says."""
    await office.writer.do(_put_day, office, day, by, office.now())
    office.on_timers()


async def put_day_for(office: Installation, keeper: Officer, day: SpecialDay) -> bool:
    """The same, by an officer; False if it isn't theirs to say: administrators keep the calendar."""
    if keeper.role is not Role.ADMINISTRATOR:
        return False
    await put_day(office, day, by=keeper.username)
    return True


async def remove_day_for(office: Installation, keeper: Officer, day: date) -> bool:
    """Whether the day had been entered by hand, and was this officer's to take back."""
    return keeper.role is Role.ADMINISTRATOR and await remove_day(office, day, by=keeper.username)


async def remove_day(office: Installation, day: date, *, by: str = "operator") -> bool:
    """Whether the day had been entered by hand; it is again what the public calendar says."""
    done = await office.writer.do(_remove_day, office, day, by, office.now())
    office.on_timers()
    return done


async def named_days(office: Installation, year: int) -> list[SpecialDay]:
    """The year's holidays, swapped days and days entered by hand, in order."""
    return WorkingDays.with_special(await office.reader.read(rotation.special_days)).named(year)


async def _change(
    office: Installation, reading: Callable[[Office], Change | Faults], by: str
) -> int | Faults:
    result = await office.writer.do(_add_change, office, reading, by, office.now())
    office.on_timers()
    return result


def _add_rotation(tx: Tx, office: Installation, words: RotationWords, by: str, now: datetime) -> int | Faults:
    read = read_rotation(words, people.references(tx, office, now))
    if not isinstance(read, Rotation):
        return read
    number = rotation.add(tx, read)
    starting.wait_for_starts(tx, office, now)
    audit.append(tx, by, "rotation_added", f"unit:{read.unit}", now, rotation=number)
    return number


def _add_change(
    tx: Tx, office: Installation, reading: Callable[[Office], Change | Faults], by: str, now: datetime
) -> int | Faults:
    read = reading(people.references(tx, office, now))
    if isinstance(read, list):
        return read
    number = roster_change.add(tx, read, by, now)
    starting.wait_for_starts(tx, office, now)
    audit.append(tx, by, "roster_changed", "roster", now, change=number, kind=type(read).__name__.lower())
    return number


def _change_for(
    tx: Tx,
    office: Installation,
    keeper: Officer,
    reading: Callable[[Office], Change | Faults],
    now: datetime,
) -> int | Faults | None:
    read = reading(people.references(tx, office, now))
    if not isinstance(read, list) and not _keeps(tx, office, keeper, read, now):
        audit.append(tx, keeper.username, "refused", "roster", now, act="change_roster", why="not_entitled")
        return None
    return _add_change(tx, office, lambda _: read, keeper.username, now)


def _undo_for(tx: Tx, office: Installation, keeper: Officer, number: int, now: datetime) -> bool:
    found = roster_change.one(tx, number)
    if found is None or not _keeps(tx, office, keeper, found.change, now):
        return False
    return _remove(tx, roster_change.remove, "roster_change_undone", number, keeper.username, now)


def _changes_for(
    tx: Tx, office: Installation, keeper: Officer, unit: UnitCode, now: datetime
) -> list[StoredChange] | None:
    duty = people.duty_at(tx, office, now)
    if unit not in units.names(tx) or not _keeps_unit(duty, keeper, unit):
        return None
    coming = roster_change.between(tx, now, now + _FAR)
    return [one for one in coming if _unit_of(duty, one.change) == unit]


def _keeps(tx: Tx, office: Installation, keeper: Officer, change: Change, now: datetime) -> bool:
    duty = people.duty_at(tx, office, now)
    return _keeps_unit(duty, keeper, _unit_of(duty, change))


def _unit_of(duty: Duty, change: Change) -> UnitCode:
    """Whose roster it changes; leave is from the officer's own unit."""
    if isinstance(change, Leave):
        return next(one.unit for one in duty.officers if one.id == change.officer)
    return change.unit


def _keeps_unit(duty: Duty, keeper: Officer, unit: UnitCode) -> bool:
    leads = keeper.role is Role.UNIT_LEAD and keeper.unit == unit
    return leads or keeper.role is Role.ADMINISTRATOR or duty.is_above(keeper.id, unit)


def _remove(
    tx: Tx, remove: Callable[[Tx, int], bool], action: str, number: int, by: str, now: datetime
) -> bool:
    done = remove(tx, number)
    if done:
        audit.append(tx, by, action, "roster", now, number=number)
    return done


def _put_day(tx: Tx, office: Installation, day: SpecialDay, by: str, now: datetime) -> None:
    rotation.put_special_day(tx, day)
    audit.append(tx, by, "calendar_day_entered", "calendar", now, day=day.on.isoformat(), kind=day.kind.value)
    timekeeping.recount(tx, office, now)


def _remove_day(tx: Tx, office: Installation, day: date, by: str, now: datetime) -> bool:
    done = rotation.remove_special_day(tx, day)
    if done:
        audit.append(tx, by, "calendar_day_removed", "calendar", now, day=day.isoformat())
        timekeeping.recount(tx, office, now)
    return done
