"""The script that a browser keeps to show pages while the console is closed: the same for everybody."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from console.pages.guard import visit_of
from handlers.installation import Installation

PATH = "/push-worker.js"


def push_routes(office: Installation) -> list[BaseRoute]:
    """Where it is, if push is configured; it reveals nothing, so it needs no session."""
    if not office.settings.push.enabled:
        return []

    async def endpoint(request: Request) -> Response:
        visit = await visit_of(office, request)
        words = {"title": office.settings.hotline.name, "body": visit.text("push-words")}
        return visit.page("push_worker.js", media_type="text/javascript", words=words)

    return [Route(PATH, endpoint, methods=["GET"])]
