"""Reporters on the web page, which sends nothing: it is asked."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path

import httpx

from tests.contract.road import Person, Road
from tests.stories.door import Door
from tests.stories.house import House, open_house
from tests.stories.template import Template
from tests.web_page import HERE, Page, Visitor

ADDRESSES = {"start": "/", "status": "/status"}


class WebPerson(Person):
    """A browser; each page is what was heard."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    @property
    def sender(self) -> str:
        return self.visitor.session

    async def writes(self, text: str) -> None:
        """In the box; on the status page, in the field for the receipt code."""
        if "/status" in self.visitor.page.fields:
            await self.visitor.sends(self.visitor.form("/status", code=text), to="/status")
        else:
            await self.visitor.writes(text)

    async def commands(self, name: str) -> None:
        """What is a command elsewhere is a page here, or a button on every page."""
        if name == "leave":
            await self.visitor.shown(await self.visitor.client.post("/leave"))
        elif name in ADDRESSES:
            await self.visitor.opens(ADDRESSES[name])
        else:
            await self.visitor.presses(f"cmd:{name}")

    async def presses_again(self, value: str) -> None:
        """Back in the browser's history, and pressed there."""
        pages = [Page(response.text) for response in self.visitor.seen if response.status_code == 200]
        self.visitor.page = next(page for page in reversed(pages) if value in page.buttons)
        await self.visitor.presses(value)

    async def presses(self, label: str) -> None:
        [value] = [value for value, words in self.visitor.page.buttons.items() if words == label]
        await self.visitor.presses(value)

    @property
    def heard(self) -> list[str]:
        pages = [one for one in self.visitor.seen if not one.headers.get("location", "").startswith("/")]
        return [_words(page.text) for page in pages]


@lru_cache(maxsize=256)
def _words(html: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", html)


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
        await self.lan.commands("status")
        await self.lan.writes(code)
        await self.visitor.presses("msg:show")
