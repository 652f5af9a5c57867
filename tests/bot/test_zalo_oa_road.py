"""A Zalo Official Account through the whole product: buttons, numbers, voice, places, and being forgotten."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.clock import SystemClock
from cli import opening
from handlers.installation import Installation
from handlers.interview import look
from hotline.settings import Settings
from tests.fakes.zalo_oa import FakeOa
from tests.fakes.zalo_oa_phone import OaPhone
from tests.oa_hotline import OaHotline
from tests.office import texts


@pytest.fixture
async def hotline(tmp_path: Path) -> AsyncIterator[OaHotline]:
    paths = opening.paths_of(Settings(), tmp_path / "var")
    await asyncio.to_thread(opening.found, Settings(), paths, texts(), SystemClock())
    async with FakeOa() as oa:
        yield OaHotline(oa, paths)


@pytest.fixture
def lan(hotline: OaHotline) -> OaPhone:
    return hotline.oa.phone("u-lan")


async def answers(phone: OaPhone, *said: str) -> str:
    """Each once the one before is answered; what came last."""
    last = ""
    for one in said:
        await phone.writes(one)
        last = await phone.next_message()
    return last


async def test_a_whole_report_by_buttons_and_numbers(hotline: OaHotline, lan: OaPhone) -> None:
    async with hotline.serving():
        opened = await answers(lan, "chào")
        for label in ("Hàng xóm, người dân", "Không", "Bị đánh, mắng chửi, làm nhục", "7–10 tuổi"):
            await lan.presses(label)
            await lan.next_message()
        await answers(lan, "Quảng Trực", "Nhà bên cạnh đánh con", "xong", "Không")
        await lan.presses("Gửi")
        receipt = await lan.next_message()
        [code] = re.findall(r"\d{4} \d{4} \d{4} \d{4}", receipt)
        await answers(lan, "/status")
        waiting = await answers(lan, code)
        wiped = await answers(lan, "/wipe")

    assert "Zalo và người quản lý trang này" in opened
    assert "đang chờ cán bộ đọc" in waiting
    assert "Zalo không cho phép chúng tôi xóa tin" in wiped
    lan.assert_no_more()


async def test_buttons_where_five_are_enough_else_numbered_lines(hotline: OaHotline, lan: OaPhone) -> None:
    async with hotline.serving():
        await answers(lan, "chào", "4")
        asked = lan.messages[-1]
        listed = await answers(lan, "Không")

    assert len(asked["attachment"]["payload"]["buttons"]) <= 5
    assert "1. " not in asked["text"]
    assert "\n1. " in listed
    assert "attachment" not in lan.messages[-1]


async def test_a_press_of_another_chat_is_only_words(hotline: OaHotline, lan: OaPhone) -> None:
    """A payload is text that anybody can type: it counts in the chat that it was made for."""
    huong = hotline.oa.phone("u-huong")
    async with hotline.serving():
        await answers(lan, "chào", "4")
        await answers(huong, "chào", "4")
        stolen = lan.options["Có, đang xảy ra"]
        answered = await answers(huong, stolen)
        pressed = await answers(lan, stolen)

    assert "nguy hiểm không?" in answered
    assert "đã báo khẩn" in pressed.casefold() or "cán bộ trực" in pressed
    huong.assert_no_more()


async def test_a_voice_message_goes_to_the_report(hotline: OaHotline, lan: OaPhone) -> None:
    async with hotline.serving():
        await answers(lan, "chào", "4", "Không", "Bị bắt nạt ở trường", "7–10 tuổi", "Quảng Trực")
        await lan.speaks(b"#!AMR\nxyz")
        heard = await lan.next_message()

    assert "tin thoại" in heard.casefold()
    lan.assert_no_more()


async def test_a_place_that_is_sent_is_kept_in_figures(hotline: OaHotline, lan: OaPhone) -> None:
    """No map lies here to find the commune by; whoever reads the report finds the house."""
    async with hotline.serving():
        await answers(lan, "chào", "4", "Không", "Bị bắt nạt ở trường", "7–10 tuổi")
        await lan.sends("location", {"coordinates": {"latitude": "11.9404196", "longitude": "108.4583132"}})
        asked_again = await lan.next_message()
        await answers(lan, "Quảng Trực")

    assert asked_again
    lan.assert_no_more()


async def test_what_cannot_be_taken_is_answered_kindly(hotline: OaHotline, lan: OaPhone) -> None:
    async with hotline.serving():
        await answers(lan, "chào")
        said = []
        for kind in ("sticker", "image", "file", "hologram"):
            await lan.sends(kind, {"url": "https://zalo.example/1"})
            said.append(await lan.next_message())

    assert all("Bạn là ai?" in one for one in said)
    lan.assert_no_more()


async def test_a_visitor_of_the_accounts_page_is_answered_there(hotline: OaHotline) -> None:
    visitor = hotline.oa.phone("v-1", visitor=True)
    async with hotline.serving():
        asked = await answers(visitor, "chào", "4")

    assert "nguy hiểm không?" in asked


async def test_who_withdraws_is_forgotten_and_the_alert_stays(hotline: OaHotline, lan: OaPhone) -> None:
    async with hotline.serving() as office:
        await answers(lan, "chào", "4")
        await lan.presses("Có, đang xảy ra")
        await lan.next_message()
        known = (await look(office, "zalo_oa", "u-lan", None)).known
        raised = await alerts_of(office)
        before = len(hotline.oa.posts)
        await lan.withdraws()
        while '"user_withdraw"' not in str(hotline.oa.posts[-1].body):
            await hotline.oa.posted(before := before + 1)
        left = (await look(office, "zalo_oa", "u-lan", None)).known
        stands = await alerts_of(office)
        await answers(lan, "chào")
        await hotline.oa.put(next(one.body for one in hotline.oa.posts if b"user_withdraw" in one.body))
        await answers(lan, "4")

    assert (known, left) == (True, False)
    assert stands == raised
    lan.assert_no_more()


async def alerts_of(office: Installation) -> list[Any]:
    """Those on the reporters' side: number and state."""
    wanted = "SELECT number, state FROM alert WHERE urgency = 'emergency' ORDER BY number"
    found = await office.reader.read(lambda tx: tx.connection.exec_driver_sql(wanted).all())
    assert found
    return list(found)


async def test_what_is_not_signed_so_is_refused(hotline: OaHotline, lan: OaPhone) -> None:
    body = hotline.oa.event("user_send_text", sender={"id": "u"}, message={"msg_id": "1", "text": "chào"})
    good = hotline.oa.headers(body)
    async with hotline.serving(), httpx.AsyncClient(trust_env=False) as client:
        await answers(lan, "chào")
        statuses = [
            (await client.post(hotline.oa.hook, content=content, headers=headers)).status_code
            for content, headers in (
                (b"", {}),
                (body, {}),
                (body.replace(b"\n", b""), good),
                (body, {"X-ZEvent-Signature": "mac=00"}),
                (body, good),
            )
        ]

    assert statuses == [200, 403, 403, 403, 200]


async def test_the_database_holds_no_number_and_no_token(hotline: OaHotline, lan: OaPhone) -> None:
    async with hotline.serving():
        await answers(lan, "chào", "4", "một câu bí mật")

    for path in hotline.paths.data_dir.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        assert b"u-lan" not in held
        assert b"access-" not in held
        assert b"refresh-" not in held
        assert "bí mật".encode() not in held
