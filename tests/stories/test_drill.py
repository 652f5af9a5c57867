"""A drill goes the whole real way, says what it is wherever it shows, and ends once its case was opened."""

from datetime import timedelta

import pytest

from handlers import drill
from hotline.alert.alert import Urgency
from hotline.errors import NotFound
from tests.office import QUANG_TRUC
from tests.stories.cast import number_in
from tests.stories.house import House


async def test_a_drill_pages_like_an_alert_and_says_that_it_is_none(house: House) -> None:
    an, binh = await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.backup(binh)

    begun = await drill.begin(house.office, QUANG_TRUC, Urgency.URGENT)
    await house.settle()

    assert number_in(an.expects("page-drill", "drill-urgent")) == begun.number
    binh.expects_nothing()
    await house.fast_forward(minutes=15)
    binh.expects("page-drill", "drill-urgent")


async def test_a_drill_tells_who_was_how_fast_and_ends_when_the_case_is_opened(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    begun = await drill.begin(house.office, QUANG_TRUC, Urgency.EMERGENCY)
    await house.settle()
    an.expects("page-drill")
    await house.fast_forward(seconds=90)
    await an.takes(begun.number)
    await house.fast_forward(seconds=30)

    view = await an.opens(begun.number)

    assert view.story is not None
    assert "DIỄN TẬP" in view.story
    seen = await drill.shown(house.office, begun.number)
    [result] = seen.results
    assert seen.state == "closed"
    assert (result.username, result.paged) == (an.username, timedelta())
    assert result.accepted is not None
    assert (result.acknowledged, result.opened) == (timedelta(seconds=90), timedelta(seconds=120))
    await house.fast_forward(hours=2)
    an.expects_nothing()


async def test_a_case_that_was_opened_first_ends_the_drill_when_it_is_taken(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    begun = await drill.begin(house.office, QUANG_TRUC, Urgency.URGENT)
    await house.settle()
    an.expects("page-drill")
    await an.opens(begun.number)

    await an.takes(begun.number)

    assert (await drill.shown(house.office, begun.number)).state == "closed"


async def test_a_drill_nobody_takes_can_be_ended(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    begun = await drill.begin(house.office, QUANG_TRUC, Urgency.EMERGENCY)
    await house.settle()
    an.expects("page-drill")

    assert (await drill.end(house.office, begun.number)).state == "closed"

    await house.fast_forward(hours=1)
    an.expects_nothing()


async def test_an_alert_of_a_real_report_is_no_drill(house: House) -> None:
    an, lan = await house.officer("An"), house.parent("Lan")
    await house.on_duty(an)
    await lan.tells("Cháu đi học chưa về")
    number = an.expects_page("normal")

    with pytest.raises(NotFound):
        await drill.end(house.office, number)
