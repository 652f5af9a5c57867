"""Everybody can use every page of the officers: axe finds nothing, at any width, by day and by night."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handlers.access import Added
from hotline.attachment import Attachment
from hotline.ids import AlertNumber
from hotline.interview.conversation import Incoming, Kind
from storage.keys import ack_link
from tests.desk import Desk
from tests.looking import look
from tests.office import LAM_DONG

if TYPE_CHECKING:
    from playwright.async_api import Browser


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_every_page_can_be_used_by_everybody(
    browser: "Browser", desk: Desk, origin: str, language: str
) -> None:
    page = await (await browser.new_context(locale=language)).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))

    async def check(name: str, path: str | None = None) -> None:
        if path is not None:
            await page.goto(origin + path)
        faults.extend(await look(page, f"console-{name}-{language}"))

    async def log_in(added: Added) -> None:
        await page.fill("[name=username]", added.username)
        await page.fill("[name=password]", added.password)
        async with page.expect_navigation():
            await page.click("main button")

    an = await desk.office.officer("Nguyễn Văn An")
    await check("log-in", "/login")
    await log_in(an)
    await check("password")
    await desk.keeps_password(an)
    await check("none", "/")
    await check("none-closed", "/?state=closed")
    await _much_happens(desk)
    await check("alerts", "/")
    await check("case-open", "/cases/1")
    await check("case-taken", "/cases/2")
    await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    await check("case-deeds")
    await check("case-attached", "/cases/3")
    await page.goto(origin + "/cases/2")
    await page.fill("#text", "xem http://x.vn")
    await page.click("[value=write]")
    await page.wait_for_selector(".fault")
    await check("case-fault")
    await check("account", "/account")
    await page.click("section form[action='/account'] button")
    await page.wait_for_selector(".code")
    await check("account-code")
    await check("roster", "/roster")
    await check("nothing", "/cases/99")
    await page.context.clear_cookies()
    await check("link-asks", _link_of(desk, an))
    await page.fill("[name=password]", "a guess")
    await page.click("main form button")
    await page.wait_for_selector(".fault")
    await check("link-wrong")
    await page.fill("[name=password]", an.password)
    await page.click("main form button")
    await page.wait_for_selector(".done")
    await check("link-taken")

    assert [fault for fault in faults if not _is_meant(fault)] == []


def _link_of(desk: Desk, added: Added) -> str:
    """The link in the page about the first alert."""
    inst = desk.office.installation
    return f"/ack/{ack_link.new(inst.keys, added.id, AlertNumber(1), inst.now())}"


def _is_meant(fault: str) -> bool:
    """The browser's own word about an answer that is a refusal."""
    return "the server responded with a status of 4" in fault


async def _much_happens(desk: Desk) -> None:
    binh = await desk.officer("Trần Thị Bình", LAM_DONG, "supervisor")
    for chat, story in (("1", "Đêm nào cũng nghe tiếng bé khóc."), ("2", "Bé nghỉ học đã hai tuần.")):
        await desk.report(chat, story=story)
    await binh.post("/alerts/2/ack")
    await binh.post("/cases/2/messages", {"text": "Cảm ơn anh/chị đã báo. Bé đang ở nhà với ai ạ?"})
    desk.office.clock.wind(timedelta(minutes=25))
    for value in ("q:role:child", "q:danger_now:now", "q:category:hit", "q:child_age:7_10"):
        await desk.office.presses("3", value)
    await desk.office.says("3", "Quảng Trực")
    sent = desk.office.received("3", Incoming(Kind.ATTACHMENT, "picture"))
    await desk.office.takes(replace(sent, attachment=Attachment(b"a picture", "picture", "image/heic")))
    await binh.post("/cases/3/attachments/1/openings", {"reason": "Cần xem nơi xảy ra."})
