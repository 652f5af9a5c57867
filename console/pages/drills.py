"""A unit's drills, and how each officer fared."""

from datetime import timedelta
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from console.pages.guard import ConsolePage
from console.pages.visit import Visit
from handlers import drill, units
from hotline.ids import UnitCode


async def show(visit: Visit) -> Response:
    """By default the officer's unit."""
    officer = visit.caller.officer
    unit = UnitCode(visit.request.query_params.get("unit") or officer.unit)
    found = await drill.results_for(visit.office, officer, unit)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    name = await units.name_of(visit.office, unit)
    return visit.page("drills.html", unit_name=name, drills=found, minutes=_minutes)


def _minutes(after: timedelta | None) -> str:
    return "–" if after is None else f"{after.total_seconds() / 60:.1f}"


PAGES = (ConsolePage("/drills", show),)
