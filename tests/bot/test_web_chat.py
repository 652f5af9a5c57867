"""Reporters on the web, by forms alone, over a real installation."""

import unicodedata
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import alert, case, due, follow_up
from handlers.access import Caller
from handlers.case import CaseView
from storage.database import Reader
from storage.keys.keyring import Keyring
from tests.office import LAM_DONG, QUANG_TRUC, Office, open_office
from tests.web_page import Visitor, visiting

STORY = "Bé trai bị đánh bằng roi mây"
WAY_TO_THE_STORY = ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var") as one:
        yield one


@pytest.fixture
async def lan(office: Office) -> AsyncIterator[Visitor]:
    """A neighbour with a browser."""
    async with visiting(office.installation) as one:
        yield one


async def answers(lan: Visitor, *values: str) -> None:
    await lan.opens()
    for value in values:
        await lan.presses(value)


async def comes_to_the_story(lan: Visitor) -> None:
    await answers(lan, *WAY_TO_THE_STORY)
    await lan.writes("Quảng Trực")


async def reports(lan: Visitor, *, story: str = STORY, follow_up: str = "no") -> str:
    """The whole way; the receipt code."""
    await comes_to_the_story(lan)
    await lan.writes(story)
    await lan.presses("q:story:done")
    await lan.presses(f"q:follow_up:{follow_up}")
    await lan.presses("review:submit")
    return lan.page.text.partition("Mã nhận tin ")[2][:19]


async def an_of(office: Office) -> Caller:
    return await office.session(await office.officer("An", QUANG_TRUC))


async def the_case(office: Office, an: Caller) -> CaseView:
    [item] = (await alert.listed(office.installation, an.officer, "open", None)).items
    return await case.open_case(office.installation, an.officer, an.seeds, item.number)


# --- the conversation ---


async def test_a_whole_report_by_forms_reaches_the_commune(office: Office, lan: Visitor) -> None:
    an = await an_of(office)

    code = await reports(lan)

    assert code.replace(" ", "").isdecimal()
    assert len(code) == 19
    assert (await the_case(office, an)).story == STORY


async def test_each_answer_leads_to_the_page_of_the_next_question(lan: Visitor) -> None:
    await lan.opens()
    await lan.presses("q:role:child")

    assert [response.status_code for response in lan.seen] == [200, 303, 200]
    assert "Ngay bây giờ em có đang gặp nguy hiểm không?" in lan.page.text


async def test_the_way_back_and_past_a_question(lan: Visitor) -> None:
    await answers(lan, *WAY_TO_THE_STORY[:3], "q:child_age:skip", "q:place:back")

    assert "q:child_age:7_10" in lan.page.buttons


async def test_one_answer_is_changed_from_the_review(lan: Visitor) -> None:
    await comes_to_the_story(lan)
    await lan.presses("q:story:skip")
    await lan.presses("q:follow_up:no")
    await lan.presses("review:edit")
    await lan.presses("review:edit:child_age")
    await lan.presses("q:child_age:4_6")

    assert "4–6 tuổi" in lan.page.text
    assert "review:submit" in lan.page.buttons


async def test_candidates_of_a_place_are_buttons(lan: Visitor) -> None:
    await answers(lan, *WAY_TO_THE_STORY)
    await lan.writes("Quảng")

    assert [value for value in lan.page.buttons if value.removeprefix("q:place:").isdecimal()]


async def test_a_red_answer_shows_the_receipt_code_on_demand(office: Office, lan: Visitor) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))

    await answers(lan, "q:role:child", "q:danger_now:now")
    assert 'href="tel:113"' in lan.page.html
    await lan.presses("receipt:now")

    [item] = (await alert.listed(office.installation, binh.officer, "open", None)).items
    assert item.urgency == "emergency"
    assert "Mã nhận tin của bạn" in lan.page.text


async def test_words_typed_apart_are_words(office: Office, lan: Visitor) -> None:
    """macOS and some keyboards send a letter and its marks one by one."""
    an = await an_of(office)
    await answers(lan, *WAY_TO_THE_STORY)
    await lan.writes(unicodedata.normalize("NFD", "Quảng Trực"))
    await lan.writes(unicodedata.normalize("NFD", STORY))
    await lan.presses("q:story:done")
    await lan.presses("q:follow_up:no")
    await lan.presses("review:submit")

    assert (await the_case(office, an)).story == STORY


