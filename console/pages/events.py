"""`GET /events`: a stream that tells an open page when it is old."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from console.news import News
from console.pages.guard import session_cookie
from handlers import access
from handlers.installation import Installation

_LONGEST_MARK = 16


def events_route(office: Installation, news: News) -> Route:
    """Where the stream is. Without a session 401, with too many streams 429: then browsers stop asking."""

    async def events(request: Request) -> Response:
        token = request.cookies.get(session_cookie(office), "")
        caller = await access.caller_of(office, token, by_itself=True) if token else None
        if caller is None or caller.must_change_password:
            return Response(status_code=HTTPStatus.UNAUTHORIZED)
        if news.is_full(caller):
            return Response(status_code=HTTPStatus.TOO_MANY_REQUESTS)
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        stream = news.stream(token, caller, since[:_LONGEST_MARK])
        # Proxies that collect an answer before they pass it on would keep the news from everybody.
        return StreamingResponse(stream, headers={"X-Accel-Buffering": "no"}, media_type="text/event-stream")

    return Route("/events", events, methods=["GET"])
