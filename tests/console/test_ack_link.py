"""The page behind a page's link: no session, one button, and only its press does anything."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from console.app import make_app
from hotline.ids import AlertNumber
from storage.keys import ack_link
from storage.schema import Tx
from storage.tables import officer as officers
from tests.office import Office, open_office

REPORT = ("/report", "4", "3", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua", "Không", "1")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var") as one:
        yield one


@pytest.fixture
async def browser(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(make_app(office.installation))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as one:
        yield one


async def path_for(office: Office, name: str) -> str:
    """The link in a page to this officer, about the only alert."""
    added = await office.officer(name)
    inst = office.installation

    def made(tx: Tx) -> str:
        found = officers.by_username(tx, added.username)
        assert found is not None
        return ack_link.new(tx.keys, found.id, AlertNumber(1), inst.now())

    return f"/ack/{await inst.reader.read(made)}"


async def test_a_preview_or_scanner_changes_nothing_and_the_press_takes_it(
    office: Office, browser: httpx.AsyncClient
) -> None:
    path = await path_for(office, "An")
    for text in REPORT:
        await office.says("z-lan", text, "zalo")

    looked = [await browser.request(method, path) for method in ("GET", "HEAD", "GET")]
    pressed = await browser.post(path)
    again = await browser.post(path)

    assert [one.status_code for one in looked] == [200, 200, 200]
    assert "#1" in looked[0].text
    assert '<form method="post"' in looked[2].text
    assert "Anh/chị đã nhận #1" in pressed.text
    assert "<form" not in pressed.text.partition("<main")[2]
    assert "Anh/chị đang giữ #1" in again.text
    for answer in (*looked, pressed):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


async def test_whoever_comes_second_is_told_who_has_it(office: Office, browser: httpx.AsyncClient) -> None:
    an, binh = await path_for(office, "An"), await path_for(office, "Bình")
    for text in REPORT:
        await office.says("z-lan", text, "zalo")
    await browser.post(an)

    assert "#1 đã có An nhận" in (await browser.get(binh)).text
    assert "#1 đã có An nhận" in (await browser.post(binh)).text


async def test_a_link_that_was_cut_short_is_told_kindly(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/ack/AAAA?lang=en")

    assert answer.status_code == 404
    assert "This link is not right" in answer.text
