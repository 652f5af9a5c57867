"""What every channel on which officers write back must do, whatever its messenger is like.

A new channel is a new row of `OFFICERS` in `tests/officer_roads.py`.
"""

import asyncio
import io
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from handlers import access, interview
from handlers.access import Added
from handlers.installation import Installation
from handlers.interview import Received
from hotline.ids import UnitCode
from hotline.interview.conversation import Incoming, Kind
from tests.failing import Failing, never_settles
from tests.logged import logged_to
from tests.office import LAM_DONG
from tests.officer_roads import OFFICERS, Person, Road

AN, BINH = 1, 2


@pytest.fixture(params=OFFICERS, ids=lambda road: road.__name__)
async def road(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Road]:
    async with request.param.laid(tmp_path) as one:
        yield one


@pytest.fixture(autouse=True)
def _nothing_of_anybody_is_logged(road: Road) -> Iterator[None]:
    """At the finest level, in every scenario."""
    lines = io.StringIO()
    with logged_to(lines):
        yield
    logged = lines.getvalue()
    assert logged
    for secret in (*road.secrets, road.address(AN), road.address(BINH), "Bình"):
        assert secret not in logged


async def linked(road: Road, office: Installation, number: int, name: str) -> Person:
    """A supervisor of the province who gets pages here."""
    added: Added = await access.add_officer(office, name, UnitCode(LAM_DONG), "supervisor")
    person = road.person(number)
    await person.writes(f"/start {added.link_code}")
    await road.hears(person)
    return person


async def red(office: Installation, number: int = 1) -> None:
    """A child is in danger; nobody is on duty, so the supervisors are paged."""
    for place, value in enumerate(("q:role:citizen", "q:danger_now:now")):
        incoming = Incoming(Kind.BUTTON, value)
        await interview.receive(office, [Received("web", f"s{number}", f"{number}-{place}", incoming)])


async def paged(road: Road, person: Person) -> int:
    """The number of the alert in the next page; what is said beside pages is passed over."""
    for _ in range(5):
        if found := re.search(r"#(\d+)", await road.hears(person)):
            return int(found[1])
    raise AssertionError("no page came")


async def until(road: Road, person: Person, words: str) -> str:
    """The next message with these words."""
    for _ in range(5):
        if words in (said := await road.hears(person)):
            return said
    raise AssertionError(f"nothing said {words!r}")


async def test_the_first_takes_it_once_and_the_second_is_told_who_has_it(road: Road) -> None:
    async with road.serving() as office:
        an, binh = await linked(road, office, AN, "An"), await linked(road, office, BINH, "Bình")
        await red(office)
        number = await paged(road, an)
        await paged(road, binh)
        await an.writes(f"NHẬN {number}")
        await until(road, an, f"#{number}")
        await road.redelivers()
        await binh.writes(f"nhan {number}")
        told = await until(road, binh, "đã có An nhận")

    assert f"#{number}" in told
    an.assert_no_more()


async def test_a_wish_that_was_not_stored_is_brought_again(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with road.serving() as office:
        an = await linked(road, office, AN, "An")
        await red(office)
        number = await paged(road, an)
        with monkeypatch.context() as broken:
            failing = Failing()
            broken.setattr(office.writer, "do_batch", failing)
            broken.setattr(office.writer, "do", failing)
            await an.writes(f"NHẬN {number}")
            await failing.failed()
        taken = await until(road, an, f"#{number}")

    assert taken


async def test_a_page_that_was_sent_and_not_noted_comes_once_more(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least once, never lost; by its number it is known again. Refusals and outages reporters try."""
    async with road.serving() as office:
        an = await linked(road, office, AN, "An")
        monkeypatch.setattr(office.writer, "do_batch", never_settles(office))
        await red(office)
        number = await paged(road, an)
    async with road.serving():
        again = await paged(road, an)

    assert again == number


async def test_who_cannot_be_reached_holds_nobody_up(road: Road) -> None:
    async with road.serving() as office:
        an, binh = await linked(road, office, AN, "An"), await linked(road, office, BINH, "Bình")
        blocked = an.blocks()
        if asyncio.iscoroutine(blocked):
            await blocked
        await red(office)
        number = await paged(road, binh)
        await binh.writes(f"NHẬN {number}")
        taken = await until(road, binh, f"#{number}")

    assert taken
