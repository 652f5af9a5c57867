"""A browser at the officers' pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from httpx import ASGITransport, AsyncClient

from console.app import make_app
from handlers import access
from tests.desk import Desk
from tests.web_page import Page, Visitor


@asynccontextmanager
async def window(
    desk: Desk, language: str = "vi", base: str = "http://console.test"
) -> AsyncIterator[Visitor]:
    """A browser without JavaScript."""
    transport = ASGITransport(make_app(desk.office.installation), raise_app_exceptions=False)
    async with AsyncClient(
        transport=transport, base_url=base, headers={"Accept-Language": language}
    ) as client:
        yield Visitor(client)


async def logged_in(desk: Desk, visitor: Visitor, added: access.Added) -> Page:
    """The officer at the desk, with the first password, which may stay."""
    await desk.keeps_password(added)
    await visitor.opens("/login")
    form = visitor.form("/login", username=added.username, password=added.password)
    return await visitor.sends(form, "/login")
