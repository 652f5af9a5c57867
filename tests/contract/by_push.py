"""Officers whose browser is woken."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.officer.push import OfficerPush
from cli.messengers import CONNECT, OneWay
from handlers import push
from handlers.installation import Installation
from hotline.ids import UnitCode
from tests.contract.way import CONSOLE, Deputy, OnALine, Spoilt, Way
from tests.office import QUANG_TRUC
from tests.stories.cast import Colleague
from tests.stories.house import House, open_house
from tests.stories.template import Template


class Pushes(httpx.AsyncBaseTransport):
    """A push service: which subscriptions were woken, and which are gone."""

    def __init__(self) -> None:
        self.woken: list[str] = []
        self.gone: set[str] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if (endpoint := str(request.url)) in self.gone:
            return httpx.Response(410)
        assert await request.aread() == b""
        self.woken.append(endpoint)
        return httpx.Response(201)


class PushDeputy(Deputy):
    """Woken without a word; the rest is at the desk."""

    def __init__(self, house: House, colleague: Colleague, pushes: Pushes) -> None:
        super().__init__(house, colleague)
        self.pushes = pushes
        self.endpoint = f"https://fcm.googleapis.com/fcm/send/of-{colleague.username}"

    @property
    def heard(self) -> list[str]:
        return ["" for endpoint in self.pushes.woken if endpoint == self.endpoint]

    async def takes(self, number: int) -> str:
        return str(await self.colleague.acknowledges_at_the_desk(number))

    def blocks(self) -> None:
        self.pushes.gone.add(self.endpoint)


class ByPush(OnALine, Way):
    name = "push"
    wordless = True
    refusal = httpx.Response(401)

    def __init__(self, house: House, pushes: Pushes, line: Spoilt) -> None:
        super().__init__(house)
        self.pushes = pushes
        self.line = line

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        pushes = Pushes()
        line = Spoilt(pushes)

        async def connect(office: Installation) -> OneWay:
            return OfficerPush(office, line)

        async with open_house(
            template,
            directory,
            toml=f"{CONSOLE}[push]\nenabled = true\n",
            level=level,
            connect={**CONNECT, "push": connect},
        ) as house:
            yield cls(house, pushes, line)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False)
        deputy = PushDeputy(self.house, colleague, self.pushes)
        said = await push.subscribe(self.house.office, colleague.id, deputy.endpoint)
        assert said.id == "contact-confirmed"
        await self.house.fast_forward(seconds=2)
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return ("fcm.googleapis", "vapid")

    async def repeats(self) -> None:
        """At the desk nothing comes by itself."""
