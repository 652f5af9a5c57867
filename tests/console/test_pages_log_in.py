"""The way in to the officers' pages, and out: passwords, known browsers, cookies."""

from datetime import timedelta
from pathlib import Path

from handlers import access
from tests.desk import Desk, open_desk
from tests.office import PASSWORD, open_office
from tests.web_page import Visitor
from tests.window import logged_in, window

STORY = "Bé trai bị đánh bằng roi mây"


def kept_by(visitor: Visitor) -> list[str]:
    """What the browser keeps of the officers who logged in from it."""
    return [cookie.value or "" for cookie in visitor.client.cookies.jar if "_device_" in cookie.name]


async def test_a_pages_link_leads_through_log_in_and_password_to_the_case(desk: Desk) -> None:
    added = await desk.office.officer("An")
    await desk.report()
    async with window(desk) as visitor:
        await visitor.opens("/cases/1")
        form = visitor.form("/login", username=added.username, password=added.password)
        page = await visitor.sends(form, "/login")
        assert "lần đăng nhập đầu tiên" in page.text
        assert STORY not in (await visitor.opens("/cases/1")).text

        form = visitor.form("/account/password", old=added.password, new=PASSWORD, again=PASSWORD)
        page = await visitor.sends(form, "/account/password")

    assert STORY in page.text


async def test_log_in_says_only_that_it_failed(desk: Desk) -> None:
    await desk.office.officer("An")
    async with window(desk) as visitor:
        await visitor.opens("/login")
        texts = [
            (await visitor.sends(visitor.form("/login", username=name, password="wrong"), "/login")).text
            for name in ("an", "nobody")
        ]

    assert texts[0] == texts[1]
    assert "chưa đúng" in texts[0]
    assert visitor.seen[-1].status_code == 401


async def test_who_guesses_at_a_name_locks_nobody_out_of_a_known_browser(desk: Desk) -> None:
    """Otherwise ten wrong passwords an hour would keep every officer from every alert."""
    added = await desk.office.officer("An")
    async with window(desk) as known, window(desk) as stranger:
        await logged_in(desk, known, added)
        await known.sends(known.form("/logout"), "/logout")
        for password in (*["wrong"] * 10, added.password):
            await stranger.opens("/login")
            form = stranger.form("/login", username="AN ", password=password)
            page = await stranger.sends(form, "/login")
        assert "Tên này đã bị thử sai nhiều lần. Xin đợi 1 phút" in page.text

        assert "Đăng xuất" in (await logged_in(desk, known, added)).text


async def test_a_known_browser_has_its_own_wait(desk: Desk) -> None:
    added = await desk.office.officer("An")
    async with window(desk) as known, window(desk) as stranger:
        await logged_in(desk, known, added)
        await known.sends(known.form("/logout"), "/logout")
        for _ in range(10):
            await known.opens("/login")
            page = await known.sends(known.form("/login", username="an", password="wrong"), "/login")
        assert "Xin đợi 1 phút" in page.text

        assert "Đăng xuất" in (await logged_in(desk, stranger, added)).text


async def test_a_browser_known_for_one_officer_is_a_stranger_to_another(desk: Desk, an: Visitor) -> None:
    added = await desk.office.officer("Bình")
    [device] = kept_by(an)
    office = desk.office.installation
    for _ in range(10):
        await access.log_in(office, added.username, "wrong")

    assert await access.log_in_wait(office, "an", [device]) == timedelta()
    assert await access.log_in_wait(office, added.username, [device]) > timedelta()
    assert await access.log_in_wait(office, added.username, [f"9{device}"]) > timedelta()


async def test_a_browser_is_known_no_longer_once_the_password_is_another(desk: Desk) -> None:
    """Who took a phone away loses what it was known by; where the password was changed it stays known."""
    added = await desk.office.officer("An")
    async with window(desk) as lost, window(desk) as here:
        for visitor in (lost, here):
            await logged_in(desk, visitor, added)
        await here.opens("/account/password")
        form = here.form("/account/password", old=added.password, new=PASSWORD, again=PASSWORD)
        await here.sends(form, "/account/password")
        for _ in range(10):
            await access.log_in(desk.office.installation, "an", "wrong")
        waits = [
            await access.log_in_wait(desk.office.installation, "an", kept_by(visitor))
            for visitor in (lost, here)
        ]

    assert (waits[0] > timedelta(), waits[1]) == (True, timedelta())


async def test_log_in_leads_to_no_other_site(desk: Desk) -> None:
    added = await desk.office.officer("An")
    for wanted in ("https://evil.example", "//evil.example", "/cases/1/../../x", "/cases/1\r\nX: y"):
        async with window(desk) as visitor:
            await desk.keeps_password(added)
            await visitor.opens("/login")
            form = visitor.form("/login", username="an", password=added.password, next=wanted)
            await visitor.sends(form, "/login")

        assert visitor.seen[-2].headers["location"] == "/"


async def test_the_session_cookie_is_for_this_site_alone(an: Visitor) -> None:
    [cookie] = [
        line
        for answer in an.seen
        for line in answer.headers.get_list("set-cookie")
        if line.startswith("langnghe_console=")
    ]

    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


async def test_by_https_the_cookies_are_bound_to_this_host(tmp_path: Path) -> None:
    toml = '[console]\npublic_url = "https://console.test"'
    async with open_office(tmp_path / "var", toml=toml) as office, open_desk(office) as desk:
        added = await office.officer("An")
        async with window(desk, base="https://console.test") as visitor:
            await logged_in(desk, visitor, added)
            cookies = [line for answer in visitor.seen for line in answer.headers.get_list("set-cookie")]

            assert "Tin báo" in visitor.page.text
            assert {cookie.partition("=")[0] for cookie in cookies} == {
                "__Host-langnghe_console",
                "__Host-langnghe_console_form",
                f"__Host-langnghe_console_device_{added.id}",
            }
            assert all("Secure" in cookie and "Domain" not in cookie for cookie in cookies)


async def test_two_new_passwords_must_be_the_same(desk: Desk, an: Visitor) -> None:
    await an.opens("/account/password?next=/account")
    form = an.form("/account/password", old="x", new=PASSWORD, again=f"{PASSWORD}!")

    page = await an.sends(form, "/account/password")

    assert "chưa giống nhau" in page.text
    assert await desk.audited("password_changed") == []


async def test_who_logs_out_is_out(desk: Desk, an: Visitor) -> None:
    token = an.client.cookies["langnghe_console"]

    await an.sends(an.form("/logout"), "/logout")

    assert "langnghe_console" not in an.client.cookies
    assert await access.caller_of(desk.office.installation, token) is None
