"""A browser without JavaScript, for tests of the public pages: reads the form, presses a button, follows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from bot.reporter.web import make_app
from handlers import alert, case
from handlers.access import Caller
from handlers.installation import Installation
from hotline.case_view import CaseView
from tests.office import QUANG_TRUC, Office

HERE = "http://hotline.test"
HEALTHY = {"ready": True, "database": True, "due_loop": True, "channels": {"telegram": "off"}}

STORY = "Bé trai bị đánh bằng roi mây"
WAY_TO_THE_STORY = ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10")


@dataclass
class Page(HTMLParser):
    """What a page shows and what its forms hold; forms by their address."""

    html: str
    language: str = ""
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    box: str | None = None
    _form: str = ""
    _inside: list[str] = field(default_factory=list)
    _button: str | None = None

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside.append(tag)
        if tag == "html":
            self.language = given["lang"]
        elif tag == "form":
            assert given["method"] == "post" or given["action"] == "/roster"
            self._form = given["action"]
            self.fields[self._form] = {}
        elif tag == "input":
            self.fields[self._form][given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self.box = ""
        elif tag == "button":
            self._button = given.get("value", "")
            self.buttons[self._button] = ""

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass
        if tag == "button":
            self._button = None

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            return
        if "textarea" in self._inside:
            self.box = (self.box or "") + data.removeprefix("\n")
        if self._button is not None:
            self.buttons[self._button] += data.strip()
        self.words.append(data.strip())

    @property
    def text(self) -> str:
        """Everything that can be read."""
        return " ".join(word for word in self.words if word)


@dataclass
class Visitor:
    """Somebody with a browser. `page` is what it shows, `seen` everything it was answered."""

    client: httpx.AsyncClient
    page: Page = field(default_factory=lambda: Page(""))
    seen: list[httpx.Response] = field(default_factory=list)

    async def opens(self, address: str = "/", **headers: str) -> Page:
        return await self.shown(await self.client.get(address, headers=headers))

    async def presses(self, value: str, text: str | None = None) -> Page:
        """Press the button; the page must have it. `text`: what is in the box."""
        assert value in self.page.buttons, f"no button {value} among {sorted(self.page.buttons)}"
        return await self.sends(self.form(answer=value, text=text))

    async def writes(self, text: str) -> Page:
        return await self.presses("send", text)

    def form(self, to: str = "/", **more: str | None) -> dict[str, str]:
        """What the browser would send."""
        given = {name: value for name, value in more.items() if value is not None}
        return {**self.page.fields[to], **given}

    async def chooses(
        self, field: str, what: tuple[str, bytes, str], *, answer: str = "send", text: str = ""
    ) -> Page:
        """Press the button with a file chosen: its name, content and type."""
        return await self.chooses_all({field: what}, answer=answer, text=text)

    async def chooses_all(
        self, files: dict[str, tuple[str, bytes, str]], *, answer: str = "send", text: str = ""
    ) -> Page:
        """The same with a file in several fields."""
        form = self.form(answer=answer, text=text)
        fields = {name: value for name, value in form.items() if name not in ("file", "voice")}
        return await self.shown(await self.client.post("/", data=fields, files=files))

    async def sends(self, form: dict[str, str], to: str = "/", **headers: str) -> Page:
        return await self.shown(await self.client.post(to, data=form, headers=headers))

    async def shown(self, response: httpx.Response) -> Page:
        self.seen.append(response)
        while response.status_code == 303 and response.headers["location"].startswith("/"):
            response = await self.client.get(response.headers["location"])
            self.seen.append(response)
        self.page = Page(response.text)
        return self.page

    @property
    def session(self) -> str:
        """The cookie's value, "" without one."""
        return next((cookie.value or "" for cookie in self.client.cookies.jar), "")


@asynccontextmanager
async def visiting(office: Installation, *, base: str = HERE, language: str = "vi") -> AsyncIterator[Visitor]:
    """A visitor of this installation's public pages."""
    transport = httpx.ASGITransport(make_app(office, lambda: HEALTHY), raise_app_exceptions=False)
    headers = {"Accept-Language": language}
    async with httpx.AsyncClient(transport=transport, base_url=base, headers=headers) as client:
        yield Visitor(client)


async def answers(lan: Visitor, *values: str) -> None:
    await lan.opens()
    for value in values:
        await lan.presses(value)


async def comes_to_the_story(lan: Visitor) -> None:
    await answers(lan, *WAY_TO_THE_STORY)
    await lan.writes("Quảng Trực")


async def reports(lan: Visitor, *, story: str = STORY, follow_up: str = "no") -> str:
    """The whole way; the receipt code."""
    await comes_to_the_story(lan)
    await lan.writes(story)
    await lan.presses("q:story:done")
    await lan.presses(f"q:follow_up:{follow_up}")
    await lan.presses("review:submit")
    return lan.page.text.partition("Mã nhận tin ")[2][:19]


async def an_of(office: Office) -> Caller:
    return await office.session(await office.officer("An", QUANG_TRUC))


async def the_case(office: Office, an: Caller) -> CaseView:
    [item] = (await alert.listed(office.installation, an.officer, "open", None)).items
    return await case.open_case(office.installation, an.officer, an.seeds, item.number)
