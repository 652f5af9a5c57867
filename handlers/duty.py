"""The roster: who takes a unit's pages, imported, shown and exported as a file."""

from datetime import datetime, timedelta

from handlers.installation import Installation
from handlers.steps import people, rostering, starting
from hotline.duty.roster import Duty, Shift
from hotline.duty.roster_file import BadRow, format_roster, parse_roster
from hotline.duty.roster_ical import format_ical, parse_ical
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


def _export(tx: Tx, office: Installation, now: datetime) -> str:
    duty, coming = _coming(tx, office, now, rostering.FAR)
    zone = office.settings.hotline.zone
    return format_roster(coming, {officer.id: officer.username for officer in duty.officers}, zone)


def _export_calendar(tx: Tx, office: Installation, now: datetime) -> str:
    duty, coming = _coming(tx, office, now, rostering.FAR)
    usernames = {officer.id: officer.username for officer in duty.officers}
    return format_ical(coming, usernames, unit.names(tx), now)


def _coming(tx: Tx, office: Installation, now: datetime, within: timedelta) -> tuple[Duty, list[Shift]]:
    return people.duty_at(tx, office, now), rostering.between(
        tx, office.settings.hotline.zone, now, now + within
    )
