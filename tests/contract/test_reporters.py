"""Every channel that reporters write on keeps the same promises: nothing lost, nothing twice, in order."""

import re
import unicodedata
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.receiving import State
from tests.contract.failing import away, never_settles
from tests.contract.road import MAI, Person, Road
from tests.contract.table import ROADS, Hazard, met, on_every_road
from tests.stories.cast import Colleague, number_in, pattern_of
from tests.stories.house import House
from tests.stories.template import Template

STORY = "chim hoàng yến số 83741"
TO_THE_STORY = (
    "[Hàng xóm, người dân]",
    "[Không]",
    "[Bị đánh, mắng chửi, làm nhục]",
    "[7–10 tuổi]",
    "Quảng Trực",
)
TO_THE_END = ("[Xong]", "[Không]", "[Gửi]")
SPOILS: tuple[dict[str, Any], ...] = (
    {"reset": True},
    {"drop_after": True},
    {"html_502": True},
    {"body": b"{"},
    {"status": 500, "description": STORY},
)


@pytest.fixture
async def road(request: pytest.FixtureRequest, template: Template, tmp_path: Path) -> AsyncIterator[Road]:
    kind, hazard = request.param
    level = "debug" if hazard is Hazard.SECRETS else "info"
    async with kind.opened(template, tmp_path, level) as one:
        yield one


@pytest.fixture
async def an(road: Road) -> Colleague:
    """On duty where the reports come from."""
    an = await road.house.officer("An")
    await road.house.on_duty(an)
    return an


async def does(road: Road, *deeds: str, who: Person | None = None) -> list[str]:
    """`[label]` or words, each once the one before is answered; what was answered to all of them."""
    who = who or road.lan
    before = len(who.heard)
    for deed in deeds:
        await who.does(deed)
        await road.house.settle()
    return who.heard[before:]


def assert_asked(said: Sequence[str], *sentences: str, house: House) -> None:
    """These, one after the other, and nothing else."""
    assert len(said) == len(sentences), said
    for text, sentence in zip(said, sentences, strict=True):
        assert_says(text, sentence, house=house)


def assert_says(text: str, sentence: str, *, house: House) -> None:
    """Whoever is addressed, and whatever fills its gaps."""
    pattern = pattern_of(house, "vi", sentence)
    assert pattern is not None
    assert re.search(pattern, text), (sentence, text)


def test_no_hazard_and_no_reason_is_forgotten() -> None:
    assert met == set(Hazard)
    for row in ROADS.values():
        assert all(len(reason.why) > 20 for reason in row.can_not_meet.values())


@on_every_road(Hazard.TWICE)
async def test_what_comes_twice_counts_once(road: Road, an: Colleague) -> None:
    await does(road, "/start", *TO_THE_STORY, STORY)
    await road.repeats()
    await road.house.settle()
    once = await does(road, *TO_THE_END)
    before = len(road.lan.heard)

    await road.repeats()
    await road.house.settle()

    view = await an.opens(number_in(an.expects("page")))
    assert view.story == STORY
    assert len(once) == len(TO_THE_END)
    assert await road.house.numbers() == [view.number]
    assert not road.sends or len(road.lan.heard) == before


