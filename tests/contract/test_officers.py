"""Every channel that officers are paged on: a page arrives once, is taken once, and passes nobody over."""

import re
import unicodedata
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.receiving import State
from handlers.installation import Installation, Posted
from handlers.steps import telling
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.alert.alert import AlertState
from hotline.ids import OfficerId
from hotline.messages import verbatim
from hotline.text import fold
from storage.schema import Tx
from tests.contract.failing import away, never_settles
from tests.contract.table import WAYS, Peril, braved, on_every_way
from tests.contract.way import Deputy, Way
from tests.stories.template import Template

STORY = "chim hoàng yến số 83741"
AN, BINH = "Cú Mèo", "Bồ Câu"


@pytest.fixture
async def way(request: pytest.FixtureRequest, template: Template, tmp_path: Path) -> AsyncIterator[Way]:
    kind, peril = request.param
    async with kind.opened(template, tmp_path, "debug" if peril is Peril.SECRETS else "info") as one:
        one.house.allow_error("library")  # python-telegram-bot logs a flood as an error
        yield one
        for person in one.house.everybody:
            person.ignores_what_came()  # each test counts what came by the channel that it is about


@pytest.fixture
async def an(way: Way) -> Deputy:
    """On duty where the report comes from."""
    an = await way.deputy(AN)
    await way.house.on_duty(an.colleague)
    return an


@pytest.fixture
async def binh(way: Way, an: Deputy) -> Deputy:
    """The colleague behind An."""
    binh = await way.deputy(BINH)
    await way.house.backup(binh.colleague)
    return binh


async def reported(way: Way) -> int:
    """Somebody has reported; the alert's number."""
    await way.house.parent().tells(STORY)
    await way.house.settle()
    [number] = await way.house.numbers()
    return number


def test_no_peril_and_no_reason_is_forgotten() -> None:
    assert braved == set(Peril)
    for row in WAYS.values():
        assert all(len(reason.why) > 20 for reason in row.can_not_meet.values())


@on_every_way(Peril.NOTHING)
async def test_a_page_arrives_once_and_tells_nothing_of_the_child(way: Way, an: Deputy) -> None:
    before = len(an.heard)
    number = await reported(way)
    await way.house.fast_forward(minutes=1)

    [page] = an.heard[before:]
    assert way.wordless or re.search(rf"\b{number}\b", page)
    assert "chim" not in page


@on_every_way(Peril.BOTH_TAKE)
async def test_the_first_takes_it_and_the_second_is_told_who_has_it(way: Way, an: Deputy) -> None:
    binh = await way.deputy(BINH)
    await way.also_writes_to(binh)
    await way.house.on_duty(binh.colleague)
    number = await reported(way)
    await way.house.fast_forward(seconds=2)
    before = len(binh.heard)

    await an.takes(number)
    told = await binh.takes(number)

    stored = await way.house.alert(number)
    assert (stored.alert.state, stored.alert.acknowledged_by) == (AlertState.ACKNOWLEDGED, an.colleague.id)
    assert fold(AN) in fold("\n".join([told, *binh.heard[before:]]))
    assert len(await way.house.timeline(number, "acknowledged")) == 1


@on_every_way(Peril.TWICE)
async def test_an_acknowledgement_that_comes_twice_counts_once(way: Way, an: Deputy) -> None:
    number = await reported(way)
    await way.house.fast_forward(seconds=2)
    await an.takes(number)
    await way.repeats()
    await way.house.settle()

    assert (await way.house.alert(number)).alert.acknowledged_by == an.colleague.id
    assert len(await way.house.timeline(number, "acknowledged")) == 1


