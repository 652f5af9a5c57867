"""The web chat in a real browser without JavaScript; `LANGNGHE_SCREENSHOTS=1` renews docs/images/."""

import os
import re
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
    from playwright.async_api import Response as Response_
    from playwright.async_api import Route as Route_

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


async def test_a_visit_asks_nobody_else_and_leaves_one_cookie_and_then_nothing(
    browser: "Browser", origin: str, elsewhere: str
) -> None:
    """Nothing in the cache, nothing in a store: whoever takes the phone finds the address at the most."""
    context = await window(browser)
    page = await context.new_page()
    asked: list[str] = []
    answers: list[Response_] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: answers.append(response))  # noqa: PLW0108 - Playwright marks what it calls

    await page.goto(origin)
    await press(page, "q:role:child", "q:danger_now:no")
    await page.goto(f"{origin}/status")
    assert [url for url in asked if not url.startswith((f"{origin}/", "data:"))] == []
    kept = [response for response in answers if response.url.startswith(origin)]
    assert {response.headers["cache-control"] for response in kept} == {"no-store"}
    assert await page.evaluate(_STORED) == [0, 0, 0, 0]
    [cookie] = await context.cookies()
    assert (cookie["expires"], cookie["httpOnly"]) == (-1, True)  # gone with the window
    assert await page.locator("footer p").inner_text() != ""  # that the browser may remember the address

    await page.click(".leave button")
    await page.wait_for_url(elsewhere)

    assert await context.cookies() == []
    await page.goto(origin)
    assert await page.evaluate(_STORED) == [0, 0, 0, 0]


async def test_a_report_is_made_with_the_keyboard_alone(browser: "Browser", origin: str) -> None:
    """Each thing that can be pressed is reached by Tab, shows that it is, and answers Enter."""
    page = await (await window(browser, DESK)).new_page()
    await page.goto(origin)

    for value in ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10"):
        await _tab_to(page, f'button[value="{value}"]')
        async with page.expect_navigation():
            await page.keyboard.press("Enter")
    await _tab_to(page, "textarea")
    await page.keyboard.type("Quảng Trực")
    await _tab_to(page, 'button[value="send"]')
    async with page.expect_navigation():
        await page.keyboard.press("Enter")

    assert await page.locator('button[value="q:story:skip"]').count() == 1


@pytest.mark.parametrize("value", ["q:danger_now:now", "q:danger_now:no"])
async def test_at_twice_the_size_nothing_is_cut_off(browser: "Browser", origin: str, value: str) -> None:
    """A browser at 200 % lays out half the width with twice the pixels."""
    context = await browser.new_context(
        java_script_enabled=False,
        locale="vi",
        viewport={"width": 640, "height": 450},
        device_scale_factor=2,
    )
    page = await context.new_page()
    await page.goto(origin)
    await press(page, "q:role:child", value)

    assert await _overflow(page) == 0
    for one in await page.locator("button:visible, a:visible, h1, p:visible").all():
        assert await one.evaluate(
            "e => e.scrollWidth <= e.clientWidth + 1 || getComputedStyle(e).display == 'inline'"
        )


async def test_without_its_style_the_page_says_all_and_can_be_answered(
    browser: "Browser", origin: str
) -> None:
    page = await (await window(browser)).new_page()

    async def plain(route: "Route_") -> None:
        response = await route.fetch(max_redirects=0)
        body = await response.text()
        await route.fulfill(response=response, body=re.sub(r"<style>.*?</style>", "", body, flags=re.DOTALL))

    await page.route(f"{origin}/**", plain)
    await page.goto(origin)
    assert await page.locator("style").count() == 0
    await press(page, "q:role:child", "q:danger_now:now", "q:category:hit", "q:child_age:7_10")
    await write(page, "Quảng Trực")

    order = await page.evaluate(
        "[...document.querySelectorAll('.leave button, nav a, h1, textarea')].map(e => e.tagName)"
    )
    assert order[0] == "BUTTON"  # the way out comes first
    assert order.index("H1") < order.index("TEXTAREA")


async def _tab_to(page: "Page", selector: str) -> None:
    """Until it has the focus, and can be seen to have it."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate(f"document.activeElement.matches('{selector}')"):
            assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"no way to {selector} by Tab")


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


_STORED = """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
    (await indexedDB.databases()).length]"""


async def _overflow(page: "Page") -> int:
    """By how many pixels the page is wider than its window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))
