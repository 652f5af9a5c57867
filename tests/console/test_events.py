"""The stream that tells an open page what it missed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from bot.listener import Listener
from console.app import make_app
from console.news import LOOK_EVERY, MOST_STREAMS, News
from handlers import access
from hotline.settings import Console, Settings
from tests.clock import WoundClock
from tests.desk import Api, Desk
from tests.office import TUY_DUC

LOOK = timedelta(seconds=LOOK_EVERY)


@dataclass
class Events:
    """What one page hears; `mark` is the id of the last event."""

    lines: AsyncIterator[str]
    clock: WoundClock
    mark: str = ""

    async def next(self) -> tuple[str, Any]:
        """The next event; the clock is wound until it comes. A sign of life is no event."""
        kind = ""
        while True:
            name, _, value = (await self._wound(asyncio.ensure_future(anext(self.lines)))).partition(": ")
            if name == "event":
                kind = value
            elif name == "id":
                self.mark = value
            elif name == "data":
                return kind, msgspec.json.decode(value)

    async def end(self) -> None:
        """Nothing more comes."""
        with pytest.raises(StopAsyncIteration):
            await self.next()

    async def _wound(self, waiting: asyncio.Future[str]) -> str:
        while not waiting.done():
            await asyncio.wait([waiting], timeout=0.02)
            if not waiting.done():
                self.clock.wind(LOOK)
        return waiting.result()


@dataclass
class Watchers:
    """The console on a real socket."""

    desk: Desk
    client: httpx.AsyncClient
    news: News

    @asynccontextmanager
    async def watching(self, api: Api, **headers: str) -> AsyncIterator[Events]:
        cookie = {"Cookie": f"langnghe_console={api.token}"}
        async with self.client.stream("GET", "/events", headers=cookie | headers) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.headers["cache-control"] == "no-store"
            yield Events(answer.aiter_lines(), self.desk.office.clock)

    async def refused(self, token: str | None) -> int:
        cookie = {"Cookie": f"langnghe_console={token}"} if token else {}
        return (await self.client.get("/events", headers=cookie)).status_code


@pytest.fixture
async def watchers(desk: Desk) -> AsyncIterator[Watchers]:
    news = News(desk.office.installation)
    listener = Listener.bound(Settings(console=Console(port=0)), "console")
    await listener.begin(make_app(desk.office.installation, news))
    async with httpx.AsyncClient(base_url=listener.origin, timeout=20) as client:
        yield Watchers(desk, client, news)
    news.end()
    await listener.end()


async def test_a_new_alert_is_told_by_its_number_and_nothing_else(desk: Desk, watchers: Watchers) -> None:
    an = await desk.officer("An")
    async with watchers.watching(an) as events:
        assert await events.next() == ("watching", {"changed": [], "new": [], "missed": False})

        await desk.report()

        assert await events.next() == ("alerts", {"changed": [1], "new": [1], "missed": False})


async def test_an_alert_that_was_taken_has_changed(desk: Desk, watchers: Watchers) -> None:
    an = await desk.officer("An")
    await desk.report()
    async with watchers.watching(an) as events:
        await events.next()

        await an.post("/alerts/1/ack")

        assert await events.next() == ("alerts", {"changed": [1], "new": [], "missed": False})


async def test_another_communes_alerts_are_not_told(desk: Desk, watchers: Watchers) -> None:
    chi = await desk.officer("Chi", TUY_DUC)
    async with watchers.watching(chi) as events:
        await events.next()
        await desk.report(place="Quảng Trực")
        await desk.report("2", place="xã Tuy Đức")

        assert await events.next() == ("alerts", {"changed": [2], "new": [2], "missed": False})


async def test_who_comes_back_is_told_that_something_was_missed(desk: Desk, watchers: Watchers) -> None:
    an = await desk.officer("An")
    async with watchers.watching(an) as events:
        await events.next()
    async with watchers.watching(an, **{"Last-Event-ID": events.mark}) as again:
        assert (await again.next())[1]["missed"] is False

    await desk.report()

    async with watchers.watching(an, **{"Last-Event-ID": events.mark}) as again:
        assert (await again.next())[1]["missed"] is True


async def test_a_stream_keeps_no_session_alive_and_ends_with_it(desk: Desk, watchers: Watchers) -> None:
    an = await desk.officer("An")
    async with watchers.watching(an) as events:
        await events.next()
        desk.office.clock.wind(timedelta(minutes=29))
        await events.end()

    assert (await an.get("/alerts")).status_code == 401


async def test_who_is_disabled_hears_nothing_more(desk: Desk, watchers: Watchers) -> None:
    an = await desk.officer("An")
    async with watchers.watching(an) as events:
        await events.next()
        await access.disable(desk.office.installation, "an")
        await events.end()


async def test_strangers_hear_nothing(desk: Desk, watchers: Watchers) -> None:
    newcomer = await desk.first_log_in(await desk.office.officer("An"))

    assert await watchers.refused(None) == 401
    assert await watchers.refused("nonsense") == 401
    assert await watchers.refused(newcomer.token) == 401


async def test_an_officer_has_four_streams_and_no_more(desk: Desk, watchers: Watchers) -> None:
    an = await desk.officer("An")
    first = [watchers.watching(an) for _ in range(MOST_STREAMS)]
    opened = [await stream.__aenter__() for stream in first]
    for events in opened:
        await events.next()

    assert await watchers.refused(an.token) == 429

    await first.pop().__aexit__(None, None, None)
    async with watchers.watching(await desk.officer("Bình")) as others:
        await others.next()
    for stream in first:
        await stream.__aexit__(None, None, None)


async def test_the_console_ends_without_waiting_for_those_who_watch(desk: Desk, watchers: Watchers) -> None:
    an = await desk.officer("An")
    async with watchers.watching(an) as events:
        await events.next()
        watchers.news.end()
        await events.end()

    assert await watchers.refused(an.token) == 429
