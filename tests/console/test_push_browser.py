"""The script that asks a browser to be woken, in a real one; only the push service's answer is made up."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handlers import access, contacts
from tests.axe import faults_of
from tests.desk import Desk, open_desk
from tests.office import open_office

if TYPE_CHECKING:
    from playwright.async_api import Browser

TOML = '[push]\nenabled = true\n[email]\nhost = "localhost"\nfrom = "h@langnghe.example"\n'
_PUSH_SERVICE = """
Notification.requestPermission = async () => "granted";
PushManager.prototype.subscribe = async function (wanted) {
  if (!wanted.userVisibleOnly || wanted.applicationServerKey.length !== 65) throw new Error("wrong");
  return { endpoint: "https://web.push.apple.com/this-browser" };
};
"""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with (
        open_office(tmp_path / "var", toml=TOML) as office,
        open_desk(office) as one,
    ):
        yield one


async def test_one_press_has_the_browser_woken_from_now_on(
    browser: "Browser", desk: Desk, origin: str
) -> None:
    an = await desk.officer("An")
    context = await browser.new_context(locale="vi")
    await context.add_cookies([{"name": "langnghe_console", "value": an.token or "", "url": origin}])
    await context.add_init_script(_PUSH_SERVICE)
    page = await context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(error.message))

    await page.goto(f"{origin}/account")
    await page.click("#push button")
    await page.wait_for_selector("p[role=status]:has-text('Đã xác nhận')")
    worker = await page.evaluate("navigator.serviceWorker.ready.then(one => one.active.scriptURL)")

    assert await faults_of(page) == []
    [officer] = [one for one in await access.everybody(desk.office.installation) if one.name == "An"]
    found = await contacts.of_officer(desk.office.installation, officer.id)
    assert [one.channel for one in found] == ["push"]
    assert worker == f"{origin}/push-worker.js?lang=vi"
    assert broken == []
