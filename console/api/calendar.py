"""Rest days and swapped days, by which rosters and deadlines count. Administrators keep them."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated

from msgspec import Meta, Struct

from console.api.operations import Answer, Ask, Fault, Operation
from console.api.shapes import Problem
from handlers import roster
from hotline.duty.roster_words import day_written
from hotline.duty.working_days import DayKind, SpecialDay

_LONGEST_NAME = 100


class NewDay(Struct, forbid_unknown_fields=True):
    """What the day is, and why: "Làm bù Tết"."""

    kind: DayKind
    name: Annotated[str, Meta(min_length=1, max_length=_LONGEST_NAME)]


class CalendarDay(Struct):
    """A day that isn't what its weekday says; a public holiday, or entered by an administrator."""

    on: Annotated[str, Meta(description="a date like 2027-02-13")]
    kind: DayKind
    name: str


class CalendarYear(Struct):
    """A year's days, in order."""

    items: Sequence[CalendarDay]


async def days(ask: Ask) -> Answer:
    """The holidays and swapped days of a year, by default this one."""
    today = ask.office.now().astimezone(ask.office.settings.hotline.zone).date()
    first = _day(f"{ask.query.get('year', today.year)}-01-01")
    found = await roster.named_days(ask.office, first.year)
    return Answer(CalendarYear([_shape(one) for one in found]))


async def put(ask: Ask) -> Answer:
    """The day is this from now on, whatever the public calendar says; by administrators."""
    new: NewDay = ask.body
    day = SpecialDay(_day(ask.day), new.kind, " ".join(new.name.split()))
    if not await roster.put_day_for(ask.office, ask.caller.officer, day):
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    return Answer(_shape(day))


async def remove(ask: Ask) -> Answer:
    """The day is again what the public calendar says; by administrators."""
    if not await roster.remove_day_for(ask.office, ask.caller.officer, _day(ask.day)):
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    return Answer(status=HTTPStatus.NO_CONTENT)


def _day(words: str) -> date:
    day = day_written(words)
    if day is None:
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_query")
    return day


def _shape(day: SpecialDay) -> CalendarDay:
    return CalendarDay(day.on.isoformat(), day.kind, day.name)


OPERATIONS = (
    Operation(
        "GET",
        "/calendar/days",
        days,
        {HTTPStatus.OK: CalendarYear},
        query={"year": {"type": "string", "pattern": "^20[0-9]{2}$"}},
    ),
    Operation(
        "PUT",
        "/calendar/days/{day}",
        put,
        {HTTPStatus.OK: CalendarDay, HTTPStatus.NOT_FOUND: Problem},
        body=NewDay,
    ),
    Operation(
        "DELETE",
        "/calendar/days/{day}",
        remove,
        {HTTPStatus.NO_CONTENT: None, HTTPStatus.NOT_FOUND: Problem},
    ),
)
