"""Rosters: a unit's month, and whom an alert would page. Another unit's roster is none at all."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Literal

from console.api.operations import Answer, Ask, Fault, Operation
from console.api.roster_shapes import (
    CalendarAddress,
    MadeChange,
    MadeChanges,
    NewCover,
    NewLeave,
    NewOverride,
    Preview,
    PreviewLine,
    RosterChange,
    RosterLoad,
    RosterMonth,
    RosterShift,
    Seat,
    Stretch,
)
from console.api.shapes import UNIT_CODE, Problem
from console.roster_faults import wrong_roster
from handlers import access, calendar_feed, roster, roster_view
from handlers.roster_view import Month
from hotline.alert.alert import Urgency
from hotline.duty.change_words import SeatWords, read_cover, read_leave, read_override
from hotline.duty.planning import Change, Cover, Leave, Override
from hotline.duty.roster_faults import Faults
from hotline.duty.roster_words import Office, month_written
from hotline.ids import OfficerId, UnitCode

_UNIT = {"type": "string", "pattern": UNIT_CODE}


async def month(ask: Ask) -> Answer:
    """A unit's month, by default the caller's unit and this month."""
    today = ask.office.now().astimezone(ask.office.settings.hotline.zone).date()
    first = _first_day(ask) or today.replace(day=1)
    found = await roster_view.month_for(ask.office, ask.caller.officer, _unit(ask), first)
    if found is None:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    return Answer(_month(found))


async def preview(ask: Ask) -> Answer:
    """Whom an alert would page if it came at `at` (by default now) and nobody acted; nothing is sent."""
    unit, urgency = _unit(ask), ask.query.get("urgency", Urgency.EMERGENCY)
    if urgency not in set(Urgency):
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_query")
    steps = await roster_view.foretell_for(
        ask.office, ask.caller.officer, unit, Urgency(urgency), _moment(ask)
    )
    if steps is None:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    lines = [
        PreviewLine(
            after_seconds=round(step.after.total_seconds()),
            at=step.at,
            rungs=[rung.value for rung in step.rungs],
            paged=[one.username for one in step.paged],
            unreachable=[one.username for one in step.unreachable],
        )
        for step in steps
    ]
    return Answer(Preview(unit, lines))


async def make_calendar(ask: Ask) -> Answer:
    """A new secret address of the caller's calendar; the one before opens nothing any more."""
    username = ask.caller.officer.username
    return Answer(CalendarAddress(await calendar_feed.make(ask.office, username, by=username)))


async def revoke_calendar(ask: Ask) -> Answer:
    """The caller's calendar has no address any more."""
    username = ask.caller.officer.username
    await calendar_feed.revoke(ask.office, username, by=username)
    return Answer(status=HTTPStatus.NO_CONTENT)


async def make_override(ask: Ask) -> Answer:
    """Put officers on duty instead of everybody who is planned."""
    new: NewOverride = ask.body
    return await _made(ask, lambda words: read_override(_seat(ask, new), new.officers, words))


async def make_cover(ask: Ask) -> Answer:
    """Let one officer stand in for another."""
    new: NewCover = ask.body
    return await _made(ask, lambda words: read_cover(_seat(ask, new), new.giver, new.taker, words))


async def make_leave(ask: Ask) -> Answer:
    """Take an officer off every duty."""
    new: NewLeave = ask.body
    span = _local(ask, new.from_at), _local(ask, new.until_at)
    return await _made(ask, lambda words: read_leave(new.officer, *span, words))


async def changes(ask: Ask) -> Answer:
    """What was changed about a unit's roster, by default the caller's, and isn't over."""
    found = await roster.changes_for(ask.office, ask.caller.officer, _unit(ask))
    if found is None:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    names = {one.id: one.username for one in await access.everybody(ask.office)}
    return Answer(
        MadeChanges([_change(one.id, one.change, one.made_by, one.made_at, names) for one in found])
    )


async def undo_change(ask: Ask) -> Answer:
    """The roster is as if this change had never been made."""
    if not await roster.undo_for(ask.office, ask.caller.officer, ask.number):
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    return Answer(status=HTTPStatus.NO_CONTENT)


async def _made(ask: Ask, reading: Callable[[Office], Change | Faults]) -> Answer:
    result = await roster.change_for(ask.office, ask.caller.officer, reading)
    if result is None:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    if isinstance(result, list):
        say = wrong_roster(ask.office, ask.locale, result)
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "wrong_roster", say)
    return Answer(RosterChange(result), HTTPStatus.CREATED)


