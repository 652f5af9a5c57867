"""Pictures and files of a case: the forms by which two officers agree, and what one of them then may open."""

from http import HTTPStatus

from starlette.responses import Response

from console.enclosure import enclosure
from console.pages.guard import ConsolePage
from console.pages.visit import Visit, number_in
from handlers import attachments
from hotline.errors import NotFound


async def ask(visit: Visit) -> Response:
    """A second person is asked to agree."""
    caller, reason = visit.caller, visit.form.get("reason", "")
    try:
        asked = await attachments.ask(
            visit.office, caller.officer, caller.seeds, visit.number, _place(visit), reason
        )
    except NotFound:
        return _notice(visit, HTTPStatus.NOT_FOUND, "not_found")
    if asked.fault is not None:
        return _notice(visit, HTTPStatus.UNPROCESSABLE_ENTITY, "reason")
    return _back(visit, "asked")


async def agree(visit: Visit) -> Response:
    """Whoever asked may open it for a while."""
    caller, opening = visit.caller, number_in(visit.request.path_params, "opening")
    try:
        agreed = await attachments.agree(visit.office, caller.officer, caller.seeds, visit.number, opening)
    except NotFound:
        return _notice(visit, HTTPStatus.NOT_FOUND, "not_found")
    if agreed.fault is not None:
        return _notice(visit, HTTPStatus.CONFLICT, agreed.fault)
    return _back(visit, "agreed")


async def copy(visit: Visit) -> Response:
    """The cleaned copy; the handler audits that it was opened."""
    return await _opened(visit, cleaned=True)


async def original(visit: Visit) -> Response:
    """What was sent, as a download; the handler audits that it was opened."""
    return await _opened(visit, cleaned=False)


async def _opened(visit: Visit, *, cleaned: bool) -> Response:
    caller, place = visit.caller, _place(visit)
    try:
        opened = await attachments.open_one(
            visit.office, caller.officer, caller.seeds, visit.number, place, cleaned=cleaned
        )
    except NotFound:
        return _notice(visit, HTTPStatus.NOT_FOUND, "not_found")
    found = opened.cleaned or opened.original
    if found is None:
        alone = opened.fault == "two_people"
        status = HTTPStatus.FORBIDDEN if alone else HTTPStatus.NOT_FOUND
        return _notice(visit, status, opened.fault or "not_found")
    return enclosure(found, f"{visit.number}-{place}")


def _place(visit: Visit) -> int:
    return number_in(visit.request.path_params, "place")


def _back(visit: Visit, said: str) -> Response:
    return visit.go(f"/cases/{visit.number}?said={said}")


def _notice(visit: Visit, status: HTTPStatus, notice: str) -> Response:
    return visit.page("notice.html", status=status, notice=notice)


PAGES = (
    ConsolePage("/cases/{number}/attachments/{place}", act=ask),
    ConsolePage("/cases/{number}/attachments/{place}/copy", copy),
    ConsolePage("/cases/{number}/attachments/{place}/original", original),
    ConsolePage("/cases/{number}/openings/{opening}", act=agree),
)
