"""The roster: who takes a unit's pages, imported, shown and exported as a file."""

from datetime import date, datetime, time, timedelta, tzinfo

from handlers.installation import Installation
from handlers.steps import people, rostering, starting
from hotline.duty.month_copy import copied, month_after
from hotline.duty.planning import untangled
from hotline.duty.roster import Duty, Shift
from hotline.duty.roster_file import BadRow, format_roster, parse_roster
from hotline.duty.roster_ical import format_ical, parse_ical
from hotline.duty.wall_clock import moment
from hotline.ids import UnitCode
from storage.schema import Tx
from storage.tables import audit, unit
from storage.tables import duty as shifts


async def import_roster(
    office: Installation, text: str, *, by: str = "operator", ical: bool = False
) -> int | list[BadRow]:
    """How many shifts the file holds, all stored; or every bad row, and nothing is stored."""
    result = await office.writer.do(_import, office, text, by, office.now(), ical)
    office.on_timers()
    return result


async def copy_month(
    office: Installation, unit: UnitCode, source: date, target: date, *, by: str = "operator"
) -> int | None:
    """How many of the unit's single shifts were laid over another month; None if that has some already.

    Officers who may no longer read what the unit is sent are left out. Rotations go on by themselves.
    """
    result = await office.writer.do(_copy, office, unit, (source, target), by, office.now())
    office.on_timers()
    return result


async def export_roster(office: Installation) -> str:
    """The shifts that are not over, as the file that `import_roster` reads."""
    return await office.reader.read(_export, office, office.now())


async def export_calendar(office: Installation) -> str:
    """The same shifts as a calendar."""
    return await office.reader.read(_export_calendar, office, office.now())


async def coming_shifts(office: Installation, within: timedelta = rostering.FAR) -> tuple[Duty, list[Shift]]:
    """The people, and the shifts from now on."""
    return await office.reader.read(_coming, office, office.now(), within)


def _import(
    tx: Tx,
    office: Installation,
    text: str,
    by: str,
    now: datetime,
    ical: bool,  # noqa: FBT001
) -> int | list[BadRow]:
    parse = parse_ical if ical else parse_roster
    fresh, bad = parse(text, people.references(tx, office, now))
    if bad:
        return bad
    shifts.add_all(tx, fresh)
    starting.wait_for_starts(tx, office, now)
    audit.append(tx, by, "roster_imported", "roster", now, shifts=len(fresh))
    return len(fresh)


def _copy(
    tx: Tx, office: Installation, unit: UnitCode, months: tuple[date, date], by: str, now: datetime
) -> int | None:
    zone, duty = office.settings.hotline.zone, people.duty_at(tx, office, now)
    here = [_of_month(tx, unit, month, zone) for month in months]
    if here[1]:
        return None
    able = [one for one in here[0] if duty.may_read(one.officer, unit)]
    fresh = copied(able, *months, zone)
    if fresh:
        shifts.add_all(tx, fresh)
    starting.wait_for_starts(tx, office, now)
    audit.append(tx, by, "roster_copied", f"unit:{unit}", now, shifts=len(fresh))
    return len(fresh)


def _of_month(tx: Tx, unit: UnitCode, first: date, zone: tzinfo) -> list[Shift]:
    """The unit's single shifts that begin in this month."""
    start, end = moment(first, time(), zone), moment(month_after(first), time(), zone)
    return [one for one in shifts.between(tx, start, end) if one.unit == unit and start <= one.from_at]


def _export(tx: Tx, office: Installation, now: datetime) -> str:
    duty, coming = _coming(tx, office, now, rostering.FAR)
    zone = office.settings.hotline.zone
    return format_roster(untangled(coming), {officer.id: officer.username for officer in duty.officers}, zone)


def _export_calendar(tx: Tx, office: Installation, now: datetime) -> str:
    duty, coming = _coming(tx, office, now, rostering.FAR)
    usernames = {officer.id: officer.username for officer in duty.officers}
    return format_ical(untangled(coming), usernames, unit.names(tx), now)


def _coming(tx: Tx, office: Installation, now: datetime, within: timedelta) -> tuple[Duty, list[Shift]]:
    return people.duty_at(tx, office, now), rostering.between(
        tx, office.settings.hotline.zone, now, now + within
    )
