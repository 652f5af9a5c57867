"""The pages, put together: their paths, and a calm page where there is none."""

from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from console.headers import ALWAYS
from console.news import News
from console.pages import account, ack_link, alerts, attachments, case, drills, log_in, password, roster
from console.pages.calendar_feed import calendar_route
from console.pages.events import events_route
from console.pages.guard import visit_of
from console.pages.push_worker import push_routes
from console.pages.visit import broken_page, locale_of
from handlers.installation import Installation

PAGES = (
    *log_in.PAGES,
    *password.PAGES,
    *account.PAGES,
    *alerts.PAGES,
    *case.PAGES,
    *attachments.PAGES,
    *roster.PAGES,
    *drills.PAGES,
    *ack_link.PAGES,
)
_STATIC = Path(__file__).parent.parent / "static"


def page_routes(office: Installation, news: News) -> list[BaseRoute]:
    """Where the pages are, and what keeps them fresh."""
    return [
        *(page.route(office) for page in PAGES),
        events_route(office, news),
        calendar_route(office),
        *push_routes(office),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


async def refused(office: Installation, request: Request, error: Exception) -> Response:
    """A page that says what is wrong, and no more."""
    if isinstance(error, HTTPException):
        visit = await visit_of(office, request)
        response = visit.page("notice.html", status=HTTPStatus(error.status_code), notice="not_found")
        response.headers.update(error.headers or {})
        return response
    # Whatever broke may break again: this needs neither session nor database, and is outside the middleware.
    html = broken_page(office, locale_of(office, request))
    headers = ALWAYS | {"Cache-Control": "no-store"}
    return HTMLResponse(html, HTTPStatus.INTERNAL_SERVER_ERROR, headers)
