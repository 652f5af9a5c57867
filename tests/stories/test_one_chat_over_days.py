"""One chat over days and reports: keys of the day come and go, a second report doesn't bury the first."""

from datetime import timedelta

import pytest

from tests.stories.cast import Colleague, code_in
from tests.stories.house import House


async def on_duty(house: House) -> Colleague:
    an = await house.officer("An")
    await house.on_duty(an)
    return an


async def test_one_answer_a_day_makes_a_report_all_the_same(house: House) -> None:
    """Each day's key is thrown away on its fourth day; a chat that goes on must not die with it."""
    lan, an, phuc = house.parent("Lan"), await on_duty(house), await house.supervisor("Phúc")
    await lan.writes("/start")
    for answer in ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10", "Quảng Trực"):
        await house.fast_forward(days=1, sparsely=True)
        await lan.answers(answer)
        await house.restarts()
    await lan.answers("Bé bị đánh", "q:story:done", "q:follow_up:no", "review:submit")
    assert (await an.opens(an.expects_page("normal"))).story == "Bé bị đánh"
    an.ignores_what_came()  # each day's answers reached an officer that day
    phuc.ignores_what_came()


async def test_a_follow_up_outlives_the_keys_of_its_days(house: House) -> None:
    lan, an = house.parent("Lan"), await on_duty(house)
    await lan.tells("Nơi này có ao sâu", category="hazard", follow_up="yes")
    number = an.expects_page("low")
    await an.takes(number)
    await an.opens(number)
    await house.fast_forward(days=6, sparsely=True)

    await an.writes_to_reporter(number, "Ao ở đâu?")
    await house.fast_forward(hours=1, sparsely=True)
    lan.expects("notice-message")
    assert "Ao ở đâu?" in (await lan.presses("msg:show")).text
    await lan.writes("Sau chợ")
    an.expects("note-reporter-wrote")
    assert [words.text for words in (await an.opens(number)).messages] == ["Ao ở đâu?", "Sau chợ"]


async def test_a_follow_up_ends_with_its_case(house: House) -> None:
    lan, an = house.parent("Lan"), await on_duty(house)
    await lan.tells("Bé bị đánh", follow_up="yes")
    await house.closes_alert(an.expects_page("normal"))
    assert len(await house.chats_of(lan)) == 1
    await house.fast_forward(days=91, sparsely=True)
    assert await house.chats_of(lan) == []


@pytest.mark.parametrize("second", ["yes", "no"])
async def test_a_second_report_in_the_chat_does_not_bury_the_first(house: House, second: str) -> None:
    lan, an = house.parent("Lan"), await on_duty(house)
    await lan.tells("Chuyện thứ nhất", follow_up="yes")
    first = an.expects_page("normal")
    await house.fast_forward(seconds=2)
    await lan.tells("Chuyện thứ hai", follow_up=second)
    other = an.expects_page("normal")
    assert first != other

    await an.writes_to_reporter(first, "Hỏi về chuyện thứ nhất")
    lan.expects("notice-message")
    assert "Hỏi về chuyện thứ nhất" in (await lan.presses("msg:show")).text
    await lan.writes("Đáp về chuyện thứ nhất")
    an.expects("note-reporter-wrote", f"#{first}")
    said = [words.text for words in (await an.opens(first)).messages]
    assert said == ["Hỏi về chuyện thứ nhất", "Đáp về chuyện thứ nhất"]
    assert (await an.opens(other)).messages == ()


async def test_letters_of_two_reports_are_each_shown_and_answered(house: House) -> None:
    lan, an = house.parent("Lan"), await on_duty(house)
    await lan.tells("Chuyện thứ nhất", follow_up="yes")
    first = an.expects_page("normal")
    await house.fast_forward(seconds=2)
    await lan.tells("Chuyện thứ hai", follow_up="yes")
    second = an.expects_page("normal")
    await an.writes_to_reporter(first, "Câu hỏi một")
    await an.writes_to_reporter(second, "Câu hỏi hai")
    lan.expects("notice-message")
    lan.expects("notice-message")

    shown = (await lan.presses("msg:show")).text
    assert "Câu hỏi một" in shown
    assert "Câu hỏi hai" in shown
    assert [await unread(an, number) for number in (first, second)] == [0, 0]


