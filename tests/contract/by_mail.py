"""Officers by e-mail, whose browser doesn't know them: the password proves it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hotline.ids import UnitCode
from tests.contract.by_link import ByLink, LinkDeputy
from tests.contract.way import CONSOLE, Deputy, Way
from tests.fakes.smtp import PASSWORD, FakeSmtp, smtp_server
from tests.office import QUANG_TRUC
from tests.stories.cast import Colleague
from tests.stories.house import House, open_house
from tests.stories.template import Template


class MailDeputy(LinkDeputy):
    def __init__(self, house: House, colleague: Colleague, mail: FakeSmtp) -> None:
        super().__init__(house, colleague)
        self.mail = mail
        self.address = f"{colleague.username}@langnghe.example"

    @property
    def heard(self) -> list[str]:
        mine = [one for one in self.mail.mails if one["To"] == self.address]
        return [f"{one['Subject']}\n{one.get_content()}" for one in mine]

    def blocks(self) -> None:
        self.mail.answers[self.address] = [f"550 5.1.1 no such user {self.address}"]


class ByMail(ByLink):
    name = "email"
    longest = 998

    def __init__(self, house: House, mail: FakeSmtp) -> None:
        super().__init__(house)
        self.mail = mail

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        async with smtp_server(directory / "mail") as mail:
            toml = CONSOLE + mail.toml()
            async with open_house(template, directory, toml=toml, level=level) as house:
                yield cls(house, mail)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False, can_log_in=True)
        deputy = MailDeputy(self.house, colleague, self.mail)
        await self.joins(deputy, deputy.address)
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return (PASSWORD, "@langnghe.example", "/ack/")

    def floods(self, times: int) -> None:
        for deputy in self.deputies:
            assert isinstance(deputy, MailDeputy)
            self.mail.answers[deputy.address] = [*["451 4.7.1 later"] * times, "250 ok"]

    def goes_away(self) -> None:
        self.mail.away = True

    def comes_back(self) -> None:
        self.mail.away = False

    def revokes(self) -> None:
        self.mail.password = "another"

    def mends(self) -> None:
        self.mail.password = PASSWORD
