"""Reporters on the web after they have reported: the receipt code, wiping, leaving; and trouble."""

from datetime import timedelta
from pathlib import Path

import pytest

from handlers import alert, due, follow_up
from storage.database import Reader
from storage.keys.keyring import Keyring
from tests.office import LAM_DONG, Office, open_office
from tests.web_page import (
    WAY_TO_THE_STORY,
    Visitor,
    an_of,
    answers,
    comes_to_the_story,
    reports,
    the_case,
    visiting,
)

# --- afterwards ---


async def test_the_receipt_code_shows_how_things_stand(lan: Visitor, office: Office) -> None:
    code = await reports(lan)
    async with visiting(office.installation) as again:
        await again.opens("/status")
        await again.sends(again.form("/status", code=code), "/status")

        assert "đang chờ cán bộ đọc" in again.page.text
        assert all(code.replace(" ", "")[:4] not in str(response.url) for response in again.seen)


async def test_what_an_officer_wrote_is_read_with_the_code(lan: Visitor, office: Office) -> None:
    an = await an_of(office)
    code = await reports(lan)
    view = await the_case(office, an)
    await follow_up.write(office.installation, an.officer, view.number, "Cảm ơn anh/chị. <b>An</b>")
    await lan.opens("/status")
    await lan.sends(lan.form("/status", code=code.replace(" ", "")), "/status")
    await lan.presses("msg:show")

    assert "Cảm ơn anh/chị. <b>An</b>" in lan.page.text
    assert "<b>An" not in lan.page.html


async def test_a_wrong_code_opens_nothing(lan: Visitor) -> None:
    await lan.opens("/status")
    await lan.sends(lan.form("/status", code="1234 5678 9012 3456"), "/status")

    assert "Không có tin báo nào với mã này" in lan.page.text


async def test_an_empty_code_asks_again(lan: Visitor) -> None:
    await lan.opens("/status")
    await lan.sends(lan.form("/status", code=" "), "/status")

    assert "code" in lan.page.fields["/status"]


async def test_looking_up_a_code_leaves_the_report_under_way(lan: Visitor) -> None:
    await comes_to_the_story(lan)
    await lan.opens("/status")
    await lan.sends(lan.form("/status", code="1234 5678 9012 3456"), "/status")
    await lan.presses("q:code:back")

    assert "q:story:skip" in lan.page.buttons


async def test_wiping_ends_the_conversation_and_says_so(lan: Visitor) -> None:
    await answers(lan, *WAY_TO_THE_STORY)
    await lan.presses("cmd:wipe")
    assert "Đã xóa cuộc trò chuyện" in lan.page.text

    await lan.presses("q:role:child")
    assert "q:danger_now:now" in lan.page.buttons


async def test_wiping_takes_the_receipt_off_the_page(lan: Visitor) -> None:
    code = await reports(lan)
    await lan.presses("cmd:wipe")

    assert code not in lan.page.text
    assert "Tin báo đã gửi thì vẫn còn" in lan.page.text


async def test_help_does_not_take_the_receipt_off_the_page(lan: Visitor) -> None:
    code = await reports(lan)
    await lan.presses("cmd:help")

    assert code in lan.page.text


async def test_another_report_can_follow_at_once(lan: Visitor) -> None:
    code = await reports(lan)
    await lan.presses("report:new")
    await lan.presses("q:role:school")

    assert "q:danger_now:now" in lan.page.buttons
    assert code not in lan.page.text


async def test_a_minute_after_the_receipt_was_shown_the_session_is_unknown(
    lan: Visitor, office: Office
) -> None:
    """Even if help was asked for meanwhile."""
    code = await reports(lan)
    await lan.presses("cmd:help")
    office.clock.wind(timedelta(seconds=60))
    await due.step(office.installation)

    assert code not in (await lan.opens()).text
    assert "q:role:child" in lan.page.buttons
    assert "Phần của lần trước đã được xóa" in lan.page.text


async def test_a_draft_whose_key_is_gone_is_a_new_beginning(lan: Visitor, office: Office) -> None:
    await answers(lan, "q:role:child")
    await office.installation.reader.close()
    for key in office.paths.keys_dir.glob("draft-*"):
        key.unlink()
    office.installation.keys = Keyring.load(office.paths.keys_dir)
    office.installation.reader = Reader(office.paths.url, office.installation.keys)

    await lan.opens()

    assert lan.seen[-1].status_code == 200
    assert "Tin chưa gửi thì xin báo lại từ đầu." in lan.page.text
    assert "q:role:child" in lan.page.buttons


async def test_who_comes_for_the_first_time_is_told_of_no_other_time(lan: Visitor) -> None:
    assert "lần trước" not in (await lan.opens()).text


# --- quick exit ---


