"""Officers by text messages through a provider; a call is the same adapter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.officer.paid import OfficerPaid
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


class TextDeputy(LinkDeputy):
    def __init__(self, house: House, colleague: Colleague, providers: FakeProviders, last: int) -> None:
        super().__init__(house, colleague)
        self.providers = providers
        self.number = f"091234567{last}"

    @property
    def heard(self) -> list[str]:
        return [one.text for one in self.providers.taken if one.phone == self.number]

    def blocks(self) -> None:
        self.providers.unknown_phones.add(self.number)


class ByText(ByLink):
    """A text message through a provider, whose link is pressed as a mail's is."""

    name = "sms"

    def __init__(self, house: House, providers: FakeProviders, line: Spoilt) -> None:
        super().__init__(house)
        self.providers = providers
        self.line = line

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        toml = (
            f'{CONSOLE}[sms]\nprovider = "esms"\nkey = "{KEY}"\nsecret = "{SECRET}"\nsender = "LangNghe"\n'
            'urgencies = ["emergency", "urgent", "normal"]\ncallback_secret = "told-by-esms"\n'
            '[web]\npublic_url = "https://hotline.example"\n'
        )
        providers = FakeProviders(LoopClock().now)
        line = Spoilt(providers)

        async def connect(office: Installation) -> OneWay:
            return OfficerPaid(office, "sms", line)

        async with open_house(
            template, directory, toml=toml, level=level, connect={**CONNECT, "sms": connect}
        ) as house:
            yield cls(house, providers, line)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False)
        deputy = TextDeputy(self.house, colleague, self.providers, len(self.deputies))
        await self.joins(deputy, f"+84{deputy.number[1:]}")
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return (KEY, SECRET, "912345", "/ack/", "told-by-esms")

    def floods(self, times: int) -> None:
        self.line.first = [httpx.Response(429)] * times

    def revokes(self) -> None:
        self.line.always = httpx.Response(200, json={"CodeResult": "101"})

    def mends(self) -> None:
        self.line.always = None
