"""Reporters on the web page, which sends nothing: it is asked."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.contract.road import Person, Road
from tests.stories.door import Door
from tests.stories.house import House, open_house
from tests.stories.template import Template
from tests.web_page import HERE, Visitor


class WebPerson(Person):
    """A browser; each page is what was heard."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    async def writes(self, text: str) -> None:
        if text == "/start":
            await self.visitor.opens()
        else:
            await self.visitor.writes(text)

    async def presses(self, label: str) -> None:
        [value] = [value for value, words in self.visitor.page.buttons.items() if words == label]
        await self.visitor.presses(value)

    @property
    def heard(self) -> list[str]:
        pages = [response for response in self.visitor.seen if response.status_code != 303]
        return [re.sub(r"<[^>]+>|\s+", " ", page.text) for page in pages]


class OnTheWeb(Road):
    name = "web"
    longest = 20_000
    sends = False

    def __init__(self, house: House, visitor: Visitor) -> None:
        self.visitor = visitor
        super().__init__(house)

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        async with open_house(template, directory, level=level, bots=["officer"]) as house:
            browser = httpx.AsyncClient(
                transport=Door(house), base_url=HERE, headers={"Accept-Language": "vi"}
            )
            async with browser:
                yield cls(house, Visitor(browser))

    def person(self, name: str) -> Person:
        del name
        return WebPerson(self.visitor)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.visitor.session,)

    async def repeats(self) -> None:
        """The browser sends the same form again: a double press, a reload."""
        [newest] = [one.request for one in self.visitor.seen if one.request.method == "POST"][-1:]
        form = dict(httpx.QueryParams(newest.content.decode()))
        await self.visitor.sends(form)

    async def comes_again(self) -> None:
        """The page that says it didn't work has all of it, and a button to try again."""
        await self.visitor.presses("send", text=self.visitor.page.box)

    async def reads_letters(self) -> None:
        """With the receipt code, which is the only thread."""
        [*_, code] = re.findall(r"\d{4} \d{4} \d{4} \d{4}", " ".join(self.lan.heard))
        await self.visitor.opens("/status")
        await self.visitor.sends(self.visitor.form("/status", code=code), to="/status")
        await self.visitor.presses("msg:show")
