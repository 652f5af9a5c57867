"""The watcher outside is called while the machine is sound, and hears nothing when it isn't."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.heartbeat import Heartbeat
from handlers.auditing import Findings
from tests.fakes.telegram_http import HttpServer, Request, Response
from tests.office import Office, open_office


class Watcher:
    """An address outside that answers as it is told."""

    def __init__(self) -> None:
        self.calls: list[Request] = []
        self.answer = Response()
        self.server = HttpServer(self._called)

    def _called(self, request: Request) -> Response:
        self.calls.append(request)
        return self.answer


@pytest.fixture
async def watcher() -> AsyncIterator[Watcher]:
    watcher = Watcher()
    await watcher.server.start()
    yield watcher
    await watcher.server.stop()


@asynccontextmanager
async def beating(directory: Path, watcher: Watcher) -> AsyncIterator[tuple[Office, Heartbeat]]:
    toml = f'[heartbeat]\nurl = "http://127.0.0.1:{watcher.server.port}/ping/secret?a=b"\nevery = "1m"\n'
    async with open_office(directory, toml=toml) as office:
        yield office, Heartbeat(office.installation)


async def test_a_sound_look_calls_at_most_once_a_minute(tmp_path: Path, watcher: Watcher) -> None:
    async with beating(tmp_path / "var", watcher) as (office, heartbeat):
        for _ in range(5):
            await heartbeat.after_look(Findings(nobody_soon=2, without_contact=1))
            office.clock.wind(timedelta(seconds=30))

    assert [call.target for call in watcher.calls] == ["/ping/secret?a=b"] * 3
    assert watcher.calls[0].headers["user-agent"].startswith("langnghe anchor=2:")


@pytest.mark.parametrize("kind", ["late", "chain_broken", "messages_waiting", "nobody_reachable"])
async def test_what_is_not_sound_is_told_by_silence(tmp_path: Path, watcher: Watcher, kind: str) -> None:
    async with beating(tmp_path / "var", watcher) as (_, heartbeat):
        await heartbeat.after_look(Findings(**{kind: 1}))

    assert watcher.calls == []


async def test_a_watcher_in_trouble_troubles_nobody_and_is_called_at_the_next_look(
    tmp_path: Path, watcher: Watcher
) -> None:
    watcher.answer = Response(500)
    async with beating(tmp_path / "var", watcher) as (_, heartbeat):
        await heartbeat.after_look(Findings())
        watcher.answer = Response()
        await heartbeat.after_look(Findings())

    assert len(watcher.calls) == 2


async def test_without_an_address_nothing_is_called(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await asyncio.wait_for(Heartbeat(office.installation).after_look(Findings()), 1)