async def unread(an: Colleague, number: int) -> int:
    return sum(words.shown is False for words in (await an.opens(number)).messages)


async def test_a_question_that_comes_while_another_report_is_being_made_disturbs_it_not(
    house: House,
) -> None:
    lan, an = house.parent("Lan"), await on_duty(house)
    await lan.tells("Chuyện thứ nhất", follow_up="yes")
    first = an.expects_page("normal")
    await lan.begins()
    await an.writes_to_reporter(first, "Hỏi thêm")
    lan.expects("notice-message")
    shown = await lan.presses("msg:show")
    assert "Hỏi thêm" in shown.text
    assert "q:child_age:7_10" in shown.buttons  # the question that was being asked still is
    await lan.answers("q:child_age:7_10", "Quảng Trực", "Chuyện thứ hai", "q:story:done", "q:follow_up:no")
    code_in(await lan.presses("review:submit"))
    await house.fast_forward(seconds=2)
    second = an.expects_page("normal")
    assert (await an.opens(second)).story == "Chuyện thứ hai"


async def test_wipe_takes_the_conversation_out_of_the_chat_too(house: House) -> None:
    lan, an = house.parent("Lan"), await on_duty(house)
    code = await lan.tells("Bé bị đánh", follow_up="yes")
    number = an.expects_page("normal")
    await an.writes_to_reporter(number, "Bé tên gì?")
    lan.expects("notice-message")
    await lan.presses("msg:show")
    goodbye = await lan.writes("/wipe")

    assert lan.phone.messages == [goodbye]
    assert lan.phone.written == []
    await house.fast_forward(seconds=60)
    assert await house.chats_of(lan) == []
    await an.writes_to_reporter(number, "Bé ở đâu?")
    await house.fast_forward(hours=2, sparsely=True)
    lan.expects_nothing()
    await lan.writes("/status")  # the code is the only way back
    await lan.writes(code)
    assert "Bé ở đâu?" in (await lan.presses("msg:show")).text


async def test_wipe_after_a_report_without_follow_up_takes_its_words_out_of_the_chat(house: House) -> None:
    lan, an = house.parent("Lan"), await on_duty(house)
    await lan.tells("Bé bị đánh")
    an.expects_page("normal")
    await house.fast_forward(seconds=2)
    assert await house.chats_of(lan) == []  # nothing is left that tells which chat it was

    goodbye = await lan.writes("/wipe")

    assert lan.phone.messages == [goodbye]
    assert lan.phone.written == []


async def test_wipe_ends_the_follow_up_of_every_report_of_the_chat(house: House) -> None:
    lan, an = house.parent("Lan"), await on_duty(house)
    numbers = []
    for story in ("Chuyện thứ nhất", "Chuyện thứ hai"):
        await lan.tells(story, follow_up="yes")
        numbers.append(an.expects_page("normal"))
        await house.fast_forward(seconds=2)
    await lan.writes("/wipe")

    await house.fast_forward(seconds=60)
    assert await house.chats_of(lan) == []
    for number in numbers:
        await an.writes_to_reporter(number, "Hỏi thêm")
    await house.fast_forward(hours=2, sparsely=True)
    lan.expects_nothing()