def _seat(ask: Ask, seat: Seat) -> SeatWords:
    return SeatWords(seat.unit, seat.place, _local(ask, seat.from_at), _local(ask, seat.until_at))


def _local(ask: Ask, at: datetime) -> str:
    """As rosters write it; what no calendar of the zone has stays as it came, and is refused there."""
    try:
        return f"{at.astimezone(ask.office.settings.hotline.zone):%Y-%m-%dT%H:%M:%S}"
    except OverflowError:
        return at.isoformat()


def _unit(ask: Ask) -> UnitCode:
    return UnitCode(ask.query.get("unit", ask.caller.officer.unit))


def _first_day(ask: Ask) -> date | None:
    words = ask.query.get("month")
    if words is None:
        return None
    first = month_written(words)
    if first is None:
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_query")
    return first


def _moment(ask: Ask) -> datetime:
    words = ask.query.get("at")
    if words is None:
        return ask.office.now()
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_query") from None
    if at.tzinfo is None or not 2000 <= at.year <= 2100:
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_query")
    return at.astimezone(UTC)


def _change(number: int, change: Change, by: str, at: datetime, names: Mapping[OfficerId, str]) -> MadeChange:
    officers: list[str] = []
    giver = taker = None
    match change:
        case Override():
            officers = [names[one] for one in change.officers]
        case Cover():
            giver, taker = names[change.giver], names[change.taker]
        case Leave():  # pragma: no branch - the last there is
            giver = names[change.officer]
    seat = None if isinstance(change, Leave) else change
    return MadeChange(
        change.from_at,
        change.until_at,
        number=number,
        kind=_KINDS[type(change)],
        unit=None if seat is None else seat.unit,
        place=None if seat is None else seat.place.value,
        officers=officers,
        giver=giver,
        taker=taker,
        made_by=by,
        made_at=at,
    )


def _month(found: Month) -> RosterMonth:
    usernames = {one.id: one.username for one in found.duty.officers}
    return RosterMonth(
        from_at=found.from_at,
        until_at=found.until_at,
        unit=found.unit,
        percent=found.coverage.percent,
        gaps=[Stretch(gap.from_at, gap.until_at) for gap in found.coverage.gaps],
        thin=[Stretch(one.from_at, one.until_at) for one in found.coverage.thin],
        shifts=[
            RosterShift(one.from_at, one.until_at, usernames[one.officer], one.place.value)
            for one in found.shifts
        ],
        loads=[
            RosterLoad(
                usernames[one.officer],
                one.hours,
                one.nights_in_a_row,
                one.most_hours_in_a_week,
                one.overloaded,
            )
            for one in found.coverage.loads
        ],
    )


_KINDS: dict[type[Change], Literal["override", "cover", "leave"]] = {
    Override: "override",
    Cover: "cover",
    Leave: "leave",
}

OPERATIONS = (
    *(
        Operation(
            "POST",
            path,
            act,
            {HTTPStatus.CREATED: RosterChange, HTTPStatus.NOT_FOUND: Problem},
            body=body,
        )
        for path, act, body in (
            ("/roster/overrides", make_override, NewOverride),
            ("/roster/covers", make_cover, NewCover),
            ("/roster/leave", make_leave, NewLeave),
        )
    ),
    Operation(
        "GET",
        "/roster/changes",
        changes,
        {HTTPStatus.OK: MadeChanges, HTTPStatus.NOT_FOUND: Problem},
        query={"unit": _UNIT},
    ),
    Operation(
        "DELETE",
        "/roster/changes/{number}",
        undo_change,
        {HTTPStatus.NO_CONTENT: None, HTTPStatus.NOT_FOUND: Problem},
    ),
    Operation("PUT", "/me/calendar", make_calendar, {HTTPStatus.OK: CalendarAddress}),
    Operation("DELETE", "/me/calendar", revoke_calendar, {HTTPStatus.NO_CONTENT: None}),
    Operation(
        "GET",
        "/roster",
        month,
        {HTTPStatus.OK: RosterMonth, HTTPStatus.NOT_FOUND: Problem},
        query={"unit": _UNIT, "month": {"type": "string", "pattern": "^20[0-9]{2}-[0-9]{2}$"}},
    ),
    Operation(
        "GET",
        "/roster/preview",
        preview,
        {HTTPStatus.OK: Preview, HTTPStatus.NOT_FOUND: Problem},
        query={
            "unit": _UNIT,
            "urgency": {"enum": [one.value for one in Urgency]},
            "at": {"type": "string", "format": "date-time"},
        },
    ),
)
