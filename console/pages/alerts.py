"""What waits and what is being done: the officer's alerts, the most urgent and oldest first."""

from collections.abc import Sequence
from typing import get_args

from starlette.responses import Response

from console.api.shapes import State
from console.pages.guard import ConsolePage
from console.pages.times import age, clock, due
from console.pages.visit import Visit
from handlers import alert as alerts
from handlers import contacts, hidden_messages, news
from handlers.alert import AlertView, Listing
from hotline.alert.alert import Urgency

_UNDER_WAY = ("open", "acknowledged")
_BY_URGENCY = {urgency.value: place for place, urgency in enumerate(Urgency)}


async def show(visit: Visit) -> Response:
    """Open and acknowledged alerts; those of one state if the address says so."""
    query = visit.request.query_params
    # Before the alerts are read: what changes meanwhile is told once more, and not missed.
    mark = await news.mark_for(visit.office, visit.caller.officer)
    state = query.get("state", "")
    if state in get_args(State):
        return await _page(visit, mark, {state: await _listed(visit, state, query.get("cursor", ""))})
    both = {one: await _listed(visit, one) for one in _UNDER_WAY}
    return await _page(visit, mark, both)


def category(visit: Visit, view: AlertView) -> str | None:
    """What kind of harm, in words; None if it wasn't said."""
    sentence = f"category-{view.category}"
    return visit.text(sentence) if visit.office.texts.catalog.has(sentence) else None


async def _listed(visit: Visit, state: str, cursor: str = "") -> Listing:
    before = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) <= 15 else None
    return await alerts.listed(visit.office, visit.caller.officer, state, before)


async def _page(visit: Visit, mark: str, sections: dict[str, Listing]) -> Response:
    return visit.page(
        "alerts.html",
        sections=[(state, _sorted(state, found.items), found.next) for state, found in sections.items()],
        waiting=len(sections["open"].items) if "open" in sections else 0,
        nobody_on_duty=any(found.nobody_on_duty for found in sections.values()),
        linked=any(one.works for one in await contacts.of_officer(visit.office, visit.caller.officer.id)),
        hidden=await hidden_messages.counted(visit.office, visit.caller.officer, visit.office.now()),
        mark=mark,
        now=clock(visit, visit.office.now()),
        age=lambda view: age(visit, view),
        due=lambda view: due(visit, view),
        category=lambda view: category(visit, view),
    )


def _sorted(state: str, items: Sequence[AlertView]) -> list[AlertView]:
    """What waits longest comes first among the equally urgent; what is closed stays newest first."""
    if state == "closed":
        return list(items)
    return sorted(items, key=lambda view: (_BY_URGENCY[view.urgency], view.number))


PAGES = (ConsolePage("/", show),)
