"""The officers' pages: what they show, what they refuse."""

import re
from datetime import timedelta

from handlers import access, officer_chat
from handlers.officer_chat import OfficerReceived
from hotline.interview.conversation import Incoming, Kind
from tests.desk import Desk
from tests.office import LAM_DONG, PASSWORD, TUY_DUC
from tests.web_page import Visitor
from tests.window import logged_in, window

STORY = "Bé trai bị đánh bằng roi mây"


async def test_only_our_file_runs_and_nothing_is_kept(an: Visitor) -> None:
    for answer in an.seen:
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "script-src 'self';" in answer.headers["content-security-policy"]
        assert re.findall("<script[^>]*>", answer.text) in ([], ['<script src="/static/live.js" defer>'])
        assert "style=" not in answer.text


async def test_open_alerts_come_first_and_say_who_has_them(desk: Desk, an: Visitor) -> None:
    for chat in ("1", "2"):
        await desk.report(chat)
    binh = await desk.officer("Bình", LAM_DONG, "supervisor")
    await binh.post("/alerts/1/ack")
    desk.office.clock.wind(timedelta(minutes=12))

    text = (await an.opens("/")).text

    assert "Đang chờ người nhận 1 Thường #2 Xã Quảng Trực 12 phút trước" in text
    assert "Chưa ai nhận Đến giờ gọi người tiếp theo (08:00) Đã có người nhận 1 Thường #1" in text
    assert "Người nhận: Bình còn 23 giờ để mở hồ sơ (trước 08:00 24/11)" in text


async def test_what_is_due_is_told_as_time_left(desk: Desk, an: Visitor) -> None:
    await desk.report()
    assert "chưa đầy 1 phút thì gọi người tiếp theo (08:00)" in (await an.opens("/")).text

    page = await an.sends((await an.opens("/cases/1")).fields["/cases/1"] | {"do": "acknowledge"}, "/cases/1")

    assert "còn 3 ngày để làm việc tiếp theo, nếu không sẽ gọi lại (08:00 26/11)" in page.text


async def test_closed_alerts_have_a_page(an: Visitor) -> None:
    assert 'href="/?state=closed"' in an.page.html
    assert "Chưa có tin báo nào kết thúc." in (await an.opens("/?state=closed")).text


async def test_who_is_not_linked_is_told_what_to_do(desk: Desk, an: Visitor) -> None:
    code = await access.new_link_code_for(desk.office.installation, "an")
    assert "chưa nối tài khoản Telegram" in (await an.opens("/")).text
    assert "Chưa nối tài khoản nào" in (await an.opens("/account")).text

    start = OfficerReceived("telegram", "77", "1", "start", code)
    await officer_chat.receive(desk.office.installation, [start])

    assert "chưa nối tài khoản Telegram" not in (await an.opens("/")).text
    assert "Telegram · nối từ 08:00 23/11/2026" in (await an.opens("/account")).text


async def test_the_list_warns_when_nobody_can_be_paged(an: Visitor) -> None:
    assert "Hiện không gọi được ai" in (await an.opens("/")).text


async def test_a_case_is_read_in_words(desk: Desk, an: Visitor) -> None:
    await desk.report()

    text = (await an.opens("/cases/1")).text

    for words in (STORY, "Người báo tin Hàng xóm, người dân", "Nơi xảy ra Xã Quảng Trực", "7–10 tuổi"):
        assert words in text
    assert await desk.audited("case_opened") == [("an", "case:1")]


async def test_a_story_is_words_whatever_it_holds(desk: Desk, an: Visitor) -> None:
    await desk.report(story='<script>alert("x")</script> {{ 7*7 }} @verbatim \u202etxet\u200b')

    page = await an.opens("/cases/1")

    assert page.html.count("<script") == 1
    assert '<script>alert("x")</script> {{ 7*7 }} @verbatim ⟦U+202E⟧txet⟦U+200B⟧' in page.text


