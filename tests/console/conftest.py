"""An installation with its console, for every test here."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.listener import Listener
from console.app import make_app
from console.news import News
from hotline.settings import Console, Settings
from tests.desk import Desk, open_desk
from tests.office import QUANG_TRUC, open_office
from tests.web_page import Visitor
from tests.window import logged_in, window


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_office(tmp_path / "var") as office, open_desk(office) as one:
        yield one


@pytest.fixture
async def origin(desk: Desk) -> AsyncIterator[str]:
    """Where the console is, for a browser."""
    news = News(desk.office.installation)
    listener = Listener.bound(Settings(console=Console(port=0)), "console")
    await listener.begin(make_app(desk.office.installation, news))
    yield listener.origin
    news.end()
    await listener.end()


@pytest.fixture
async def an(desk: Desk) -> AsyncIterator[Visitor]:
    """An, logged in."""
    added = await desk.office.officer("An", QUANG_TRUC)
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        yield visitor
