"""Reporters on the web, by forms alone, over a real installation."""

import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import alert
from tests.office import LAM_DONG, Office, open_office
from tests.web_page import (
    STORY,
    WAY_TO_THE_STORY,
    Visitor,
    an_of,
    answers,
    comes_to_the_story,
    reports,
    the_case,
    visiting,
)

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


async def test_languages_to_be_called_in_stand_apart_from_the_question(lan: Visitor) -> None:
    await answers(lan, "call:language")

    html = lan.page.html
    assert html.index('value="q:call_language:mnong"') < html.index('id="question"')
    assert html.index('id="question"') < html.index('value="q:role:child"')


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


# --- a proof to take along ---


async def test_the_proof_is_kept_as_text_or_pdf_and_tells_day_and_commune_alone(
    office: Office, lan: Visitor
) -> None:
    await an_of(office)
    code = await reports(lan)
    await lan.opens("/status")
    await lan.sends({**lan.form("/status"), "code": code}, to="/status")
    await lan.presses("proof:show")
    assert "/proof.pdf" in lan.seen[-1].text

    text = await lan.client.get("/proof.txt")
    pdf = await lan.client.get("/proof.pdf")

    day = office.installation.now().astimezone(office.installation.settings.hotline.zone)
    date = f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"
    words = [line for line in text.text.splitlines() if line]
    assert words == [
        office.installation.settings.hotline.name,
        f"Xác nhận: {date} đã có một tin báo về bảo vệ trẻ em gửi tới Xã Quảng Trực.",
    ]
    assert text.headers["content-disposition"] == f'attachment; filename="{day:%Y-%m-%d}.txt"'
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["cache-control"] == "no-store"
    assert code.encode() not in pdf.content


async def test_without_an_opened_report_there_is_no_proof(office: Office, lan: Visitor) -> None:
    await an_of(office)
    assert (await lan.client.get("/proof.txt")).headers["location"] == "/status"

    await reports(lan)

    assert (await lan.client.get("/proof.pdf")).headers["location"] == "/status"


async def test_words_that_the_limit_in_total_holds_up_stay_in_the_box(tmp_path: Path) -> None:
    toml = "[limits]\nmessages_per_minute_in_total = 5\n"
    async with open_office(tmp_path / "busy", toml=toml) as office, visiting(office.installation) as lan:
        await comes_to_the_story(lan)
        await lan.writes("bé hay khóc")

        assert "rất nhiều người đang nhắn" in lan.page.text
        assert lan.page.box == "bé hay khóc"
        office.clock.wind(timedelta(minutes=1, seconds=1))
        await lan.writes("bé hay khóc")
        assert not lan.page.box