async def test_what_cannot_wait_stands_under_its_sentence_not_among_the_options(lan: Visitor) -> None:
    await answers(lan, "q:role:child", "q:danger_now:no", "q:category:sexual")

    html = lan.page.html
    assert html.count('value="q:recent:yes"') == 1
    assert html.index('class="cannot-wait" name="answer" value="q:recent:yes"') < html.index('id="question"')
    page = await lan.presses("q:recent:yes")
    assert "72 giờ" in page.text
    assert "q:child_age:7_10" in page.buttons


async def test_lines_of_a_story_stay_lines(office: Office, lan: Visitor) -> None:
    """A browser sends the ends of lines as two characters."""
    an = await an_of(office)

    await reports(lan, story="Tối nào cũng khóc.\r\nHôm qua có tiếng roi.")

    assert (await the_case(office, an)).story == "Tối nào cũng khóc.\nHôm qua có tiếng roi."


# --- nothing written is lost ---


async def test_words_in_the_box_go_with_the_button_that_ends_them(office: Office, lan: Visitor) -> None:
    an = await an_of(office)
    await comes_to_the_story(lan)
    await lan.writes(STORY)
    await lan.presses("q:story:done", "Và cả hôm nay.")
    await lan.presses("q:follow_up:no")
    await lan.presses("review:submit")

    assert (await the_case(office, an)).story == f"{STORY}\nVà cả hôm nay."


async def test_words_from_an_old_page_come_back_in_the_box(lan: Visitor) -> None:
    await comes_to_the_story(lan)
    old = lan.form(answer="send", text=STORY)
    await lan.presses("cmd:help")
    await lan.sends(old)

    assert lan.page.box == STORY
    assert "Trang vừa rồi đã cũ" in lan.page.text


async def test_a_cry_for_help_counts_from_an_old_page(office: Office, lan: Visitor) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    await comes_to_the_story(lan)
    old = lan.form(answer="send", text="SOS")
    await lan.presses("q:story:skip")
    await lan.sends(old)

    [item] = (await alert.listed(office.installation, binh.officer, "open", None)).items
    assert item.urgency == "emergency"
    assert lan.page.box is None


@pytest.mark.parametrize("value", ["lang:en", "cmd:help"])
async def test_a_button_beside_the_question_leaves_the_box_as_it_was(lan: Visitor, value: str) -> None:
    await comes_to_the_story(lan)
    await lan.sends(lan.form(answer=value, text=STORY))

    assert lan.page.box == STORY
    assert "q:story:skip" in lan.page.buttons


async def test_an_empty_box_is_answered_kindly(lan: Visitor) -> None:
    await comes_to_the_story(lan)
    await lan.writes("  \n ")

    assert "Chưa có chữ nào trong ô" in lan.page.text
    assert "q:story:skip" in lan.page.buttons


async def test_too_many_words_stay_in_the_box(lan: Visitor) -> None:
    await comes_to_the_story(lan)
    long = "ạ" * 10_001
    await lan.writes(long)

    assert lan.page.box == long
    assert "dài quá" in lan.page.text
    await lan.writes(long[1:])
    assert "Đã ghi lại" in lan.page.text


async def test_words_are_given_back_when_the_machine_is_out_of_order(office: Office, lan: Visitor) -> None:
    await comes_to_the_story(lan)
    works = office.installation.receipts
    office.installation.receipts = None  # type: ignore[assignment]  # any fault will do
    await lan.writes(STORY)

    assert lan.seen[-1].status_code == 503
    assert lan.page.box == STORY
    office.installation.receipts = works
    await lan.presses("send", STORY)
    assert "Đã ghi lại" in lan.page.text


async def test_words_that_fail_time_and_again_are_put_before_a_person(office: Office, lan: Visitor) -> None:
    await comes_to_the_story(lan)
    works = office.installation.receipts
    office.installation.receipts = None  # type: ignore[assignment]  # any fault will do
    await lan.writes(STORY)
    await lan.presses("send", STORY)
    await lan.presses("send", STORY)
    office.installation.receipts = works

    assert lan.seen[-1].status_code == 200
    assert "cán bộ sẽ đọc" in lan.page.text


