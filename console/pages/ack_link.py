"""The page behind the link of a page: one button, no session. Only the press does anything.

What opens links by itself (a messenger's preview, a mail scanner) asks for the page and presses nothing.
"""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console.pages.guard import visit_of
from console.pages.visit import Visit, remember_language
from handlers import ack_link
from handlers.ack_link import Seen, Standing
from handlers.installation import Installation

_STATUS = {
    Standing.UNKNOWN: HTTPStatus.NOT_FOUND,
    Standing.OVER: HTTPStatus.GONE,
    Standing.OTHER: HTTPStatus.FORBIDDEN,
}


def ack_link_route(office: Installation) -> Route:
    """Where the links lead; the token in the address is the only proof, so that no cookie is needed."""

    async def endpoint(request: Request) -> Response:
        visit = await visit_of(office, request)
        known = None if visit.session is None else visit.session.officer.id
        act = ack_link.take if request.method == "POST" else ack_link.look
        response = _shown(visit, await act(office, request.path_params["token"], known))
        remember_language(office, request, response)
        return response

    return Route("/ack/{token}", endpoint, methods=["GET", "POST"])


def _shown(visit: Visit, seen: Seen) -> Response:
    catalog = visit.office.texts.catalog
    said = "" if seen.say is None else catalog.text(visit.locale, seen.say)
    urgency = "" if seen.urgency is None else catalog.text(visit.locale, seen.urgency)
    status = _STATUS.get(seen.standing, HTTPStatus.OK)
    return visit.page("ack_link.html", status=status, seen=seen, said=said, urgency=urgency)
