"""The officers' desk: pages for people, `/api/v1` for their systems, behind one listener."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from console.api.entrance import PREFIX, make_api
from console.headers import SafeHeaders
from handlers.installation import Installation


def make_app(office: Installation) -> Starlette:
    """The console of this installation."""
    routes: list[BaseRoute] = [Mount(PREFIX, make_api(office))]
    app = Starlette(routes=routes, middleware=[Middleware(SafeHeaders)])
    app.router.redirect_slashes = False
    return app
