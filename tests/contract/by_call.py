"""Officers who are called: a pressed key takes the alert."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from starlette.applications import Starlette

from bot.officer.paid import OfficerPaid
from bot.officer.paid_hooks import paid_routes
from cli.messengers import CONNECT, OneWay
from handlers.installation import Installation
from hotline.ids import UnitCode
from tests.contract.by_link import ByLink, LinkDeputy
from tests.contract.way import CONSOLE, Deputy, Spoilt, Way
from tests.fakes.providers import KEY, SECRET, FakeProviders
from tests.office import QUANG_TRUC
from tests.stories.cast import Colleague
from tests.stories.house import House, Template, open_house
from tests.winding import LoopClock


class CalledDeputy(LinkDeputy):
    def __init__(self, house: House, colleague: Colleague, providers: FakeProviders, last: int) -> None:
        super().__init__(house, colleague)
        self.providers = providers
        self.number = f"8491234567{last}"

    @property
    def heard(self) -> list[str]:
        return [one.text for one in self.providers.taken if one.phone == self.number]

    async def takes(self, number: int) -> str:
        """The key is pressed while the newest call about an alert goes on."""
        calls = [one.callback for one in self.providers.taken if one.phone == self.number]
        callback = [one for one in calls if "page=" in one][-1]
        transport = httpx.ASGITransport(
            Starlette(routes=paid_routes(self.house.office)), raise_app_exceptions=False
        )
        async with httpx.AsyncClient(transport=transport) as provider:
            await provider.post(callback, json={"dtmf": "1"})
        await self.house.fast_forward(seconds=2)
        return ""

    def blocks(self) -> None:
        self.providers.unknown_phones.add(self.number)


class ByCall(ByLink):
    """A call through a provider."""

    name = "voice"

    def __init__(self, house: House, providers: FakeProviders, line: Spoilt) -> None:
        super().__init__(house)
        self.providers = providers
        self.line = line

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        toml = (
            f'{CONSOLE}[voice]\nprovider = "stringee"\nkey = "{KEY}"\nsecret = "{SECRET}"\n'
            'sender = "842471234567"\nurgencies = ["emergency", "urgent", "normal"]\n'
            'callback_secret = "told-by-stringee"\n[web]\npublic_url = "https://hotline.example"\n'
        )
        providers = FakeProviders(LoopClock().now)
        line = Spoilt(providers)

        async def connect(office: Installation) -> OneWay:
            return OfficerPaid(office, "voice", line)

        async with open_house(
            template, directory, toml=toml, level=level, connect={**CONNECT, "voice": connect}
        ) as house:
            yield cls(house, providers, line)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False)
        deputy = CalledDeputy(self.house, colleague, self.providers, len(self.deputies))
        await self.joins(deputy, f"+{deputy.number}")
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return (KEY, SECRET, "912345", "told-by-stringee")

    def floods(self, times: int) -> None:
        self.line.first = [httpx.Response(429)] * times

    def revokes(self) -> None:
        self.line.always = httpx.Response(200, json={"r": 6, "message": "token"})

    def mends(self) -> None:
        self.line.always = None
