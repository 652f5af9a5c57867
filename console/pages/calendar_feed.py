"""An officer's shifts for a calendar program: no session, but an address that only the officer has."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from handlers import calendar_feed
from handlers.installation import Installation


def calendar_route(office: Installation) -> Route:
    """Where calendar programs fetch it."""

    async def endpoint(request: Request) -> Response:
        found = await calendar_feed.fetch(office, request.path_params["secret"])
        if found is None:
            return PlainTextResponse("", HTTPStatus.NOT_FOUND)
        return Response(found, media_type="text/calendar")

    return Route("/calendar/{secret}.ics", endpoint, methods=["GET"])
