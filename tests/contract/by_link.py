"""Officers who are only written to, and take an alert by the link in what came."""

import re

import httpx
from starlette.types import Receive, Scope, Send

from console.app import make_app
from handlers import contacts
from storage.keys.device import new_device
from storage.tables import officer as officers
from tests.contract.way import DESK, Deputy, Way
from tests.stories.cast import Colleague
from tests.stories.house import House
from tests.web_page import Visitor


class LinkDeputy(Deputy):
    """One who opens the newest page's link and presses the button there, with the password if it is asked."""

    def __init__(self, house: House, colleague: Colleague) -> None:
        super().__init__(house, colleague)

        async def desk(scope: Scope, receive: Receive, send: Send) -> None:
            """Of the process that runs now; the browser outlives the one before."""
            await make_app(house.office)(scope, receive, send)

        transport = httpx.ASGITransport(desk, raise_app_exceptions=False)
        self.browser = Visitor(httpx.AsyncClient(transport=transport, base_url=DESK))
        self.sent: tuple[dict[str, str], str] | None = None

    async def takes(self, number: int) -> str:
        link = re.findall(rf"{DESK}(/ack/[\w-]+)", "\n".join(self.heard))[-1]
        page = await self.browser.opens(link)
        assert self.browser.seen[-1].status_code == 200
        if link in page.fields:
            asked = self.colleague.password if "password" in page.fields[link] else None
            self.sent = (self.browser.form(link, password=asked), link)
            await self.presses_again()
        return self.browser.page.text

    async def presses_again(self) -> None:
        """What was sent last is sent."""
        assert self.sent is not None
        await self.browser.sends(*self.sent)
        await self.house.fast_forward(seconds=2)

    async def is_known_here(self) -> None:
        """The officer logged in from this browser before."""
        office, one = self.house.office, self.colleague
        stored = await self.house.reads(officers.by_id, one.id)
        assert stored is not None
        token = new_device(office.keys, stored.id, stored.password_salt, office.now())
        self.browser.client.cookies.set(f"__Host-langnghe_console_device_{stored.id}", token)


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
        await self.deputies[0].presses_again()

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
