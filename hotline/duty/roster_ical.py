"""A roster as a calendar (iCalendar), to be shown in any calendar program and read back.

Each shift is an event. Unit, place and username stand in properties of our own; an event made elsewhere says
them in its title instead: `24736 on_duty an`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hotline.duty.roster import Shift
from hotline.duty.roster_file import BadRow, rows_to_shifts
from hotline.duty.roster_words import Office
from hotline.ids import OfficerId, UnitCode
from hotline.messages import Say

if TYPE_CHECKING:
    import icalendar

_OURS = ("X-LANGNGHE-UNIT", "X-LANGNGHE-PLACE", "X-LANGNGHE-USERNAME")


def format_ical(
    shifts: Iterable[Shift],
    usernames: Mapping[OfficerId, str],
    units: Mapping[UnitCode, str],
    now: datetime,
) -> str:
    """The calendar that `parse_ical` reads back as the same shifts. It holds nothing but the roster."""
    import icalendar  # noqa: PLC0415 - 10 MB of memory, for the few who want a calendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Lang Nghe//Roster//VI")
    calendar.add("version", "2.0")
    for one in sorted(shifts, key=lambda one: (one.from_at, one.unit, one.place, one.officer)):
        calendar.add_component(_event(one, usernames[one.officer], units.get(one.unit, one.unit), now))
    written: bytes = calendar.to_ical()
    return written.decode()


def parse_ical(text: str, office: Office) -> tuple[list[Shift], list[BadRow]]:
    """The shifts of the calendar, and every bad event by its place in the file (from 1)."""
    import icalendar  # noqa: PLC0415

    try:
        calendar = icalendar.Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError):
        return [], [BadRow(0, [Say("roster-fault-no-calendar")])]
    events = calendar.walk("VEVENT")
    return rows_to_shifts(_rows(events, office), office, "event")


def _event(shift: Shift, username: str, unit: str, now: datetime) -> "icalendar.Event":
    import icalendar  # noqa: PLC0415

    event = icalendar.Event()
    begins = int(shift.from_at.timestamp() * 1000)
    event.add("uid", f"{shift.unit}-{shift.place}-{shift.officer}-{begins}@langnghe")
    event.add("dtstamp", now)
    event.add("dtstart", shift.from_at.astimezone(UTC))
    event.add("dtend", shift.until_at.astimezone(UTC))
    event.add("summary", f"{unit}: {username} ({shift.place})")
    for name, value in zip(_OURS, (shift.unit, shift.place.value, username), strict=True):
        event.add(name, value)
    return event


def _rows(events: "Iterable[icalendar.Component]", office: Office) -> Iterator[tuple[int, list[str] | Say]]:
    for number, event in enumerate(events, start=1):
        yield number, _cells(event, office)


def _cells(event: "icalendar.Component", office: Office) -> list[str] | Say:
    """The event as a row of the CSV file, or what is wrong with it."""
    if "RRULE" in event or "RDATE" in event:
        return Say("roster-fault-repeats")
    begins = _at(event, "DTSTART")
    lasts = getattr(event.get("DURATION"), "dt", None)
    ends = begins + lasts if begins and isinstance(lasts, timedelta) else _at(event, "DTEND")
    if begins is None or ends is None:
        return Say("roster-fault-no-times")
    said = [str(event.get(name, "")).strip() for name in _OURS]
    if not all(said):
        said = str(event.get("SUMMARY", "")).split()
    if len(said) != len(_OURS):
        return Say("roster-fault-title")
    unit, place, username = said
    return [unit, _local(begins, office), _local(ends, office), username, place]


def _at(event: "icalendar.Component", name: str) -> datetime | None:
    at = getattr(event.get(name), "dt", None)
    return at if isinstance(at, datetime) else None


def _local(at: datetime, office: Office) -> str:
    """The time in the roster's zone; a time without a zone is meant there."""
    local = at if at.tzinfo is None else at.astimezone(office.zone).replace(tzinfo=None)
    return local.isoformat(timespec="seconds")
