"""Administrators hear of findings by an address of their own, and that address learns nothing of them."""

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.alarms import Alarms
from handlers.auditing import Findings
from tests.fakes.telegram_http import HttpServer, Request, Response
from tests.logged import logged_to
from tests.office import Office, open_office

# Apprise's own, as long as it runs on Python 3.11 and 3.12.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


class Bell:
    """What Apprise's plain JSON address is told."""

    def __init__(self) -> None:
        self.rung: list[Request] = []
        self.answer = Response()
        self.server = HttpServer(self._called)

    def _called(self, request: Request) -> Response:
        self.rung.append(request)
        return self.answer


@pytest.fixture
async def bell() -> AsyncIterator[Bell]:
    bell = Bell()
    await bell.server.start()
    yield bell
    await bell.server.stop()


@asynccontextmanager
async def alarmed(directory: Path, bell: Bell) -> AsyncIterator[tuple[Office, Alarms]]:
    toml = f'[alarms]\nurls = ["json://127.0.0.1:{bell.server.port}/secret"]\n'
    async with open_office(directory, toml=toml) as office:
        yield office, Alarms(office.installation)


async def test_each_kind_is_told_every_half_hour_at_most(tmp_path: Path, bell: Bell) -> None:
    async with alarmed(tmp_path / "var", bell) as (office, alarms):
        await alarms.after_look(Findings())
        for _ in range(3):
            await alarms.after_look(Findings(late=2, nobody_soon=1))
        await alarms.after_look(Findings(late=2, chain_broken=1))
        office.clock.wind(timedelta(minutes=30))
        await alarms.after_look(Findings(late=2))

    told = [json.loads(call.body)["message"] for call in bell.rung]
    assert ["2 loại" in told[0], "1 loại" in told[1], "1 loại" in told[2]] == [True] * 3
    assert len(told) == 3


async def test_what_did_not_arrive_is_told_at_the_next_look(tmp_path: Path, bell: Bell) -> None:
    """The address, which may hold a password, is in no log line."""
    bell.answer, log = Response(500), io.StringIO()
    with logged_to(log):
        async with alarmed(tmp_path / "var", bell) as (_, alarms):
            await alarms.after_look(Findings(late=1))
            bell.answer = Response()
            await alarms.after_look(Findings(late=1))
            await alarms.after_look(Findings(late=1))

    assert len(bell.rung) == 2
    assert "alarm_failed" in log.getvalue()
    assert "secret" not in log.getvalue()
