"""Zalo through the whole product: an interview by numbers and words, the receipt, what comes after."""

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.clock import SystemClock
from bot.reporter.zalo_bot import ReporterZalo
from cli import opening
from hotline.settings import Settings
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_phone import ZaloPhone
from tests.office import texts
from tests.one_process import free_port
from tests.zalo_hotline import OFFICERS, REPORTERS, ZaloHotline


@pytest.fixture
async def hotline(tmp_path: Path) -> AsyncIterator[ZaloHotline]:
    paths = opening.paths_of(Settings(), tmp_path / "var")
    await asyncio.to_thread(opening.found, Settings(), paths, texts(), SystemClock())
    async with FakeZalo(any_webhook=True) as zalo:
        yield ZaloHotline(zalo, paths)


@pytest.fixture
def lan(hotline: ZaloHotline) -> ZaloPhone:
    return hotline.zalo.phone(REPORTERS, "z-lan")


async def answers(phone: ZaloPhone, *said: str) -> str:
    """Each once the one before is answered; what came last."""
    last = ""
    for one in said:
        await phone.writes(one)
        last = await phone.next_message()
    return last


async def test_a_whole_report_by_numbers_words_and_words_without_diacritics(
    hotline: ZaloHotline, lan: ZaloPhone
) -> None:
    async with hotline.serving():
        opened = await answers(lan, "chào")
        await answers(lan, lan.options["Hàng xóm, người dân"], "Không", "bi danh")
        await answers(lan, lan.options["7–10 tuổi"], "Quảng Trực", "Nhà bên cạnh đánh con")
        await answers(lan, "xong", unicodedata.normalize("NFD", "Không"))
        receipt = await answers(lan, "1")
        [code] = re.findall(r"\d{4} \d{4} \d{4} \d{4}", receipt)
        await answers(lan, "/status")
        waiting = await answers(lan, code)
        wiped = await answers(lan, "/wipe")

    assert "Zalo vẫn biết tài khoản này" in opened
    assert "\n\n1. " in opened
    assert "đang chờ cán bộ đọc" in waiting
    assert "Zalo không cho phép chúng tôi xóa tin" in wiped
    lan.assert_no_more()


async def test_two_pollers_share_what_comes_and_handle_each_once(
    hotline: ZaloHotline, lan: ZaloPhone
) -> None:
    """Zalo doesn't tell a second poller: whoever asks first gets the message, and nobody else does."""
    other = ReporterZalo(REPORTERS, hotline.zalo.api_base, poll_seconds=1)
    await lan.writes("chào")
    [taken] = await other.fetch(None)
    async with hotline.serving():
        asked = await answers(lan, "chào lại")
    await other.close()

    assert taken.content is not None
    assert "Đây là Lắng Nghe" in asked
    lan.assert_no_more()


async def test_the_database_holds_no_chat_of_zalos(hotline: ZaloHotline, lan: ZaloPhone) -> None:
    async with hotline.serving():
        await answers(lan, "chào", "4", "một câu bí mật")

    for path in hotline.paths.data_dir.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        assert b"z-lan" not in held
        assert "bí mật".encode() not in held


# By webhook


async def test_both_bots_work_by_webhook(hotline: ZaloHotline, lan: ZaloPhone) -> None:
    hotline.port = free_port()
    an = hotline.zalo.phone(OFFICERS, "z-an", "An")

    async with hotline.serving("webhook"):
        await answers(lan, "chào")
        asked = await answers(lan, "4")
        refused = await answers(an, "/start sai")
        wrong = await posted(hotline.port, "reporter", "another secret")
        await hotline.zalo.bot(REPORTERS).redeliver()
        await until_posted(hotline, 3)

    bot = hotline.zalo.bot(REPORTERS)
    assert bot.url == f"http://127.0.0.1:{hotline.port}/hooks/zalo/reporter"
    assert {post.status for post in bot.posts} == {200}
    assert (wrong, "nguy hiểm không?" in asked) == (403, True)
    assert "Mã này không dùng được" in refused
    lan.assert_no_more()


async def posted(port: int, bot: str, secret: str) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        headers = {"X-Bot-Api-Secret-Token": secret}
        url = f"http://127.0.0.1:{port}/hooks/zalo/{bot}"
        return (await client.post(url, json={}, headers=headers)).status_code


async def until_posted(hotline: ZaloHotline, count: int) -> None:
    async with asyncio.timeout(10):
        while len(hotline.zalo.bot(REPORTERS).posts) < count:  # noqa: ASYNC110 - nobody tells a test
            await asyncio.sleep(0.01)