async def test_taking_an_alert_stops_the_button(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await an.opens("/cases/1")

    page = await an.sends(an.form("/cases/1", do="acknowledge"), "/cases/1")

    assert "Anh/chị đã nhận tin báo này." in page.text
    assert "acknowledge" not in page.buttons
    assert await desk.audited("acknowledged") == [("an", "alert:1")]


async def test_who_comes_second_sees_who_has_it(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await an.opens("/cases/1")
    binh = await desk.officer("Bình", LAM_DONG, "supervisor")
    await binh.post("/alerts/1/ack")

    page = await an.sends(an.form("/cases/1", do="acknowledge"), "/cases/1")

    assert "Tin báo này đã có người khác nhận trước." in page.text
    assert "Người nhận: Bình" in page.text


async def test_words_for_the_reporter_are_sent_once_and_shown(desk: Desk, an: Visitor) -> None:
    code = await desk.report()
    await an.opens("/cases/1")

    page = await an.sends(an.form("/cases/1", do="write", text="Bé đang ở đâu ạ?\r\nCảm ơn."), "/cases/1")

    assert "Đã gửi." in page.text
    assert "An · 08:00 23/11/2026 · chưa đọc Bé đang ở đâu ạ?\nCảm ơn." in page.text
    await desk.office.commands("elsewhere", "status")
    await desk.office.says("elsewhere", code)
    assert "Bé đang ở đâu ạ?\nCảm ơn." in await desk.office.presses("elsewhere", "msg:show")


async def test_whoever_wrote_learns_that_the_chat_could_not_be_told(desk: Desk, an: Visitor) -> None:
    await desk.report()

    page = await an.opens("/cases/1?said=not-told")

    assert "Thư chỉ đọc được bằng mã nhận tin." in page.text


async def test_words_that_cannot_be_sent_are_not_lost(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await an.opens("/cases/1")

    page = await an.sends(an.form("/cases/1", do="write", text="xem http://x.vn"), "/cases/1")

    assert an.seen[-1].status_code == 422
    assert "Tin có đường dẫn nên không gửi" in page.text
    assert page.box == "xem http://x.vn"


async def test_words_written_while_the_session_ended_are_not_lost(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await an.opens("/cases/1")
    desk.office.clock.wind(timedelta(minutes=31))

    page = await an.sends(an.form("/cases/1", do="write", text="Cảm ơn đã báo"), "/cases/1")

    assert an.seen[-1].status_code == 401
    assert page.box == "Cảm ơn đã báo"
    assert await desk.audited("wrote_to_reporter") == []


async def test_another_communes_case_is_no_case(desk: Desk) -> None:
    added = await desk.office.officer("Chi", TUY_DUC)
    await desk.report()
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        await visitor.opens("/cases/1")
        await visitor.sends(visitor.form("/logout", do="acknowledge"), "/cases/1")
        await visitor.sends(visitor.form("/logout", do="write", text="Chào"), "/cases/1")

    assert [answer.status_code for answer in visitor.seen[-3:]] == [404] * 3
    assert await desk.audited("refused") == [("chi", "case:1"), ("chi", "alert:1"), ("chi", "case:1")]


async def test_a_form_from_elsewhere_changes_nothing(desk: Desk, an: Visitor) -> None:
    await desk.report()
    forms = [
        ("/cases/1", {"do": "acknowledge"}),
        ("/cases/1", {"do": "write", "text": "Chào"}),
        ("/account", {}),
        ("/account/password", {"old": "x", "new": PASSWORD, "again": PASSWORD}),
        ("/logout", {}),
        ("/login", {"username": "an", "password": "x"}),
    ]
    for token in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "é"}):
        for path, form in forms:
            assert (await an.client.post(path, data=form | token)).status_code == 403, path

    assert (await an.opens("/account")).text
    assert await desk.audited("acknowledged") == []
    assert await desk.audited("link_code_made") == []


async def test_a_body_that_is_no_form_changes_nothing(an: Visitor) -> None:
    assert (await an.client.post("/account", content=b"\xff=&%")).status_code == 403
    assert (await an.client.post("/account", content=b"csrf=" + b"0" * 1024 * 1024)).status_code == 413


async def test_a_link_code_is_shown_and_links(desk: Desk, an: Visitor) -> None:
    await an.opens("/account")

    page = await an.sends(an.form("/account"), "/account")

    assert "/start " in page.text
    assert await desk.audited("link_code_made") == [("an", "officer:an")]


async def test_a_language_once_chosen_stays(an: Visitor) -> None:
    assert (await an.opens("/?lang=en")).language == "en"
    assert (await an.opens("/account")).language == "en"
    assert (await an.opens("/?lang=xx")).language == "en"
    assert (await an.opens("/?lang=vi")).language == "vi"


async def test_browsers_in_english_are_answered_in_english(desk: Desk) -> None:
    async with window(desk, "en-GB,en;q=0.9") as visitor:
        assert "Log in" in (await visitor.opens("/")).text


async def test_where_there_is_no_page_a_page_says_so(an: Visitor) -> None:
    for path in ("/nothing", "/cases/0", "/cases/x", "/cases/" + "9" * 30, "/static/nothing.css"):
        page = await an.opens(path)

        assert an.seen[-1].status_code == 404
        assert "Không có trang hay hồ sơ này" in page.text


async def test_what_breaks_says_nothing_of_itself(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await desk.spoil_reports()

    answer = await an.client.get("/cases/1")

    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<h1>Máy chủ gặp lỗi</h1>" in answer.text
    assert "xin báo quản trị viên" in answer.text
    assert "Error" not in answer.text


async def test_what_breaks_speaks_the_language_of_the_browser(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await desk.spoil_reports()

    answer = await an.client.get("/cases/1", headers={"Accept-Language": "en"})

    assert '<html lang="en">' in answer.text
    assert "Pages to officers go out as before." in answer.text


async def test_another_urgency_is_set_with_a_reason_that_the_case_shows(desk: Desk, an: Visitor) -> None:
    await desk.report()
    await an.opens("/cases/1")

    empty = await an.sends(an.form("/cases/1", do="regrade", urgency="low", reason=" "), "/cases/1")
    page = await an.sends(
        an.form("/cases/1", do="regrade", urgency="low", reason="Cháu ở nhà bà"), "/cases/1"
    )

    assert "Xin ghi lý do." in empty.text
    assert "Cháu ở nhà bà" in page.text
    assert "Đã đổi mức khẩn cấp" in page.text


async def test_who_leads_sees_how_many_messages_zalo_hid(desk: Desk) -> None:
    office = desk.office
    await office.takes(office.received("z-em", Incoming(Kind.UNSUPPORTED, "hidden"), "zalo"))
    binh = await office.officer("Bình", LAM_DONG, "supervisor")
    async with window(desk) as visitor:
        await logged_in(desk, visitor, binh)

        assert "23/11/2026: 1 tin" in (await visitor.opens("/")).text
