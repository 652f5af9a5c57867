"""The roster's page: the month, its gaps, and whom an alert would page."""

import pytest

from handlers import desks, duty, roster
from hotline.duty.change_words import SeatWords
from hotline.ids import UnitCode
from tests.desk import Desk
from tests.office import QUANG_TRUC, TUY_DUC
from tests.window import logged_in, window

ROSTER = f"unit,from,until,username,place\n{QUANG_TRUC},2026-12-01T07:00,2026-12-11T07:00,an,on_duty\n"


async def test_a_month_shows_its_shifts_its_gaps_and_who_carries_too_much(desk: Desk) -> None:
    added = await desk.office.officer("Nguyễn Văn An")
    await duty.import_roster(desk.office.installation, ROSTER.replace(",an,", f",{added.username},"))
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        page = await visitor.opens("/roster?month=2026-12&at=2026-12-05T22:00")

    assert visitor.seen[-1].status_code == 200
    assert "07:00 01/12/2026 – 07:00 11/12/2026" in page.text
    assert "32,3 %" in page.text
    assert "10 đêm liên tiếp" in page.text
    assert "Chưa nối ứng dụng nhắn tin" in page.text


async def test_what_cannot_be_read_is_this_month_and_now(desk: Desk) -> None:
    added = await desk.office.officer("An")
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        page = await visitor.opens("/roster?month=soon&at=2026-13-40T99:99&urgency=red")

    assert visitor.seen[-1].status_code == 200
    assert "chưa có ca trực nào" in page.text


async def test_another_units_roster_is_none(desk: Desk) -> None:
    added = await desk.office.officer("An")
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        await visitor.opens(f"/roster?unit={TUY_DUC}")

    assert visitor.seen[-1].status_code == 404


async def test_whoever_keeps_the_roster_puts_somebody_on_duty_by_a_form(desk: Desk) -> None:
    added = await desk.office.officer("Lan", role="unit_lead")
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        await visitor.opens("/roster")
        form = {
            **visitor.form("/logout"),  # every form of the session has the same token
            "unit": QUANG_TRUC,
            "place": "on_duty",
            f"who-{added.username}": "1",
            "from": "2026-12-05T07:00",
            "until": "2026-12-05T19:00",
        }
        page = await visitor.sends(form, "/roster")
        wrong = await visitor.sends({**form, "until": "2026-12-05T06:00"}, "/roster")
        del form[f"who-{added.username}"]
        nobody = await visitor.sends(form, "/roster")

        [change] = await roster.changes(desk.office.installation)
        undone = await visitor.sends({**form, "undo": "1"}, "/roster")
        await visitor.sends({**form, "undo": "1"}, "/roster")

    assert "thay đổi số 1" in page.text
    assert 'aria-label="Bỏ thay đổi #1"' in page.html
    assert "Giờ kết thúc phải sau" in wrong.text
    assert "chọn ít nhất một người" in nobody.text
    assert change.made_by == added.username
    assert "Đã bỏ thay đổi số 1" in undone.text
    assert visitor.seen[-1].status_code == 404
    assert await roster.changes(desk.office.installation) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Không thay được lịch trực: chi thuộc đơn vị 24739, không được đọc tin gửi cho 24736"),
        ("en", "The roster can't be changed so: chi belongs to 24739 and may not read what 24736 is sent"),
    ],
)
async def test_a_lead_reads_what_is_wrong_in_the_own_language(desk: Desk, language: str, words: str) -> None:
    lead = await desk.office.officer("Lan", role="unit_lead")
    await desk.office.officer("Chi", TUY_DUC)
    async with window(desk, language) as visitor:
        await logged_in(desk, visitor, lead)
        await visitor.opens("/roster")
        seat = {
            "unit": QUANG_TRUC,
            "place": "on_duty",
            "from": "2026-12-05T07:00",
            "until": "2026-12-05T19:00",
        }
        page = await visitor.sends({**visitor.form("/logout"), **seat, "who-chi": "1"}, "/roster")

    assert visitor.seen[-1].status_code == 422
    assert words in page.text


async def test_the_changes_of_a_roster_are_listed_for_whoever_keeps_it(desk: Desk) -> None:
    lan, an = await desk.office.officer("Lan", role="unit_lead"), await desk.office.officer("An")
    office, span = desk.office.installation, ("2026-12-05T07:00", "2026-12-05T19:00")
    await roster.cover(office, SeatWords(QUANG_TRUC, "backup", *span), an.username, lan.username)
    await roster.override(office, SeatWords(QUANG_TRUC, "on_duty", *span), [])
    await roster.leave(office, an.username, *span)
    await roster.override(office, SeatWords(TUY_DUC, "on_duty", *span), [])
    async with window(desk) as visitor:
        await logged_in(desk, visitor, lan)
        kept = await visitor.opens("/roster")
    async with window(desk) as visitor:
        await logged_in(desk, visitor, an)
        seen = await visitor.opens("/roster")

    for words in ("Lan trực thay An", "Không ai trực", "An nghỉ"):
        assert words in kept.text
    assert kept.html.count('name="undo"') == 3
    assert 'name="undo"' not in seen.html


async def test_an_officer_of_another_agencys_desk_has_the_same_pages(desk: Desk) -> None:
    await desks.add(desk.office.installation, "cong-an", "Công an tỉnh")
    added = await desk.office.officer("Phú", UnitCode("cong-an"))
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        pages = [await visitor.opens(path) for path in ("/roster", "/drills", "/account")]

    assert [response.status_code for response in visitor.seen[-3:]] == [200, 200, 200]
    assert all("Công an tỉnh" in page.text for page in pages)
