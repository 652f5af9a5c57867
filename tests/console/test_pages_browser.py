"""The officers' pages in a real browser without JavaScript; `LANGNGHE_SCREENSHOTS=1` renews docs/images/."""

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk import Desk
from tests.office import LAM_DONG, PASSWORD

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

IN_DOCS = {"console-alerts-vi", "console-case-vi", "console-case-en"}
ROOT = Path(__file__).parents[2]
PHONE, DESK = (360, 740), (1280, 900)


async def picture(page: "Page", tmp_path: Path, name: str) -> None:
    wanted = os.environ.get("LANGNGHE_SCREENSHOTS") == "1" and name in IN_DOCS
    directory = ROOT / "docs" / "images" if wanted else tmp_path
    directory.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=directory / f"{name}.png", full_page=True)


async def log_in(page: "Page", username: str, password: str) -> None:
    await page.fill("[name=username]", username)
    await page.fill("[name=password]", password)
    await page.click("main button")


async def change_password(page: "Page", old: str) -> None:
    await page.fill("[name=old]", old)
    await page.fill("[name=new]", PASSWORD)
    await page.fill("[name=again]", PASSWORD)
    await page.click("main button")


@pytest.mark.parametrize(
    ("language", "size"), [("vi", PHONE), ("en", DESK)], ids=["phone in Vietnamese", "desk in English"]
)
async def test_from_a_pages_link_to_words_for_the_reporter(
    browser: "Browser", desk: Desk, origin: str, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    an = await desk.office.officer("Nguyễn Văn An")
    binh = await desk.officer("Trần Thị Bình", LAM_DONG, "supervisor")
    await desk.report("1", story="Đêm nào cũng nghe tiếng bé khóc.\nHôm qua tôi thấy bé có vết bầm ở tay.")
    await desk.report("2")
    await binh.post("/alerts/2/ack")
    desk.office.clock.wind(timedelta(minutes=25))
    for value in ("q:role:child", "q:danger_now:now"):
        await desk.office.presses("3", value)
    await desk.office.presses("3", "q:category:hit")
    await desk.office.presses("3", "q:child_age:7_10")
    await desk.office.says("3", "Quảng Trực")
    context = await browser.new_context(
        java_script_enabled=False, locale=language, viewport={"width": size[0], "height": size[1]}
    )
    page = await context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))

    await page.goto(f"{origin}/cases/1")
    await picture(page, tmp_path, f"console-log-in-{language}")
    await log_in(page, an.username, an.password)
    await picture(page, tmp_path, f"console-password-{language}")
    await change_password(page, an.password)
    assert page.url == f"{origin}/cases/1"
    assert "Đêm nào cũng nghe tiếng bé khóc." in await page.inner_text("blockquote")

    await page.click("nav a[href='/']")
    await picture(page, tmp_path, f"console-alerts-{language}")
    assert await page.locator(".alert").first.get_attribute("class") == "alert emergency open"
    assert await overflow(page) == 0
    await page.click(".alert a[href='/cases/1']")
    await page.click("[value=acknowledge]")
    await page.fill("#text", "Cảm ơn anh/chị đã báo. Bé đang ở nhà với ai ạ?")
    await page.click("[value=write]")
    await page.click("summary")
    await picture(page, tmp_path, f"console-case-{language}")

    assert await overflow(page) == 0
    assert await page.locator(".messages li.officer").count() == 1
    assert await page.locator("[value=acknowledge]").count() == 0
    await page.click("nav a[href='/account']")
    await page.click("section form[action='/account'] button")
    await picture(page, tmp_path, f"console-account-{language}")
    assert (await page.inner_text(".code code")).startswith("/start ")
    assert await overflow(page) == 0
    assert faults == []


async def overflow(page: "Page") -> int:
    """By how much the page is wider than the screen."""
    # The test's own script runs in a page of which every script of its own is off.
    width = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(width)
