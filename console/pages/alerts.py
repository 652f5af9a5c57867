"""What waits and what is being done: the officer's alerts, the most urgent and oldest first."""

from collections.abc import Sequence
from typing import get_args

from starlette.responses import Response

from console.api.shapes import State
from console.pages.guard import ConsolePage
from console.pages.visit import Visit
from handlers import alert as alerts
from handlers.alert import AlertView, Listing
from hotline.alert.alert import Urgency

_MINUTES_OF_AN_HOUR, _MINUTES_OF_A_DAY = 60, 24 * 60
_BY_URGENCY = {urgency.value: place for place, urgency in enumerate(Urgency)}


async def show(visit: Visit) -> Response:
    """Open and acknowledged alerts; those of one state if the address says so."""
    query = visit.request.query_params
    state = query.get("state", "")
    if state in get_args(State):
        return _page(visit, {state: await _listed(visit, state, query.get("cursor", ""))})
    return _page(
        visit, {"open": await _listed(visit, "open"), "acknowledged": await _listed(visit, "acknowledged")}
    )


def age(visit: Visit, view: AlertView) -> str:
    """How long the alert has been there."""
    minutes = round((visit.office.now() - view.opened_at).total_seconds()) // 60
    if minutes < 1:
        return visit.text("age-now")
    if minutes < _MINUTES_OF_AN_HOUR:
        return visit.text("age-minutes", count=minutes)
    if minutes < _MINUTES_OF_A_DAY:
        return visit.text("age-hours", count=minutes // _MINUTES_OF_AN_HOUR)
    return visit.text("age-days", count=minutes // _MINUTES_OF_A_DAY)


def category(visit: Visit, view: AlertView) -> str | None:
    """What kind of harm, in words; None if it wasn't said."""
    sentence = f"category-{view.category}"
    return visit.text(sentence) if visit.office.texts.catalog.has(sentence) else None


async def _listed(visit: Visit, state: str, cursor: str = "") -> Listing:
    before = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) <= 15 else None
    return await alerts.listed(visit.office, visit.caller.officer, state, before)


def _page(visit: Visit, sections: dict[str, Listing]) -> Response:
    return visit.page(
        "alerts.html",
        sections=[(state, _sorted(state, found.items), found.next) for state, found in sections.items()],
        nobody_on_duty=any(found.nobody_on_duty for found in sections.values()),
        now=visit.office.now(),
        age=lambda view: age(visit, view),
        category=lambda view: category(visit, view),
    )


def _sorted(state: str, items: Sequence[AlertView]) -> list[AlertView]:
    """What waits longest comes first among the equally urgent; what is closed stays newest first."""
    if state == "closed":
        return list(items)
    return sorted(items, key=lambda view: (_BY_URGENCY[view.urgency], view.number))


PAGES = (ConsolePage("/", show),)
