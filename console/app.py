"""The officers' desk: pages for people, `/api/v1` for their systems, behind one listener."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from console.api.entrance import PREFIX, make_api
from console.headers import SafeHeaders
from console.news import News
from console.pages import entrance
from handlers.installation import Installation


def make_app(office: Installation, news: News | None = None) -> Starlette:
    """The console of this installation. `news`: what the streams hang on; who made it can end them."""

    async def refused(request: Request, error: Exception) -> Response:
        return await entrance.refused(office, request, error)

    app = Starlette(
        routes=[Mount(PREFIX, make_api(office)), *entrance.page_routes(office, news or News(office))],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: refused, Exception: refused},
    )
    app.router.redirect_slashes = False
    return app
