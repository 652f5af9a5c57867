"""Officers who are only written to, and take an alert by the link in what came."""

import re

import httpx

from console.app import make_app
from handlers import contacts
from tests.contract.way import DESK, Deputy, Way
from tests.stories.house import House


class LinkDeputy(Deputy):
    """One who opens the newest page's link and presses the button there."""

    async def takes(self, number: int) -> str:
        links = re.findall(rf"{DESK}(/ack/[\w-]+)", "\n".join(self.heard))
        return await pressed(self.house, links[-1])


async def pressed(house: House, link: str) -> str:
    transport = httpx.ASGITransport(make_app(house.office), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=DESK) as browser:
        assert (await browser.get(link)).status_code == 200
        words = (await browser.post(link)).text
    await house.fast_forward(seconds=2)
    return words


class ByLink(Way):
    """A channel that brings nothing back; its deputies in the order they came."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.deputies: list[LinkDeputy] = []

    async def joins(self, deputy: LinkDeputy, address: str) -> None:
        """The code that came to the address was typed."""
        await proven(deputy, self.name, address)
        self.deputies.append(deputy)

    async def repeats(self) -> None:
        await self.deputies[0].takes(0)

    async def comes_again(self, deputy: Deputy, number: int) -> None:
        """The officer sees that it didn't work, and presses again."""
        await deputy.takes(number)


async def proven(deputy: Deputy, channel: str, address: str) -> None:
    """The code that came to the address was typed."""
    office, username = deputy.house.office, deputy.colleague.username
    assert (await contacts.add(office, username, channel, address, by=username)).id == "contact-code-sent"
    await deputy.house.fast_forward(seconds=2)
    [code] = re.findall(r"\b\d{6}\b", deputy.heard[-1])
    assert (await contacts.confirm(office, username, code, by=username)).id == "contact-confirmed"
    await deputy.house.fast_forward(seconds=2)
