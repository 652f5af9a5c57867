"""Officers by a provider of text messages or calls: one adapter, two providers of the same fake."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

from bot.officer.paid import OfficerPaid
from cli.messengers import CONNECT, OneWay
from handlers.installation import Installation
from hotline.ids import UnitCode
from tests.contract.by_link import ByLink, LinkDeputy
from tests.contract.way import CONSOLE, Deputy, OnALine, Spoilt, Way
from tests.fakes.providers import KEY, SECRET, FakeProviders
from tests.office import QUANG_TRUC
from tests.stories.cast import Colleague
from tests.stories.house import House, open_house
from tests.stories.template import Template
from tests.winding import LoopClock

PUBLIC = '[web]\npublic_url = "https://hotline.example"\n'


class ProviderDeputy(LinkDeputy):
    """`number`: as the provider writes it."""

    def __init__(self, house: House, colleague: Colleague, providers: FakeProviders, number: str) -> None:
        super().__init__(house, colleague)
        self.providers = providers
        self.number = number

    @property
    def heard(self) -> list[str]:
        return [one.text for one in self.providers.taken if one.phone == self.number]

    def blocks(self) -> None:
        self.providers.unknown_phones.add(self.number)


class ByProvider(OnALine, ByLink):
    """`section`: the provider's own part of the configuration.

    `beside`: the other channel that the providers' fake serves too, for what this one can't say.
    """

    section: ClassVar[str]
    beside: ClassVar[str] = ""
    deputies_are: ClassVar[type[ProviderDeputy]]

    def __init__(self, house: House, providers: FakeProviders, line: Spoilt) -> None:
        super().__init__(house)
        self.providers = providers
        self.line = line

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        providers = FakeProviders(LoopClock().now)
        line = Spoilt(providers)
        toml = (
            f'{CONSOLE}[{cls.name}]\nkey = "{KEY}"\nsecret = "{SECRET}"\n'
            f'urgencies = ["emergency", "urgent", "normal"]\n{cls.section}{PUBLIC}'
        )

        async def connect(office: Installation) -> OneWay:
            return OfficerPaid(office, cls.name, line)

        async def connect_beside(office: Installation) -> OneWay:
            return OfficerPaid(office, cls.beside, providers)

        connected = {**CONNECT, cls.name: connect} | ({cls.beside: connect_beside} if cls.beside else {})
        async with open_house(template, directory, toml=toml, level=level, connect=connected) as house:
            yield cls(house, providers, line)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False)
        address = f"+8491234567{len(self.deputies)}"
        deputy = self.deputies_are(self.house, colleague, self.providers, self.written(address))
        await self.joins(deputy, address)
        await deputy.is_known_here()
        return deputy

    @abstractmethod
    def written(self, address: str) -> str:
        """The number as the provider writes it."""
