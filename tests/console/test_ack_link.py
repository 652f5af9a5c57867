"""The page behind a page's link: one button, only its press does anything, and only for whom the link is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from console.app import make_app
from handlers import access
from handlers.access import Added
from hotline.ids import AlertNumber
from storage.audit_chain import AuditEntry
from storage.keys import ack_link
from storage.tables import alert as alerts
from storage.tables import audit
from tests.desk import Desk, open_desk
from tests.office import open_office
from tests.web_page import Page, Visitor

FIELD = 'name="password"'


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_office(tmp_path / "var") as office, open_desk(office) as one:
        await one.report()
        yield one


@asynccontextmanager
async def browser(desk: Desk) -> AsyncIterator[Visitor]:
    """One in which nobody has logged in yet."""
    transport = httpx.ASGITransport(make_app(desk.office.installation), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        yield Visitor(client)


async def officer(desk: Desk, name: str) -> Added:
    added = await desk.office.officer(name)
    await desk.keeps_password(added)
    return added


def link_of(desk: Desk, added: Added, number: int = 1) -> str:
    """The link in a page to this officer."""
    inst = desk.office.installation
    return f"/ack/{ack_link.new(inst.keys, added.id, AlertNumber(number), inst.now())}"


async def logs_in(visitor: Visitor, added: Added) -> None:
    await visitor.opens("/login")
    await visitor.sends(visitor.form("/login", username=added.username, password=added.password), "/login")


async def was_here(visitor: Visitor, added: Added) -> None:
    """The officer logged in and out again: the browser is known."""
    await logs_in(visitor, added)
    await visitor.sends(visitor.form("/logout"), "/logout")


async def presses(visitor: Visitor, link: str, password: str | None = None) -> Page:
    """Open the link and press its button, the password typed if one is given."""
    await visitor.opens(link)
    return await visitor.sends(visitor.form(link, password=password), link)


async def owner(desk: Desk) -> int | None:
    """Who has the first alert."""
    stored = await desk.office.installation.reader.read(alerts.load, AlertNumber(1))
    assert stored is not None
    return stored.alert.acknowledged_by


async def audited(desk: Desk, action: str) -> list[AuditEntry]:
    found = await desk.office.installation.reader.read(lambda tx: list(audit.entries(tx)))
    return [entry for entry in found if entry.action == action]


async def test_a_preview_or_scanner_changes_nothing_and_the_press_takes_it(desk: Desk) -> None:
    an = await officer(desk, "An")
    link = link_of(desk, an)
    async with browser(desk) as scanner, browser(desk) as phone:
        looked = [await scanner.client.request(method, link) for method in ("GET", "HEAD", "GET")]
        untouched = await owner(desk)
        await was_here(phone, an)
        pressed = await presses(phone, link)
        again = await phone.opens(link)

    assert [one.status_code for one in looked] == [200, 200, 200]
    assert "_device_" not in "".join(one.headers.get("set-cookie", "") for one in looked)
    assert untouched is None
    assert "Anh/chị đã nhận #1" in pressed.text
    assert "Anh/chị đang giữ #1" in again.text
    assert link not in again.fields
    for answer in (*looked, *phone.seen):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


async def test_whoever_was_sent_the_link_by_a_colleague_needs_the_officers_password(desk: Desk) -> None:
    """And learns nothing from the page but what the page in the messenger said, and uses nothing up."""
    an = await officer(desk, "Nguyễn Văn An")
    link = link_of(desk, an)
    async with browser(desk) as stranger:
        page = await stranger.opens(link)
        bare, guessed = await presses(stranger, link), await presses(stranger, link, "guessed")
        before = await owner(desk)
        proven = await presses(stranger, link, an.password)

    assert "#1" in page.text
    assert not [word for word in (an.username, "Nguyễn", "An ") if word in page.html]
    assert "chưa đúng" in bare.text
    assert "Đường dẫn vẫn dùng được" in guessed.text
    assert (before, await owner(desk)) == (None, an.id)
    assert "Anh/chị đã nhận #1" in proven.text
    assert [entry.subject for entry in await audited(desk, "log_in_refused")] == ["page_link"]
    [used] = await audited(desk, "page_link_used")
    assert (used.actor, used.subject, used.detail) == (an.username, "alert:1", {"known_by": "password"})


async def test_the_password_is_asked_once_in_a_browser(desk: Desk) -> None:
    an = await officer(desk, "An")
    await desk.report("4712")
    async with browser(desk) as phone:
        await presses(phone, link_of(desk, an), an.password)
        page = await presses(phone, link_of(desk, an, 2))

    assert "Anh/chị đã nhận #2" in page.text
    assert [entry.detail["known_by"] for entry in await audited(desk, "page_link_used")] == [
        "password",
        "browser",
    ]


@pytest.mark.parametrize("still_there", [True, False])
async def test_a_forwarded_link_is_refused_in_a_colleagues_browser(desk: Desk, still_there: bool) -> None:  # noqa: FBT001 - pytest's
    an, binh = await officer(desk, "An"), await officer(desk, "Bình")
    link = link_of(desk, an)
    async with browser(desk) as theirs:
        await (logs_in if still_there else was_here)(theirs, binh)
        token = theirs.page.fields["/logout" if still_there else "/login"]["csrf"]
        looked = await theirs.opens(link)
        pressed = await theirs.sends({"csrf": token, "password": an.password}, link)

    assert await owner(desk) is None
    for page in (looked, pressed):
        assert "gửi riêng cho một đồng nghiệp" in page.text
        assert "#1" not in page.text
    assert theirs.seen[-1].status_code == 403
    assert [entry.actor for entry in await audited(desk, "refused")] == [binh.username]


async def test_in_a_browser_that_officers_share_the_password_tells_who_presses(desk: Desk) -> None:
    an, binh = await officer(desk, "An"), await officer(desk, "Bình")
    link = link_of(desk, an)
    async with browser(desk) as shared:
        await was_here(shared, an)
        await was_here(shared, binh)
        page = await presses(shared, link)
        before = await owner(desk)
        await presses(shared, link, an.password)

    assert FIELD in page.html
    assert (before, await owner(desk)) == (None, an.id)


async def test_whoever_comes_second_is_told_who_has_it(desk: Desk) -> None:
    an, binh, lan = [await officer(desk, name) for name in ("An", "Bình", "Lan")]
    links = [link_of(desk, one) for one in (an, binh, lan)]
    async with browser(desk) as first, browser(desk) as second, browser(desk) as third:
        await second.opens(links[1])
        form = second.form(links[1], password=binh.password)
        await presses(first, links[0], an.password)
        late = await second.sends(form, links[1])
        looked = await second.opens(links[1])
        strange = await third.opens(links[2])

    assert "#1 đã có An nhận" in late.text
    assert "#1 đã có An nhận" in looked.text
    assert "đã có người nhận" in strange.text
    assert "An nhận" not in strange.text


async def test_a_stranger_proves_it_to_be_told_who_was_faster(desk: Desk) -> None:
    an, binh = await officer(desk, "An"), await officer(desk, "Bình")
    async with browser(desk) as first, browser(desk) as second:
        await presses(first, link_of(desk, an), an.password)
        link = link_of(desk, binh)
        shown = await second.opens(link)
        wrong = await presses(second, link, "guessed")
        told = await presses(second, link, binh.password)

    assert "Xem ai đang giữ" in shown.text
    assert "Mật khẩu chưa đúng" in wrong.text
    assert not [page for page in (shown, wrong) if "đã có An nhận" in page.text]
    assert "#1 đã có An nhận" in told.text
    assert await owner(desk) == an.id


async def test_of_two_who_press_at_once_one_takes_it(desk: Desk) -> None:
    an, binh = await officer(desk, "An"), await officer(desk, "Bình")
    async with browser(desk) as one, browser(desk) as other:
        pressing = [
            presses(one, link_of(desk, an), an.password),
            presses(other, link_of(desk, binh), binh.password),
        ]
        told = "\n".join([page.text for page in await asyncio.gather(*pressing)])

    assert told.count("Anh/chị đã nhận #1") == 1
    assert told.count("#1 đã có") == 1


async def test_one_link_pressed_twice_at_once_takes_the_alert_once(desk: Desk) -> None:
    an = await officer(desk, "An")
    link = link_of(desk, an)
    async with browser(desk) as phone:
        await was_here(phone, an)
        await phone.opens(link)
        form = phone.form(link)
        answers = await asyncio.gather(*(phone.client.post(link, data=form) for _ in range(2)))

    assert sorted("Anh/chị đã nhận #1" in answer.text for answer in answers) == [False, True]
    assert len(await audited(desk, "acknowledged")) == 1


async def test_guessing_at_a_link_counts_as_guessing_at_log_in(desk: Desk) -> None:
    """Both wait after ten failures; a browser that is known has its own count, and is let in."""
    an = await officer(desk, "An")
    link = link_of(desk, an)
    async with browser(desk) as known, browser(desk) as stranger:
        await was_here(known, an)
        for number in range(10):
            page = await presses(stranger, link, f"guess {number}")
        told, right = page.text, await presses(stranger, link, an.password)
        elsewhere = await access.log_in(desk.office.installation, an.username, an.password)
        before = await owner(desk)
        await presses(known, link)

    assert "Xin đợi 1 phút" in told
    assert "Xin đợi 1 phút" in right.text
    assert (elsewhere, before, await owner(desk)) == (None, None, an.id)


async def test_the_first_password_proves_it_and_has_to_be_changed_next(desk: Desk) -> None:
    an = await desk.office.officer("An")
    async with browser(desk) as phone:
        page = await presses(phone, link_of(desk, an), an.password)
        case = await phone.opens("/cases/1")
        form = phone.form("/login", username=an.username, password=an.password)
        case = await phone.sends(form, "/login")

    assert "Anh/chị đã nhận #1" in page.text
    assert "anh/chị sẽ đặt mật khẩu của mình" in page.text
    assert "lần đăng nhập đầu tiên" in case.text


async def test_a_lost_phone_takes_nothing_once_the_password_is_another(desk: Desk) -> None:
    an = await desk.office.officer("An")
    link = link_of(desk, an)
    async with browser(desk) as lost:
        await was_here(lost, an)
        await desk.office.session(an)
        page = await presses(lost, link)

    assert FIELD in page.html
    assert await owner(desk) is None


async def test_of_an_officer_who_is_gone_the_link_is_dead_in_every_browser(desk: Desk) -> None:
    an = await officer(desk, "An")
    link = link_of(desk, an)
    async with browser(desk) as phone:
        await was_here(phone, an)
        await phone.opens(link)
        form = phone.form(link, password=an.password)
        await access.disable(desk.office.installation, an.username)
        page = await phone.sends(form, link)

    assert phone.seen[-1].status_code == 410
    assert "Đường dẫn này đã dùng hoặc đã quá 30 phút" in page.text
    assert await owner(desk) is None


async def test_another_sites_form_takes_nothing(desk: Desk) -> None:
    an = await officer(desk, "An")
    async with browser(desk) as phone:
        await was_here(phone, an)
        answer = await phone.client.post(link_of(desk, an))

    assert answer.status_code == 403
    assert await owner(desk) is None


async def test_a_link_that_was_cut_short_is_told_kindly(desk: Desk) -> None:
    answer = await desk.client.get("/ack/AAAA?lang=en")

    assert answer.status_code == 404
    assert "This link is not right" in answer.text
