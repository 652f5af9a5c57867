"""The web chat in a real browser without JavaScript; `LANGNGHE_SCREENSHOTS=1` renews docs/images/."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.listener import Listener
from bot.reporter.web import make_app
from handlers import alert
from hotline.settings import Settings, Web
from tests.office import LAM_DONG, Office
from tests.web_page import HEALTHY

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[2]
ANY_PORT = Settings(web=Web(port=0))
PHONE, DESK = (360, 740), (1280, 900)
IN_DOCS = {"web-opening-vi", "web-red-vi", "web-review-vi", "web-receipt-vi", "web-red-en"}


@pytest.fixture
async def elsewhere() -> AsyncIterator[str]:
    """Another site: the weather."""

    async def weather(_request: Request) -> Response:
        return HTMLResponse("<title>Thời tiết</title>Trời nắng")

    listener = Listener.bound(ANY_PORT, "web")
    await listener.begin(Starlette(routes=[Route("/weather", weather)]))
    yield f"{listener.origin}/weather"
    await listener.end()


@pytest.fixture
async def origin(office: Office, elsewhere: str) -> AsyncIterator[str]:
    """Where the public pages are; their quick exit leads to the weather."""
    listener = Listener.bound(ANY_PORT, "web")
    await listener.begin(make_app(office.installation, lambda: HEALTHY, away=elsewhere))
    yield listener.origin
    await listener.end()


async def window(browser: "Browser", size: tuple[int, int] = PHONE, language: str = "vi") -> "BrowserContext":
    return await browser.new_context(
        java_script_enabled=False, locale=language, viewport={"width": size[0], "height": size[1]}
    )


async def press(page: "Page", *values: str) -> None:
    for value in values:
        async with page.expect_navigation():
            await page.click(f'button[name="answer"][value="{value}"]')


async def write(page: "Page", words: str) -> None:
    await page.fill("textarea", words)
    await press(page, "send")


async def picture(page: "Page", tmp_path: Path, name: str) -> None:
    wanted = os.environ.get("LANGNGHE_SCREENSHOTS") == "1" and name in IN_DOCS
    directory = ROOT / "docs" / "images" if wanted else tmp_path
    directory.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=directory / f"{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("language", "size", "role"), [("vi", PHONE, "child"), ("en", DESK, "family")], ids=["phone", "desk"]
)
async def test_a_report_in_a_browser_without_javascript(
    browser: "Browser",
    office: Office,
    origin: str,
    tmp_path: Path,
    language: str,
    size: tuple[int, int],
    role: str,
) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    page = await (await window(browser, size, language)).new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))

    await page.goto(origin)
    assert asked == [f"{origin}/"]
    await picture(page, tmp_path, f"web-opening-{language}")
    await press(page, f"q:role:{role}", "q:danger_now:now")
    await picture(page, tmp_path, f"web-red-{language}")
    assert await _overflow(page) == 0
    await press(page, "q:category:hit", "q:child_age:7_10")
    await write(page, "Quảng Trực")
    await picture(page, tmp_path, f"web-story-{language}")
    await write(page, "Tối nào cũng nghe tiếng roi.")
    await press(page, "q:story:done", "q:follow_up:no")
    await picture(page, tmp_path, f"web-review-{language}")
    assert await _overflow(page) == 0
    await press(page, "review:submit")
    await picture(page, tmp_path, f"web-receipt-{language}")

    [item] = (await alert.listed(office.installation, binh.officer, "open", None)).items
    assert item.urgency == "emergency"
    code = await page.inner_text(".code strong")
    await page.click('a[href="/status"]')
    await page.wait_for_selector("#code")
    await page.fill("#code", code)
    async with page.expect_navigation():
        await page.press("#code", "Enter")
    await picture(page, tmp_path, f"web-status-{language}")
    assert await page.locator("h1").count() == 1
    assert faults == []


async def test_the_quick_exit_is_the_first_stop_and_back_shows_the_beginning(
    browser: "Browser", origin: str, elsewhere: str
) -> None:
    context = await window(browser)
    page = await context.new_page()
    await page.goto(origin)
    await press(page, "q:role:child", "q:danger_now:no")

    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_url(elsewhere)
    assert await context.cookies() == []

    await page.go_back()
    assert await page.locator('button[value="q:role:child"]').count() == 1
    assert await page.locator('button[value="q:category:hit"]').count() == 0


async def test_a_narrow_phone_has_everything_within_reach(browser: "Browser", origin: str) -> None:
    page = await (await window(browser, (320, 568))).new_page()
    await page.goto(origin)
    await press(page, "q:role:child", "q:danger_now:now")

    assert await _overflow(page) == 0
    for button in await page.locator("button:visible, nav a:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    await page.mouse.wheel(0, 3000)
    assert await page.locator(".leave button").is_visible()


async def _overflow(page: "Page") -> int:
    """By how many pixels the page is wider than its window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))
