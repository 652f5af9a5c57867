"""Officers ask, reporters answer: in the chat if they agreed, by the receipt code always."""

from datetime import timedelta

import pytest

from tests.office import LAM_DONG
from tests.stories.cast import Colleague
from tests.stories.house import House

QUESTION = "Cháu còn ở nhà bà ngoại không?"


async def officer_on_duty(house: House) -> Colleague:
    an = await house.officer("An")
    await house.on_duty(an)
    return an


async def test_a_question_comes_as_a_neutral_notice_and_the_answer_reaches_the_case(
    house_on_both: House,
) -> None:
    house = house_on_both
    lan, an = house.parent("Lan"), await officer_on_duty(house)
    await lan.tells("Bé bị bỏ đói", category="neglect", follow_up="yes")
    number = an.expects_page("normal")
    await an.takes(number)
    await an.opens(number)

    await an.writes_to_reporter(number, QUESTION)
    notice = lan.expects("notice-message", "msg:show")
    assert QUESTION not in notice.text
    assert not {"đói", "bé", str(number), "An"} & set(notice.text.split())
    shown = await lan.presses("msg:show")
    assert QUESTION in shown.text
    await lan.writes("Dạ còn, cháu ở đó đến chủ nhật")
    an.expects("note-reporter-wrote", f"#{number}")
    said = [(words.author, words.text, words.shown) for words in (await an.opens(number)).messages]
    assert said == [(an.username, QUESTION, True), (None, "Dạ còn, cháu ở đó đến chủ nhật", None)]


async def test_show_shows_all_that_was_not_shown_yet_and_each_once(house: House) -> None:
    lan, an = house.parent("Lan"), await officer_on_duty(house)
    await lan.tells("Bé bị bỏ đói", follow_up="yes")
    number = an.expects_page("normal")
    await an.writes_to_reporter(number, "Câu thứ nhất?")
    await an.writes_to_reporter(number, "Câu thứ hai?")
    lan.expects("notice-message")
    lan.expects("notice-message")

    shown = await lan.presses("msg:show")
    assert shown.text.index("Câu thứ nhất?") < shown.text.index("Câu thứ hai?")
    again = await lan.presses("msg:show")
    assert "Câu thứ" not in again.text


async def test_without_consent_nothing_is_sent_and_the_code_opens_it(house_on_both: House) -> None:
    house = house_on_both
    lan, an = house.parent("Lan"), await officer_on_duty(house)
    code = await lan.tells("Bé bị bỏ đói", follow_up="no")
    number = an.expects_page("normal")
    await an.writes_to_reporter(number, QUESTION)
    await house.fast_forward(hours=2)
    lan.expects_nothing()

    mai = house.parent("Mai")  # another phone: the code is the only thread
    await mai.writes("/status")
    status = await mai.writes(code.replace(" ", ""))
    assert "msg:show" in status.buttons
    assert QUESTION not in status.text
    assert QUESTION in (await mai.presses("msg:show")).text
    await mai.writes("Cháu đã về nhà")
    an.expects("note-reporter-wrote")
    view = await an.opens(number)
    assert [words.text for words in view.messages] == [QUESTION, "Cháu đã về nhà"]


async def test_after_half_an_hours_silence_the_notice_comes_five_minutes_to_an_hour_later(
    house: House,
) -> None:
    """So that nobody finds the reporter by watching whose phone lights up."""
    lan, an = house.parent("Lan"), await officer_on_duty(house)
    await lan.tells("Bé bị bỏ đói", follow_up="yes")
    number = an.expects_page("normal")
    await house.fast_forward(minutes=31)
    written_at = house.now()
    await an.writes_to_reporter(number, QUESTION)
    await house.fast_forward(minutes=4, seconds=59)
    lan.expects_nothing()

    await house.restarts()
    await house.fast_forward(minutes=56)
    notice = lan.expects("notice-message")
    assert timedelta(minutes=5) <= notice.sent_at - written_at <= timedelta(minutes=60, seconds=2)


async def test_in_an_emergency_the_notice_comes_at_once(house: House) -> None:
    lan, an = house.parent("Lan"), await officer_on_duty(house)
    await lan.tells("Cháu đi học chưa về", category="missing", follow_up="yes")
    number = an.expects_page("emergency")
    await an.takes(number)
    await an.opens(number)
    await house.fast_forward(minutes=29)
    await an.writes_to_reporter(number, "Tôi đang đến")
    lan.expects("notice-message")
    await house.fast_forward(minutes=29)
    await house.fast_forward(minutes=2)
    an.expects_page("emergency", again=True)
    await an.writes_to_reporter(number, QUESTION)
    lan.expects("notice-message")


async def test_while_a_red_chat_is_alive_words_come_directly(house: House) -> None:
    lan, an = house.parent("Lan"), await officer_on_duty(house)
    phuc = await house.officer("Phúc", LAM_DONG)
    await house.on_duty(phuc)
    await lan.begins(role="child", danger="now")
    number = phuc.expects_page("emergency")
    await phuc.writes_to_reporter(number, "Em đang ở đâu?")
    lan.expects("letters", "Em đang ở đâu?")
    await lan.answers("q:child_age:11_13", "Quảng Trực")
    an.expects_page("emergency")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Xem ở https://evil.example", "letter-has-link"),
        ("vào facebook.com/abc nhé", "letter-has-link"),
        ("gọi 0912 345 678 nhé", "letter-has-number"),
        ("nhắn @cobaoem nhé", "letter-has-handle"),
    ],
)
async def test_a_way_out_of_the_chat_is_refused(house: House, text: str, fault: str) -> None:
    lan, an = house.parent("Lan"), await officer_on_duty(house)
    await lan.tells("Bé bị bỏ đói", follow_up="yes")
    number = an.expects_page("normal")

    written = await an.writes_to_reporter(number, text)
    assert written.fault == fault
    lan.expects_nothing()
    assert (await an.opens(number)).messages == ()


async def test_emergency_numbers_may_be_written(house: House) -> None:
    lan, an = house.parent("Lan"), await officer_on_duty(house)
    await lan.tells("Bé bị bỏ đói", follow_up="yes")
    number = an.expects_page("normal")
    assert (await an.writes_to_reporter(number, "Cần gấp hãy gọi 111 hoặc 113")).fault is None
    lan.expects("notice-message")


async def test_a_follow_up_outlives_the_officers_shift(house: House) -> None:
    """The reporter's answer goes to whoever holds the case, on duty or not."""
    lan = house.parent("Lan")
    an, binh = await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an, ends=house.now() + timedelta(hours=1))
    await house.on_duty(binh, begins=house.now() + timedelta(hours=1))
    await lan.tells("Bé bị bỏ đói", follow_up="yes")
    number = an.expects_page("normal")
    await an.takes(number)
    await an.opens(number)
    await an.writes_to_reporter(number, QUESTION)
    lan.expects("notice-message")
    await house.fast_forward(hours=3)
    binh.expects("start-asked")

    await lan.presses("msg:show")
    await lan.writes("Dạ còn")
    an.expects("note-reporter-wrote")
    binh.expects_nothing()