async def test_a_code_can_be_sent_again_after_an_outage(office: Office, lan: Visitor) -> None:
    code = await reports(lan)
    await lan.opens("/status")
    works = office.installation.receipts
    office.installation.receipts = None  # type: ignore[assignment]  # any fault will do
    await lan.sends(lan.form("/status", code=code), "/status")
    office.installation.receipts = works
    await lan.sends(lan.form("/status"), "/status")

    assert "đang chờ cán bộ đọc" in lan.page.text


# --- pages that are old, sent twice, made by others ---


async def test_a_double_click_is_one_answer(office: Office, lan: Visitor) -> None:
    an = await an_of(office)
    await comes_to_the_story(lan)
    twice = lan.form(answer="send", text=STORY)
    await lan.sends(twice)
    await lan.sends(twice)
    assert "Đã ghi lại" in lan.page.text
    await lan.presses("q:story:done")
    await lan.presses("q:follow_up:no")
    twice = lan.form(answer="review:submit")
    await lan.sends(twice)
    await lan.sends(twice)

    assert "Mã nhận tin" in lan.page.text
    assert (await the_case(office, an)).story == STORY


async def test_a_double_click_on_the_first_page_is_one_answer(lan: Visitor) -> None:
    await lan.opens()
    twice = lan.form(answer="q:role:child")
    await lan.sends(twice)
    await lan.sends(twice)

    assert "q:danger_now:now" in lan.page.buttons


async def test_a_button_of_an_old_page_changes_nothing(lan: Visitor) -> None:
    await answers(lan, "q:role:citizen")
    old = lan.form(answer="q:danger_now:now")
    await lan.presses("q:danger_now:no")
    await lan.sends(old)

    assert "q:category:hit" in lan.page.buttons
    assert "receipt:now" not in lan.page.buttons


async def test_a_forged_button_changes_nothing(lan: Visitor) -> None:
    await answers(lan, "q:role:citizen")
    await lan.sends(lan.form(answer="review:submit"))

    assert "q:danger_now:now" in lan.page.buttons


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("to", ["/", "/status", "/leave"])
async def test_forms_of_other_sites_are_refused(lan: Visitor, headers: dict[str, str], to: str) -> None:
    await lan.opens()
    await lan.sends({"answer": "q:role:child", "turn": "0"}, to, **headers)

    assert lan.seen[-1].status_code == 403
    assert "set-cookie" not in lan.seen[-1].headers


async def test_a_form_without_the_seal_of_its_session_is_refused(lan: Visitor) -> None:
    await answers(lan, "q:role:citizen")
    await lan.sends(lan.form(answer="q:danger_now:now") | {"token": "0" * 32})
    assert lan.seen[-1].status_code == 403

    await lan.opens()
    assert "q:danger_now:now" in lan.page.buttons


async def test_our_own_origin_is_welcome(lan: Visitor) -> None:
    await lan.opens()
    await lan.sends(lan.form(answer="q:role:child"), "/", Origin="http://hotline.test")

    assert "q:danger_now:now" in lan.page.buttons


# --- languages ---


async def test_the_browser_says_which_language(office: Office) -> None:
    async with visiting(office.installation, language="fr, en-GB;q=0.8, vi;q=0.5") as tom:
        assert (await tom.opens()).language == "en"
        await tom.presses("q:role:citizen")
        assert "Is the child in danger right now?" in tom.page.text


async def test_the_address_chooses_the_language_of_the_conversation(lan: Visitor) -> None:
    await lan.opens("/?lang=en")
    await lan.presses("q:role:citizen")
    assert lan.page.language == "en"

    await lan.opens("/?lang=vi")
    assert "Ngay lúc này, trẻ có đang gặp nguy hiểm không?" in lan.page.text
    assert (await lan.opens()).language == "vi"


async def test_an_unknown_language_is_the_hotlines_own(lan: Visitor) -> None:
    assert (await lan.opens("/?lang=xx", **{"Accept-Language": "xx;q=y"})).language == "vi"


async def test_the_receipt_can_be_read_in_the_other_language(lan: Visitor) -> None:
    code = await reports(lan)
    await lan.opens("/?lang=en")

    assert lan.page.language == "en"
    assert code in lan.page.text


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