@on_every_way(Peril.DATABASE_AWAY)
async def test_an_acknowledgement_that_cannot_be_stored_yet_is_not_lost(
    way: Way, an: Deputy, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await reported(way)
    await way.house.fast_forward(seconds=2)
    with monkeypatch.context() as broken:
        away(way.house, broken)
        await an.takes(number)
        await way.house.fast_forward(seconds=20)
    open_still = (await way.house.alert(number)).alert.state
    await way.comes_again(an, number)

    assert open_still is AlertState.OPEN
    assert (await way.house.alert(number)).alert.acknowledged_by == an.colleague.id


@on_every_way(Peril.DIED_BEFORE_COMMIT)
async def test_an_acknowledgement_outlives_a_process_that_dies_over_it(
    way: Way, an: Deputy, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await reported(way)
    await way.house.fast_forward(seconds=2)
    with monkeypatch.context() as broken:
        away(way.house, broken)
        await an.takes(number)
    await way.house.restarts()
    await way.comes_again(an, number)

    assert (await way.house.alert(number)).alert.acknowledged_by == an.colleague.id


@on_every_way(Peril.UNREACHABLE)
async def test_who_is_never_reached_is_passed_over_within_two_seconds(
    way: Way, an: Deputy, binh: Deputy
) -> None:
    before = len(binh.heard)
    an.blocks()
    number = await reported(way)
    await way.house.fast_forward(seconds=2)

    [page] = binh.heard[before:]
    assert way.wordless or re.search(rf"\b{number}\b", page)


@on_every_way(Peril.FLOOD)
async def test_a_flood_delays_the_page_and_doubles_it_not(way: Way, an: Deputy) -> None:
    before = len(an.heard)
    way.floods(2)
    await reported(way)
    assert an.heard[before:] == []

    await way.house.fast_forward(minutes=1)

    assert len(an.heard) == before + 1


@on_every_way(Peril.REVOKED)
async def test_a_page_waits_out_a_refused_log_in_which_is_told(way: Way, an: Deputy) -> None:
    before = len(an.heard)
    way.revokes()
    await reported(way)
    await way.house.fast_forward(seconds=61)
    told, missed = way.house.health[f"{way.name}.officer"], an.heard[before:]
    way.mends()
    await way.house.fast_forward(minutes=3)

    assert told in (State.REFUSED, State.FAILING)
    assert missed == []
    assert len(an.heard) == before + 1
    assert way.house.health[f"{way.name}.officer"] == State.WORKING


@on_every_way(Peril.TAKEN_AWAY)
async def test_another_who_takes_what_officers_send_is_told_and_holds_up_no_page(
    way: Way, an: Deputy
) -> None:
    way.lets_another_in()
    await way.house.fast_forward(minutes=1)
    told, before = way.house.health[f"{way.name}.officer"], len(an.heard)
    number = await reported(way)
    await way.house.fast_forward(seconds=2)
    paged = len(an.heard) - before
    await an.takes(number)
    way.sends_the_other_away()
    await way.house.fast_forward(minutes=1)

    assert (told, paged) == (State.CONFLICT, 1)
    assert (await way.house.alert(number)).alert.acknowledged_by == an.colleague.id


@on_every_way(Peril.BACKLOG)
async def test_after_ten_minutes_away_each_page_comes_once_and_in_order(way: Way, an: Deputy) -> None:
    before = len(an.heard)
    way.goes_away()
    await way.house.parent("Mai").tells(STORY)
    await way.house.fast_forward(minutes=1)
    await way.house.parent("Hoa").tells(STORY)
    await way.house.fast_forward(minutes=9)
    missed = len(an.heard) - before
    way.comes_back()
    await way.house.fast_forward(minutes=3)

    assert missed == 0
    numbers = sorted(await way.house.numbers())
    said = an.heard[before:]
    assert len(said) == len(numbers) == 2
    assert way.wordless or all(str(number) in one for number, one in zip(numbers, said, strict=True))


@on_every_way(Peril.CLOSED)
async def test_an_acknowledgement_that_came_while_nobody_served_counts_once_somebody_does(
    way: Way, an: Deputy
) -> None:
    number = await reported(way)
    await way.house.fast_forward(seconds=2)
    await way.house.closes()
    await an.takes_unheard(number)
    await way.house.passes(timedelta(minutes=11))
    await way.house.opens()
    await way.house.fast_forward(minutes=1)

    assert (await way.house.alert(number)).alert.acknowledged_by == an.colleague.id
    assert len(await way.house.timeline(number, "acknowledged")) == 1


@on_every_way(Peril.NO_WORDS)
async def test_what_holds_no_words_is_answered_with_what_can_be_said(way: Way, an: Deputy) -> None:
    before = len(an.heard)
    await an.sends_no_words()

    [said] = an.heard[before:]
    assert "/alerts" in said


@on_every_way(Peril.DECOMPOSED)
async def test_an_officers_letters_apart_from_their_marks_are_the_same_letters(way: Way, an: Deputy) -> None:
    number = await reported(way)
    await way.house.fast_forward(seconds=2)
    await an.types(unicodedata.normalize("NFD", f"nhận {number}"))

    assert (await way.house.alert(number)).alert.acknowledged_by == an.colleague.id


@on_every_way(Peril.TOO_LONG)
async def test_a_note_that_is_too_long_is_cut_and_nothing_of_it_lost(way: Way, an: Deputy) -> None:
    before = len(an.heard)
    text = ("chữ " * way.longest)[: way.longest] + "."
    posted = await way.house.writes(_told, way.house.office, an.colleague.id, text, way.house.now())
    way.house.office.after_commit(posted)
    await way.house.fast_forward(seconds=10)

    assert "".join(text.split()) in "".join("".join(an.heard[before:]).split())


def _told(tx: Tx, office: Installation, officer: OfficerId, text: str, now: datetime) -> Posted:
    post = Post(tx, office, now)
    telling.tell_officer(scene(tx, office, now), officer, verbatim(text), post)
    return post.flush()


@on_every_way(Peril.DIED_BEFORE_RECORD)
async def test_a_process_that_dies_before_the_record_pages_twice_at_most(
    way: Way, an: Deputy, monkeypatch: pytest.MonkeyPatch
) -> None:
    way.house.allow_error("settling_failed")
    before = len(an.heard)
    with monkeypatch.context() as broken:
        writer = way.house.office.writer
        broken.setattr(writer, "do_batch", never_settles(writer.do_batch))
        await reported(way)
    await way.house.restarts()
    await way.house.fast_forward(minutes=1)

    assert len(an.heard) - before in (1, 2)


@on_every_way(Peril.SECRETS)
async def test_no_log_line_holds_a_secret_an_address_or_a_name(way: Way, an: Deputy, binh: Deputy) -> None:
    way.floods(1)
    number = await reported(way)
    await way.house.fast_forward(minutes=1)
    await an.takes(number)
    an.blocks()
    await way.house.parent("Mai").tells(STORY)
    way.revokes()
    await way.house.parent("Hoa").tells(STORY)
    await way.house.fast_forward(minutes=1)

    said = way.house.lines.getvalue()
    assert "send_failed" in said
    assert [each for each in (*way.secrets, STORY, "83741", AN, BINH) if each in said] == []
    assert binh.colleague.name not in said