async def test_leaving_ends_the_view_and_shows_the_weather(lan: Visitor) -> None:
    await answers(lan, *WAY_TO_THE_STORY)
    await lan.sends(lan.form("/leave"), "/leave")

    [gone] = lan.seen[-1:]
    assert gone.status_code == 303
    assert gone.headers["location"].startswith("https://www.google.com/")
    assert "cookies" in gone.headers["clear-site-data"]
    assert lan.session == ""
    assert "q:role:child" in (await lan.opens()).buttons


async def test_leaving_keeps_the_alarm(lan: Visitor, office: Office) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    await answers(lan, "q:role:child", "q:danger_now:now")
    session = lan.session
    await lan.sends(lan.form("/leave"), "/leave")

    assert len((await alert.listed(office.installation, binh.officer, "open", None)).items) == 1
    await lan.opens("/", Cookie=f"langnghe={session}")
    assert "q:role:child" in lan.page.buttons


async def test_the_quick_exit_is_the_first_thing_on_every_page(lan: Visitor) -> None:
    for address in ("/", "/status"):
        page = await lan.opens(address)
        assert next(iter(page.fields)) == "/leave"
        assert page.html.index("<button") < page.html.index("<a ")


# --- what browsers are told ---


async def test_looking_leaves_no_cookie(lan: Visitor) -> None:
    await lan.opens()
    await lan.opens("/status")
    await lan.opens("/?lang=en")

    assert lan.session == ""


async def test_there_is_one_cookie_for_the_window_alone(lan: Visitor) -> None:
    await answers(lan, "q:role:citizen", "q:danger_now:no")

    given = [header for response in lan.seen for header in response.headers.get_list("set-cookie")]
    [cookie] = given
    assert cookie.startswith("langnghe=")
    assert {part.strip() for part in cookie.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=lax"}


async def test_the_cookie_is_bound_to_its_host_on_https(tmp_path: Path) -> None:
    toml = '[web]\npublic_url = "https://hotline.test"'
    async with (
        open_office(tmp_path / "https", toml=toml) as office,
        visiting(office.installation, base="https://hotline.test") as lan,
    ):
        await answers(lan, "q:role:citizen")

        cookie = lan.seen[1].headers["set-cookie"]
        assert cookie.startswith("__Host-langnghe=")
        assert "Secure" in cookie
        assert "Domain" not in cookie
        assert "q:danger_now:now" in lan.page.buttons


async def test_every_answer_forbids_keeping_it_and_running_anything(lan: Visitor) -> None:
    await answers(lan, "q:role:citizen")
    await lan.opens("/nowhere")
    await lan.sends({"x": "y"}, "/nowhere")
    await lan.opens("/healthz")
    await lan.sends({}, "/leave")

    for response in lan.seen:
        headers = response.headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        content = headers["content-security-policy"]
        assert "default-src 'none'" in content
        assert "script-src" not in content
        assert not {"server", "date", "etag", "last-modified"} & set(headers)


async def test_a_page_is_light_and_needs_nothing_else(lan: Visitor) -> None:
    await answers(lan, *WAY_TO_THE_STORY[:2])

    assert len(lan.page.html.encode()) < 30_000
    assert "<script" not in lan.page.html
    assert "src=" not in lan.page.html.replace("data:,", "")


async def test_words_of_a_reporter_are_never_markup(lan: Visitor) -> None:
    await comes_to_the_story(lan)
    await lan.writes("</textarea><b>x</b>" + "y" * 10_000)

    assert "<b>x" not in lan.page.html
    assert lan.page.box == "</textarea><b>x</b>" + "y" * 10_000


# --- trouble ---


@pytest.mark.parametrize("address", ["/nowhere", "/hooks/telegram/reporter", "/static/../../etc/passwd"])
async def test_what_is_not_there_is_a_calm_page(lan: Visitor, address: str) -> None:
    await lan.opens(address)

    assert lan.seen[-1].status_code == 404
    assert "111" in lan.page.text
    assert "There is no such page" in lan.page.text


async def test_a_form_that_is_too_large_is_a_calm_page(lan: Visitor) -> None:
    await comes_to_the_story(lan)
    await lan.writes("x" * 300_000)

    assert lan.seen[-1].status_code == 413
    assert "111" in lan.page.text


async def test_something_else_than_a_form_is_refused(lan: Visitor) -> None:
    response = await lan.client.post("/", json={"answer": "q:role:child"})

    assert response.status_code == 415


async def test_an_outage_shows_whom_to_call(office: Office, lan: Visitor) -> None:
    works = office.installation.reader
    office.installation.reader = None  # type: ignore[assignment]  # any fault will do
    await lan.opens()
    office.installation.reader = works

    assert lan.seen[-1].status_code == 500
    assert "111" in lan.page.text
    assert "tel:113" in lan.page.html