@on_every_road(Hazard.DATABASE_AWAY)
async def test_what_cannot_be_stored_yet_is_kept_until_it_can(
    road: Road, an: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    await does(road, "/start", *TO_THE_STORY)
    with monkeypatch.context() as broken:
        away(road.house, broken)
        [*before] = await does(road, STORY)
    await road.comes_again()

    await does(road, *TO_THE_END)

    assert (await an.opens(number_in(an.expects("page")))).story == STORY
    assert not road.sends or before == []


@on_every_road(Hazard.DIED_BEFORE_COMMIT)
async def test_a_process_that_dies_before_the_commit_loses_nothing(
    road: Road, an: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    await does(road, "/start", *TO_THE_STORY)
    with monkeypatch.context() as broken:
        away(road.house, broken)
        await does(road, STORY)
    await road.house.restarts()
    await road.comes_again()

    await does(road, *TO_THE_END)

    assert (await an.opens(number_in(an.expects("page")))).story == STORY


@on_every_road(Hazard.DIED_BEFORE_RECORD)
async def test_a_process_that_dies_before_the_record_repeats_one_message_at_most(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.house.allow_error("settling_failed")
    await does(road, "/start")
    with monkeypatch.context() as broken:
        broken.setattr(road.house.office.writer, "do_batch", never_settles(road.house.office.writer.do_batch))
        [asked] = await does(road, "[Hàng xóm, người dân]")
    before = len(road.lan.heard)
    await road.house.restarts()
    await road.house.fast_forward(seconds=30)

    assert road.lan.heard[before:] in ([], [asked])
    assert_asked(await does(road, "[Không]"), "ask-category", house=road.house)


@on_every_road(Hazard.FLOOD)
async def test_a_flood_delays_and_loses_nothing(road: Road) -> None:
    await does(road, "/start", *TO_THE_STORY)
    flood = road.floods(2)
    before = len(road.lan.heard)
    await does(road, "một", "hai", "ba")

    await road.house.fast_forward(minutes=2)

    assert flood.hits == 2
    assert_asked(road.lan.heard[before:], *["more-story"] * 3, house=road.house)


@on_every_road(Hazard.LINE_BROKEN)
async def test_what_could_not_be_sent_comes_later_in_each_chats_order(road: Road) -> None:
    both = (road.lan, road.person(MAI))
    for one in both:
        await does(road, "/start", *TO_THE_STORY, who=one)
    broken = road.spoils(reset=True)
    before = [len(one.heard) for one in both]
    for words in (STORY, "xong", "không"):
        for one in both:
            await does(road, words, who=one)
    unsaid = [one.heard[count:] for one, count in zip(both, before, strict=True)]
    broken.end()

    await road.house.fast_forward(minutes=2)

    assert unsaid == [[], []]
    for one, count in zip(both, before, strict=True):
        assert_asked(one.heard[count:], "more-story", "ask-follow_up", "review-intro", house=road.house)


@on_every_road(Hazard.UNREACHABLE)
async def test_who_is_never_reached_holds_nobody_up_and_the_report_stands(road: Road, an: Colleague) -> None:
    await does(road, "/start", *TO_THE_STORY, STORY, "[Xong]", "[Được]", "[Gửi]")
    number = number_in(an.expects("page"))
    road.lan.blocks()
    sends = road.spoils()
    await an.writes_to_reporter(number, "Cháu ở đâu?")
    await road.house.fast_forward(minutes=5)
    tried = sends.hits

    assert len(await does(road, "/start", who=road.person(MAI))) == 1
    assert tried == 1
    assert (await an.opens(number)).story == STORY


@on_every_road(Hazard.REVOKED)
async def test_a_revoked_token_is_told_and_loses_nothing(road: Road, an: Colleague) -> None:
    road.house.allow_error("token_not_renewed")
    await does(road, "/start", *TO_THE_STORY)
    road.revokes()
    assert await does(road, STORY) == []
    await road.house.fast_forward(minutes=1)
    told = road.house.health[f"{road.name}.reporter"]
    await an.writes("/alerts")
    an.expects("alerts-none")
    before = len(road.lan.heard)
    await road.mends()
    await road.house.fast_forward(minutes=3)

    assert told in (State.REFUSED, State.FAILING)
    assert_asked(road.lan.heard[before:], "more-story", house=road.house)
    assert road.house.health[f"{road.name}.reporter"] == State.WORKING


@on_every_road(Hazard.TAKEN_AWAY)
async def test_another_who_takes_what_comes_is_told_and_once_gone_nothing_is_lost(road: Road) -> None:
    await does(road, "/start", *TO_THE_STORY)
    road.lets_another_in()
    await road.house.fast_forward(minutes=1)
    told = road.house.health[f"{road.name}.reporter"]
    before = len(road.lan.heard)
    await does(road, STORY)
    road.sends_the_other_away()
    await road.house.fast_forward(minutes=1)

    assert told == State.CONFLICT
    assert_asked(road.lan.heard[before:], "more-story", house=road.house)


@on_every_road(Hazard.BACKLOG)
async def test_after_ten_minutes_away_each_is_answered_in_order_and_asked_for_danger(
    road: Road, an: Colleague
) -> None:
    house, both = road.house, (road.lan, road.person(MAI))
    for one in both:
        await does(road, "/start", *TO_THE_STORY, "một", who=one)
    before = [len(one.heard) for one in both]
    await house.closes()
    for words in ("bé kể hai", "bé kể ba"):
        for one in both:
            await one.writes(words)
    await house.passes(timedelta(minutes=11))

    await house.opens()
    await house.fast_forward(minutes=6)

    answers = [one.heard[count:] for one, count in zip(both, before, strict=True)]
    assert answers[0] == answers[1]
    for said in answers[0]:
        assert house.words("late") in said
        assert_says(said, "ask-danger_now", house=house)
    await does(road, "[Không]", *TO_THE_END)
    assert (await an.opens(number_in(an.expects("page")))).story == "một\nbé kể hai\nbé kể ba"


@on_every_road(Hazard.UNREADABLE)
async def test_what_no_report_can_hold_is_answered_and_the_question_stands(road: Road) -> None:
    await does(road, "/start")
    before = len(road.lan.heard)
    await road.lan.sends_sticker()
    await road.house.settle()

    [said] = road.lan.heard[before:]
    assert "Bạn là ai?" in said
    assert_asked(await does(road, "[Hàng xóm, người dân]"), "ask-danger_now", house=road.house)


@on_every_road(Hazard.HIDDEN)
async def test_what_is_hidden_from_us_is_answered_with_the_page_and_the_numbers(road: Road) -> None:
    await does(road, "/start")
    before = len(road.lan.heard)
    await road.lan.sends_hidden()
    await road.house.settle()

    [said] = road.lan.heard[before:]
    assert road.house.words("hidden-why") in said
    assert "111" in said


@on_every_road(Hazard.DECOMPOSED)
async def test_letters_apart_from_their_marks_are_the_same_letters(road: Road, an: Colleague) -> None:
    deeds = [unicodedata.normalize("NFD", one) for one in (*TO_THE_STORY[-1:], STORY)]
    await does(road, "/start", *TO_THE_STORY[:-1], *deeds, *TO_THE_END)

    view = await an.opens(number_in(an.expects("page")))
    assert view.answers["place"] == ("24736",)
    assert view.story == unicodedata.normalize("NFC", STORY)


@on_every_road(Hazard.TOO_LONG)
async def test_one_character_too_many_is_lost_neither_way(road: Road, an: Colleague) -> None:
    story = "a" * min(road.longest + 1, 4096)
    letter = ("chữ " * 500)[: min(road.longest + 1, 2000)].rstrip() + "."
    await does(road, "/start", *TO_THE_STORY, story, "[Xong]", "[Được]", "[Gửi]")
    number = number_in(an.expects("page"))
    await an.writes_to_reporter(number, letter)
    notice = len(road.lan.heard)
    await road.reads_letters()

    assert (await an.opens(number)).story == story
    assert "".join(letter.split()) in "".join("".join(road.lan.heard[notice:]).split())


@on_every_road(Hazard.SECRETS)
async def test_no_log_line_holds_a_secret_a_chat_or_a_word(road: Road, an: Colleague) -> None:
    road.house.allow_error("token_not_renewed")
    await does(road, "/start", *TO_THE_STORY, STORY)
    for fault in SPOILS if road.sends else ():
        spoiled = road.spoils(**fault, times=1)
        await does(road, STORY)
        await road.house.fast_forward(seconds=70)
        assert spoiled.hits == 1
    await does(road, *TO_THE_END)
    an.expects("page")
    if road.sends:
        road.revokes()
        await does(road, "/start")
        await road.house.fast_forward(minutes=1)

    said = road.house.lines.getvalue()
    assert [each for each in (*road.secrets, STORY, "83741") if each in said] == []
    assert not road.sends or "send_failed" in said
