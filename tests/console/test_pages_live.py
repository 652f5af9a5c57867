"""Open pages hear of news by themselves, and everything is within reach of a keyboard."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from console.news import LOOK_EVERY
from tests.desk import Api, Desk

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page


async def opened(browser: "Browser", origin: str, api: Api, path: str) -> "Page":
    """The page of an officer who is logged in; it hears the news from now on."""
    context = await browser.new_context(locale="vi")
    await context.add_cookies([{"name": "langnghe_console", "value": api.token or "", "url": origin}])
    page = await context.new_page()
    async with page.expect_response("**/events*"):
        await page.goto(origin + path)
    return page


async def hears(desk: Desk, page: "Page", words: str) -> None:
    """The clock is wound until the page says so."""
    for _ in range(200):
        if words in await page.inner_text("#news"):
            return
        desk.office.clock.wind(timedelta(seconds=LOOK_EVERY))
        await asyncio.sleep(0.05)
    pytest.fail(f"the page never said {words}")


async def test_a_new_alert_comes_into_the_list_by_itself(browser: "Browser", desk: Desk, origin: str) -> None:
    page = await opened(browser, origin, await desk.officer("An"), "/")
    await page.focus("#closed")

    await desk.report()

    await hears(desk, page, "Có tin báo mới: #1")
    assert await page.locator("#alert-1").count() == 1
    assert (await page.title()).startswith("(1) ")
    assert await page.evaluate("document.activeElement.id") == "closed"


async def test_what_is_being_written_stays_while_the_case_changes(
    browser: "Browser", desk: Desk, origin: str
) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await desk.report()
    page = await opened(browser, origin, an, "/cases/1")
    await page.fill("#text", "Bé đang ở đâu ạ?")

    await binh.post("/alerts/1/ack")

    await hears(desk, page, "Hồ sơ này vừa có thay đổi.")
    assert await page.input_value("#text") == "Bé đang ở đâu ạ?"
    await page.click("#news a")
    await page.wait_for_selector(".state.acknowledged")


async def test_a_case_is_found_and_taken_without_a_mouse(browser: "Browser", desk: Desk, origin: str) -> None:
    an = await desk.officer("An")
    await desk.report()
    page = await opened(browser, origin, an, "/")

    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Enter")
    for _ in range(10):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == "alert-1":
            break
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    await page.focus("#main")
    await page.keyboard.press("Tab")
    assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    async with page.expect_navigation():
        await page.keyboard.press("Enter")

    assert await page.locator(".state.acknowledged").count() == 1
