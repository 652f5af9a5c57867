"""Everybody can use every public page: axe finds nothing, at any width, by day and by night."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.listener import Listener
from bot.reporter.web import make_app
from bot.reporter.web_form import Form
from bot.reporter.web_pages import Pages
from handlers import due, follow_up
from hotline.settings import Settings, Web
from tests.looking import look
from tests.office import LAM_DONG, Office
from tests.web_page import HEALTHY

if TYPE_CHECKING:
    from playwright.async_api import Browser, FilePayload, Page

MOST_BYTES = 30_000
WRONG = "0000 0000 0000 0000"
SOUND: "FilePayload" = {"name": "a.m4a", "mimeType": "audio/mp4", "buffer": b"a voice"}
WAY = ("q:role:child", "q:danger_now:now", "receipt:now", "q:category:hit", "q:child_age:7_10")


@pytest.fixture
async def origin(office: Office) -> AsyncIterator[str]:
    """Where the public pages are."""
    listener = Listener.bound(Settings(web=Web(port=0)), "web")
    await listener.begin(make_app(office.installation, lambda: HEALTHY))
    yield listener.origin
    await listener.end()


class Walk:
    """A reporter with a browser, looked at on every page; `faults` is what was wrong on the way."""

    def __init__(self, page: "Page", language: str) -> None:
        self.page = page
        self.faults: list[str] = []
        self._language = language
        self._pages = 0

    async def sees(self, name: str) -> None:
        self._pages += 1
        self.faults += await look(self.page, f"web-{self._pages:02}-{name}-{self._language}")

    async def presses(self, *values: str) -> None:
        for value in values:
            async with self.page.expect_navigation():
                await self.page.click(f'button[name="answer"][value="{value}"]')
            await self.sees(value.replace(":", "-"))

    async def writes(self, words: str, name: str) -> None:
        await self.page.fill("textarea", words)
        async with self.page.expect_navigation():
            await self.page.click('button[value="send"]')
        await self.sees(name)

    async def speaks(self) -> None:
        """Open what is folded up, look at it, and send a recording by it."""
        await self.page.click("details:has(#voice) summary")
        await self.sees("speaking")
        await self.page.set_input_files("#voice", SOUND)
        async with self.page.expect_navigation():
            await self.page.click('button[value="speak"]')
        await self.sees("spoken")

    async def looks_up(self, origin: str, code: str, name: str = "") -> None:
        await self.page.goto(f"{origin}/status")
        await self.page.fill("#code", code)
        async with self.page.expect_navigation():
            await self.page.press("#code", "Enter")
        if name:
            await self.sees(name)


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_every_page_can_be_used_by_everybody(
    browser: "Browser", office: Office, origin: str, language: str
) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    page = await (await browser.new_context(locale=language)).new_page()
    walk = Walk(page, language)
    heavy: list[str] = []
    page.on("response", lambda answer: heavy.append(answer.url) if _is_heavy(answer.headers) else None)

    await page.goto(origin)
    await walk.sees("opening")
    await walk.presses(*WAY)
    await walk.writes("không đâu cả", "place-unknown")
    await walk.writes("Đắk Mil", "place-which")
    await walk.writes("Quảng Trực", "story")
    await walk.writes("Tối nào cũng nghe tiếng roi.", "more")
    await walk.speaks()
    await walk.presses("q:story:done", "q:follow_up:yes", "review:edit", "review:back", "review:submit")
    code = await page.inner_text(".code strong")
    await follow_up.write(office.installation, binh.officer, 1, "Em đang ở đâu?\nCô muốn giúp em.")
    await page.goto(f"{origin}/status")
    await walk.sees("status")
    await walk.looks_up(origin, code, "standing")
    await walk.presses("proof:show")
    await walk.sees("proof")
    await walk.presses("msg:show")
    await walk.looks_up(origin, WRONG, "wrong-code")
    for _ in range(office.installation.settings.limits.wrong_codes_per_hour - 1):
        await walk.looks_up(origin, WRONG)
    await walk.looks_up(origin, WRONG, "too-many-codes")
    await walk.presses("cmd:help")
    await page.click("summary")
    await walk.presses("cmd:wipe")
    office.clock.wind(timedelta(minutes=2))
    await due.step(office.installation)
    await page.goto(origin)
    await walk.sees("forgotten")

    assert walk.faults == []
    assert heavy == []


async def test_further_questions_can_be_used_by_everybody(browser: "Browser", origin: str) -> None:
    """A teacher's are the longest road: several signs at once, buttons beside a box."""
    page = await (await browser.new_context(locale="vi")).new_page()
    walk = Walk(page, "vi")

    await page.goto(origin)
    await walk.presses("q:role:school", "q:danger_now:no", "q:category:sexual", "q:child_age:7_10")
    await walk.writes("Quảng Trực", "story")
    await walk.presses("review:now", "review:more", "q:recent:no", "q:setting:school", "q:sex:girl")
    await walk.presses("q:daily_access:no", "q:relationship:school_staff", "q:repeated:once")
    await walk.presses("q:school_safety:safe", "q:signs:sleep", "q:signs:done", "review:now")

    assert walk.faults == []


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_pages_of_trouble_can_be_used_by_everybody(
    browser: "Browser", office: Office, language: str
) -> None:
    settings = office.installation.settings.hotline
    pages = Pages(office.installation.texts.catalog, settings.name, settings.emergency_numbers)
    page = await (await browser.new_context(locale=language)).new_page()
    form = Form(answer="send", text="Tối nào cũng nghe tiếng roi.")
    shown = {f"trouble-{status}": pages.trouble(status) for status in (403, 404, 413, 500)}
    shown |= {f"again-{kept}": pages.again(language, "/", form, kept=kept) for kept in (True, False)}

    faults = []
    for name, html in shown.items():
        await page.set_content(html)
        faults += await look(page, f"web-{name}-{language}")

    assert faults == []


def _is_heavy(headers: dict[str, str]) -> bool:
    """Of a page that nobody compresses on its way."""
    return int(headers.get("content-length", "0")) > MOST_BYTES