async def test_a_code_typed_here_does_not_hide_what_comes_for_this_chats_own_report(house: House) -> None:
    lan, mai, an = house.parent("Lan"), house.parent("Mai"), await on_duty(house)
    code = await mai.tells("Chuyện của Mai")
    mais = an.expects_page("normal")
    await house.fast_forward(seconds=2)
    await lan.tells("Chuyện của Lan", follow_up="yes")
    lans = an.expects_page("normal")
    await lan.writes("/status")
    await lan.writes(code)
    await an.writes_to_reporter(lans, "Hỏi Lan")
    lan.expects("notice-message")

    assert "Hỏi Lan" in (await lan.presses("msg:show")).text
    await lan.writes("Lan đáp")
    an.expects("note-reporter-wrote", f"#{lans}")
    assert (await an.opens(mais)).messages == ()
    await an.writes_to_reporter(mais, "Hỏi Mai")
    await lan.writes("/status")
    await lan.writes(code)
    assert "Hỏi Mai" in (await lan.presses("msg:show")).text
    await lan.writes("Đáp cho Mai")
    await house.fast_forward(seconds=2)
    an.expects("note-reporter-wrote", f"#{mais}")


async def test_what_is_older_than_telegram_deletes_does_not_stop_the_rest(house: House) -> None:
    lan, phuc = house.parent("Lan"), await house.supervisor("Phúc")
    await lan.begins()
    old = len(lan.phone.messages)
    await house.fast_forward(hours=47, sparsely=True)
    await lan.answers("q:child_age:7_10", "Quảng Trực")
    await house.fast_forward(hours=2, sparsely=True)
    goodbye = await lan.writes("/wipe")
    assert len(lan.phone.messages) == old + 1
    left = sum(
        not one.deleted and one.sent_at < house.clock.now() - timedelta(hours=48)
        for one in lan.phone.chat.messages.values()
    )
    assert f"Còn {left} tin cũ hơn 48 giờ" in goodbye.text
    phuc.ignores_what_came()


async def test_a_clock_set_back_delays_no_emergency(house: House) -> None:
    lan, an, binh = house.parent("Lan"), await on_duty(house), await house.officer("Bình")
    await house.backup(binh)
    await lan.tells("Cháu đi học chưa về", category="missing")
    an.expects_page("emergency")
    await house.fast_forward(minutes=4)
    house.clock.step_wall(-timedelta(hours=1))
    await house.fast_forward(seconds=59, ticking=True)
    binh.expects_nothing()
    await house.fast_forward(seconds=2, ticking=True)
    binh.expects_page("emergency")
    assert house.logged("clock_jumped")
    assert len(await house.audited("clock_set_back")) == 1


async def test_a_clock_set_back_an_hour_delays_no_urgent_alert_and_hurries_none(house: House) -> None:
    lan, an, binh = house.parent("Lan"), await on_duty(house), await house.officer("Bình")
    await house.backup(binh)
    await lan.tells("Nghe khóc nhiều đêm", category="hit", danger="today")
    an.expects_page("urgent")
    await house.fast_forward(minutes=4)
    house.clock.step_wall(-timedelta(hours=1))
    await house.fast_forward(seconds=2, ticking=True)
    await house.fast_forward(minutes=10, seconds=57)
    binh.expects_nothing()
    await house.fast_forward(seconds=2)
    binh.expects_page("urgent")


@pytest.mark.parametrize("danger", ["no", "now"])
async def test_a_hotline_that_was_away_for_five_days_begins_anew(house: House, danger: str) -> None:
    """The draft's key is gone by then; the report of a red answer stands."""
    lan, phuc = house.parent("Lan"), await house.supervisor("Phúc")
    await lan.begins(danger=danger)
    if danger == "now":
        phuc.expects_page("emergency")
    await house.closes()
    await house.passes(timedelta(days=5))
    await lan.phone.writes("Cháu vẫn ở đây")
    await house.opens()

    lan.ignores_what_came()
    assert "q:role:child" in lan.phone.messages[-1].buttons
    if danger == "now":
        number = phuc.expects_page("emergency", again=True)
        assert (await phuc.opens(number)).answers["danger_now"] == ("now",)
    else:
        phuc.expects_page("normal")
