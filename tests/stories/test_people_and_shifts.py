"""Shifts that change, phones that block the bot, two thumbs at once, two languages."""

import asyncio
from datetime import timedelta

from handlers import access
from tests.stories.house import House


async def test_a_shift_that_changes_mid_alert_pages_whoever_is_on_duty_then(house: House) -> None:
    """People are resolved when a step fires, not when the alert opened (E9)."""
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    chi, dung = await house.lead("Chi"), await house.supervisor("Dung")
    change = house.now() + timedelta(minutes=12)
    await house.on_duty(an, ends=change)
    await house.on_duty(binh, begins=change)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await house.fast_forward(minutes=5)  # nobody is backup: that step is passed over
    chi.expects_page("emergency")
    await house.fast_forward(minutes=5)
    dung.expects_page("emergency")
    await house.fast_forward(minutes=5)

    binh.expects("start-asked")
    assert binh.expects_page("emergency") == number
    await an.takes(number)  # whoever was entitled still is, however old the page
    for person in (binh, chi, dung):
        person.expects("note-taken", "An")


async def test_a_shift_ends_on_the_second(house: House) -> None:
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    change = house.now() + timedelta(hours=1)
    await house.on_duty(an, ends=change)
    await house.on_duty(binh, begins=change)
    await house.fast_forward(until=change)
    binh.expects("start-asked")
    await lan.tells("Bé bị đánh")
    binh.expects_page("normal")


async def test_an_officer_who_blocks_the_bot_is_missed_before_the_next_page(house: House) -> None:
    lan, an, chi = house.parent("Lan"), await house.officer("An"), await house.lead("Chi")
    await house.on_duty(an)
    await an.phone.blocks()
    await house.settle()
    chi.expects("note-unreachable", "An")

    await an.phone.unblocks()
    await house.settle()
    await lan.tells("Bé bị đánh")
    an.expects_page("normal")


async def test_a_chat_that_becomes_anothers_is_missed_by_the_lead(house: House) -> None:
    an, chi = await house.officer("An"), await house.lead("Chi")
    binh = await house.officer("Bình")
    await house.on_duty(an)
    code = await access.new_link_code_for(house.office, binh.username)

    await an.writes(f"/start {code}")

    an.expects("link-done", "Bình")
    binh.expects("note-new-contact")
    chi.expects("note-unreachable", "An")


async def test_an_officer_who_is_gone_without_a_word_does_not_hold_an_alert_up(house_on_both: House) -> None:
    house = house_on_both
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    chi = await house.lead("Chi")
    await house.on_duty(an)
    await house.backup(binh)
    an.phone.chat.state = "blocked"  # and what Telegram told of it was lost
    await lan.tells("Cháu đi học chưa về", category="missing")

    number = binh.expects_page("emergency")
    chi.expects("note-unreachable", "An")
    await binh.takes(number)
    await an.phone.unblocks()
    await an.writes("/alerts")  # an officer who writes can be reached again
    an.expects("alerts-none")


async def test_of_two_presses_at_once_one_wins_and_the_other_learns_who(house_on_both: House) -> None:
    house = house_on_both
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.on_duty(binh)
    await lan.tells("Bé bị đánh")
    number = an.expects_page("normal")
    assert binh.expects_page("normal") == number

    pressed = await asyncio.gather(
        an.phone.presses(f"alert:{number}:ack"), binh.phone.presses(f"alert:{number}:ack")
    )
    await house.settle()
    assert all(press.answer for press in pressed)
    owner = (await house.alert(number)).alert.acknowledged_by
    winner, loser = (an, binh) if owner == an.id else (binh, an)
    winner.expects("ack-done")
    await house.fast_forward(seconds=1)  # two messages to one chat are a second apart
    told = {loser.expects().text, loser.expects().text}
    assert told == {
        house.words("note-taken", name=winner.name, number=number),
        house.words("ack-taken", name=winner.name, number=number),
    }


async def test_two_reporters_are_answered_each_in_their_language(house: House) -> None:
    lan, jo, an = house.parent("Lan"), house.parent("Jo", "en"), await house.officer("An")
    await house.on_duty(an)
    assert "Bạn là ai?" in (await lan.writes("/start")).text
    assert "Who are you?" in (await jo.writes("/start")).text
    await jo.presses("q:role:citizen")
    await jo.writes("/language")
    assert "nguy hiểm" in (await jo.presses("lang:vi")).text
    jo.locale = "vi"
    await jo.writes("/language")
    assert "danger" in (await jo.presses("lang:en")).text
    await jo.answers("q:danger_now:no", "q:category:hit", "q:child_age:7_10", "Quảng Trực")
    await jo.answers("A boy is beaten", "q:story:done", "q:follow_up:no")
    done = await jo.presses("review:submit")
    assert "Thank you" in done.text
    an.expects_page("normal")  # officers read the installation's language


async def test_the_lead_and_the_supervisor_learn_of_a_new_officer_at_once(house: House) -> None:
    chi, dung = await house.lead("Chi"), await house.supervisor("Dung")
    added = await house.adds_officer("Nguyễn Văn Nam")
    chi.expects("note-officer-added", "Nguyễn Văn Nam")
    dung.expects("note-officer-added", "Nguyễn Văn Nam")
    nam = house.stranger("Nam")
    await nam.writes(f"/start {added.link_code}")
    nam.expects("link-done", "Nguyễn Văn Nam")


async def test_a_second_phone_is_announced_on_the_first(house: House) -> None:
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    second = house.stranger("An's other phone")
    await second.writes(f"/start {await house.new_link_code(an)}")
    second.expects("link-done")
    an.expects("note-new-contact")

    await lan.tells("Bé bị đánh")
    number = an.expects_page("normal")
    assert second.expects_page("normal") == number
    await second.takes(number)
    an.expects_nothing()


async def test_duty_and_alerts_say_what_is(house: House) -> None:
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.backup(binh)
    await an.writes("/duty")
    an.expects("Đang trực: An", "Dự phòng: Bình")
    await lan.tells("Bé bị đánh")
    number = an.expects_page("normal")
    await binh.writes("/alerts")
    binh.expects("alerts-waiting", f"alert:{number}:ack")
    await binh.writes(f"/ack {number}")
    binh.expects("ack-done")
    an.expects("note-taken", "Bình")
    await binh.writes("/alerts")
    binh.expects("alerts-yours", f"#{number}")


async def test_a_disabled_officer_is_a_stranger(house: House) -> None:
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.backup(binh)
    await house.disables(an)
    await lan.tells("Bé bị đánh")
    number = binh.expects_page("normal")
    await an.writes(f"/ack {number}")
    an.expects("officer-stranger")
    assert (await house.alert(number)).alert.acknowledged_by is None
