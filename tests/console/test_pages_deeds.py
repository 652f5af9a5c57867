"""What an officer does about an alert on its case's page: forms without JavaScript."""

import re

from handlers import desks, officer_chat
from handlers.officer_chat import OfficerReceived
from tests.desk import STORY, Desk
from tests.web_page import Page, Visitor


async def does(visitor: Visitor, what: str, number: int = 1, **more: str) -> Page:
    await visitor.opens(f"/cases/{number}")
    form = visitor.form(f"/cases/{number}", do=what)
    return await visitor.sends(form | more, f"/cases/{number}")


async def test_the_owner_promises_and_is_there(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await does(an, "acknowledge")

    promised = await does(an, "promise", minutes="30")
    there = await does(an, "arrive")

    assert "Hẹn đến lúc 08:30" in promised.text
    assert "đến giờ hẹn" in promised.text
    assert "Hẹn đến lúc" not in there.text
    assert "Đã đến nơi" in there.text


async def test_a_case_is_closed_after_a_look_at_the_child_and_opened_again(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await does(an, "acknowledge")

    unsafe = await does(an, "close", why="child_safe", safe="no", words="Đã gọi")
    nothing = await does(an, "close", why="child_safe", safe="", seen_at="")
    for never in ("", "hôm qua", "0001-01-01T00:00"):
        unseen = await does(an, "close", why="child_safe", safe="yes", seen_at=never)
        assert "lần gần nhất có người nhìn thấy trẻ" in unseen.text
    closed = await does(an, "close", why="child_safe", safe="yes", seen_at="2026-11-23T08:00", words="Đã gặp")
    again = await does(an, "reopen", why="new_facts", words="Bà ngoại gọi")

    assert "Trẻ chưa an toàn thì chưa kết thúc được" in unsafe.text
    assert "Đã gọi" in unsafe.text
    assert "Xin chọn lý do" in nothing.text
    assert "Mở lại hồ sơ" in closed.text
    assert "Đã gặp" in closed.text
    assert "Tôi nhận tin này" in again.text
    assert "Bà ngoại gọi" in again.text


async def test_a_hand_over_shows_to_both(desk: Desk, an: Visitor) -> None:
    binh = await desk.office.officer("Bình")
    link = OfficerReceived("telegram", "99", "1", "start", code=binh.link_code)
    await officer_chat.receive(desk.office.installation, [link])
    await desk.report()
    await does(an, "acknowledge")

    asked = await does(an, "hand", to="binh")
    nobody = await does(an, "hand", to="chi")

    assert "Chờ trả lời bàn giao đến" in asked.text
    assert "không bàn giao được cho chi" in nobody.text


async def test_the_next_one_is_paged_once_from_one_page(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await does(an, "acknowledge")
    await an.opens("/cases/1")
    [standing] = re.findall(r'name="standing" value="([0-9.]+)"', an.page.html)
    form = an.form("/cases/1", do="escalate", standing=standing)

    first = await an.sends(form, "/cases/1")
    second = await an.sends(form, "/cases/1")

    assert "Đã ghi lại" in first.text
    assert "đã đi tiếp rồi" in second.text


async def test_cases_alike_are_shown_compared_and_linked(desk: Desk, an: Visitor) -> None:
    await desk.report("1")
    await desk.report("2", story=f"{STORY}, hôm nay lại bị")

    await an.opens("/cases/2?compare=1")
    assert "lời kể giống" in an.page.text
    linked = await does(an, "link", 2, other="1")
    assert "Đã gắn với" in linked.text
    assert "đã gắn với nhau rồi" in (await does(an, "link", 2, other="#1")).text
    assert "Không có tin báo" in (await does(an, "link", 2, other="x")).text


async def test_what_the_facts_suggest_stays_when_the_words_are_not_alike(desk: Desk, an: Visitor) -> None:
    await desk.report("1")
    await desk.report("2", story="Hàng xóm la hét cả đêm")

    await an.opens("/cases/2?compare=1")

    assert "Không có lời kể nào giống" in an.page.text
    assert 'aria-label="Gắn #1"' in an.page.html


async def test_a_second_agency_is_asked(desk: Desk, an: Visitor) -> None:
    await desks.add(desk.office.installation, "cong-an", "Công an tỉnh")
    await desk.report()
    await does(an, "acknowledge")

    page = await does(an, "joint", desk="cong-an")

    assert "Công an tỉnh" in page.text
    assert "(#2)" in page.text
    assert "chưa nhận" in (await does(an, "close", why="misuse", safe="unknown", words="Báo đùa")).text
