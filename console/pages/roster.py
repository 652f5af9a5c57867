"""A unit's roster: the month's shifts, gaps and loads, and whom an alert would page at any hour."""

import re
from datetime import UTC, date, datetime
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from console.pages.guard import ConsolePage
from console.pages.visit import Visit
from console.roster_faults import wrong_roster
from handlers import roster, roster_view, units
from hotline.alert.alert import Urgency
from hotline.duty.change_words import SeatWords, read_override
from hotline.duty.planning import Change, Cover, Leave, Override
from hotline.duty.roster import Duty, Officer
from hotline.duty.roster_faults import Faults
from hotline.ids import UnitCode

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
_HOUR = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,14}", re.ASCII)
_TICKED = "who-"


async def show(visit: Visit) -> Response:
    """By default the officer's unit, this month, an emergency now. What can't be read is the default."""
    return await _page(visit)


async def change(visit: Visit) -> Response:
    """A change is made, or one is undone, if the roster is the officer's to keep."""
    return await (_undo(visit) if "undo" in visit.form else _override(visit))


async def _undo(visit: Visit) -> Response:
    words = visit.form["undo"]
    number = int(words) if _NUMBER.fullmatch(words) else 0
    if not await roster.undo_for(visit.office, visit.caller.officer, number):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return await _page(visit, done=visit.text("roster-undone", number=number))


async def _override(visit: Visit) -> Response:
    """Others are on duty than planned."""
    form = visit.form
    seat = SeatWords(form.get("unit", ""), form.get("place", ""), form.get("from", ""), form.get("until", ""))
    names = [field.removeprefix(_TICKED) for field in form if field.startswith(_TICKED)]
    if not names and "nobody" not in form:
        return await _page(visit, wrong=visit.text("roster-unticked"))
    keeper = visit.caller.officer
    made = await roster.change_for(visit.office, keeper, lambda words: read_override(seat, names, words))
    if made is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    if isinstance(made, list):
        return await _page(visit, wrong=_wrong(visit, made))
    return await _page(visit, done=visit.text("roster-override-done", number=made))


def _wrong(visit: Visit, faults: Faults) -> str:
    """What goes wrong most easily is said in the form's own words."""
    if visit.form.get("from", "") >= visit.form.get("until", ""):
        return visit.text("roster-wrong-span")
    office = visit.office
    return office.texts.catalog.text(visit.locale, wrong_roster(office, visit.locale, faults))


async def _page(visit: Visit, *, wrong: str = "", done: str = "") -> Response:
    query, officer = visit.request.query_params, visit.caller.officer
    unit = UnitCode(visit.form.get("unit") or query.get("unit") or officer.unit)
    first, at = _month(visit), _moment(visit)
    urgency = query.get("urgency", "")
    chosen = Urgency(urgency) if urgency in set(Urgency) else Urgency.EMERGENCY
    month = await roster_view.month_for(visit.office, officer, unit, first)
    steps = await roster_view.foretell_for(visit.office, officer, unit, chosen, at)
    if month is None or steps is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    changes = await roster.changes_for(visit.office, officer, unit)
    zone = visit.office.settings.hotline.zone
    return visit.page(
        "roster.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        done=done,
        keeps=changes is not None,
        changes=[(one.id, one.change, _said(visit, month.duty, one.change)) for one in changes or ()],
        form=visit.form,
        unit=unit,
        unit_name=await units.name_of(visit.office, unit),
        month=month,
        month_words=f"{first:%Y-%m}",
        month_name=f"{first:%m/%Y}",
        now=visit.office.now(),
        names={one.id: one.name for one in month.duty.officers},
        crew=_crew(month.duty, unit),
        steps=steps,
        urgency=chosen,
        urgencies=list(Urgency),
        at_words=f"{at.astimezone(zone):%Y-%m-%dT%H:%M}",
    )


def _said(visit: Visit, duty: Duty, change: Change) -> str:
    """Who is on duty by this change, or isn't."""
    names = {one.id: one.name for one in duty.officers}
    match change:
        case Override():
            who = ", ".join(names[one] for one in change.officers)
            return who or visit.text("roster-officers-nobody")
        case Cover():
            return visit.text("roster-cover", taker=names[change.taker], giver=names[change.giver])
        case Leave():  # pragma: no branch - the last there is
            return visit.text("roster-leave", name=names[change.officer])


def _crew(duty: Duty, unit: UnitCode) -> list[Officer]:
    """Who can be put on duty there: the unit's own people first, by name."""
    return sorted(duty.members(unit), key=lambda one: (one.unit != unit, one.name, one.username))


def _month(visit: Visit) -> date:
    words = visit.request.query_params.get("month", "")
    if _MONTH.fullmatch(words):
        return date.fromisoformat(f"{words}-01")
    return visit.office.now().astimezone(visit.office.settings.hotline.zone).date().replace(day=1)


def _moment(visit: Visit) -> datetime:
    words = visit.request.query_params.get("at", "")
    if _HOUR.fullmatch(words):
        try:
            local = datetime.fromisoformat(words)
        except ValueError:
            return visit.office.now()
        return local.replace(tzinfo=visit.office.settings.hotline.zone).astimezone(UTC)
    return visit.office.now()


PAGES = (ConsolePage("/roster", show, change),)
