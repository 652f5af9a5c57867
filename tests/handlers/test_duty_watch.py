"""Gaps are told before they hurt; the start of a shift is confirmed, or the next one is asked."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import access, due, duty, duty_watch, roster
from handlers.steps import people
from hotline.alert.alert import Rung
from hotline.duty.change_words import SeatWords
from tests.office import LAM_DONG, QUANG_TRUC, Office, open_office
from tests.phones import Phones

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(slots=True)
class Watched:
    """An office with An and Bình, Lan who leads them, Sơn who supervises; all linked."""

    office: Office
    phones: Phones

    async def shift(self, username: str, begins: float, ends: float, place: str = "on_duty") -> None:
        """A shift from so many hours from now until so many."""
        rows = f"{QUANG_TRUC},{self.local(begins)},{self.local(ends)},{username},{place}"
        text = f"unit,from,until,username,place\n{rows}\n"
        assert await duty.import_roster(self.office.installation, text) == 1

    def local(self, hours: float) -> str:
        zone = self.office.installation.settings.hotline.zone
        return f"{(self.office.clock.now() + hours * HOUR).astimezone(zone):%Y-%m-%dT%H:%M:%S}"

    async def after(self, wait: timedelta) -> dict[str, list[str]]:
        """What came to whom once so much time went by."""
        self.office.clock.wind(wait)
        return await self.now()

    async def now(self) -> dict[str, list[str]]:
        await duty_watch.look(self.office.installation)
        await due.step(self.office.installation)
        return await self.phones.read()

    async def on_duty(self) -> list[str]:
        here = self.office.installation
        found = await here.reader.read(people.duty_at, here, here.now())
        return [one.username for one in found.resolve(Rung.ON_DUTY, QUANG_TRUC, here.now())]


async def begun(office: Office) -> Watched:
    phones = Phones(office)
    code = await access.new_link_code_for(office.installation, office.founded.username)
    root = office.founded.username
    for name, unit, role in (
        ("An", QUANG_TRUC, "officer"),
        ("Bình", QUANG_TRUC, "officer"),
        ("Lan", QUANG_TRUC, "unit_lead"),
        ("Son", LAM_DONG, "supervisor"),
    ):
        added = await office.officer(name, unit, role)
        await phones.link(added)
    await phones.link(access.Added(added.id, root, "", code))
    return Watched(office, phones)


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    async with open_office(tmp_path / "var") as office:
        yield await begun(office)


@pytest.fixture
async def unasking(tmp_path: Path) -> AsyncIterator[Watched]:
    """Where nobody has to confirm."""
    async with open_office(tmp_path / "var", toml="[duty]\nconfirm_starts = false\n") as office:
        yield await begun(office)


# --- gaps ---


async def test_a_gap_is_told_a_day_ahead_to_the_lead_and_two_hours_ahead_to_the_province(
    unasking: Watched,
) -> None:
    await unasking.shift("an", -1, 30)

    assert await unasking.now() == {}
    [(who, [words])] = (await unasking.after(7 * HOUR)).items()
    assert who == "lan"
    assert "Quảng Trực" in words
    assert await unasking.after(HOUR) == {}
    assert (await unasking.after(20 * HOUR)).keys() == {"lan", "son"}
    assert await unasking.after(MINUTE) == {}


async def test_where_no_lead_can_be_reached_the_province_hears_a_day_ahead(unasking: Watched) -> None:
    await unasking.shift("an", -1, 10)
    await access.disable(unasking.office.installation, "lan")
    await unasking.phones.read()

    assert (await unasking.now()).keys() == {"son"}


async def test_leave_makes_a_gap_and_cover_mends_it(unasking: Watched) -> None:
    here = unasking.office.installation
    await unasking.shift("an", -1, 500)
    assert await unasking.now() == {}
    away = unasking.local(5), unasking.local(9)
    assert isinstance(await roster.leave(here, "an", *away), int)
    assert (await unasking.now()).keys() == {"lan"}

    seat = SeatWords(QUANG_TRUC, "on_duty", *away)
    assert isinstance(await roster.override(here, seat, ["binh"]), int)
    assert await unasking.after(4 * HOUR) == {}


async def test_a_shift_of_somebody_whom_no_page_reaches_is_a_gap(unasking: Watched) -> None:
    await unasking.office.officer("Chi")
    await unasking.phones.read()  # the supervisor is told of a new colleague
    await unasking.shift("an", -1, 5)
    await unasking.shift("chi", 5, 500)

    assert (await unasking.now()).keys() == {"lan"}


async def test_a_unit_without_a_roster_is_left_in_peace(unasking: Watched) -> None:
    assert await unasking.now() == {}


# --- starts ---


async def test_whoever_confirms_in_time_is_asked_no_more(watched: Watched) -> None:
    await watched.shift("an", 1, 500)
    await watched.now()

    assert await watched.after(59 * MINUTE) == {}
    [(who, [asked])] = (await watched.after(MINUTE)).items()
    assert who == "an"
    answer = await watched.phones.presses("an", asked, "confirm")
    assert "Đã xác nhận" in answer
    assert await watched.after(HOUR) == {}


async def test_who_does_not_confirm_stays_on_duty_and_the_next_one_may_step_in(watched: Watched) -> None:
    await watched.shift("an", 1, 500)
    await watched.shift("binh", -1, 500, "backup")
    await watched.now()
    [asked] = (await watched.after(HOUR))["an"]

    [(who, [next_])] = (await watched.after(15 * MINUTE)).items()
    assert who == "binh"
    assert "An" in next_
    assert await watched.on_duty() == ["an"]

    assert "trực thay" in await watched.phones.presses("binh", next_, "take")
    assert await watched.on_duty() == ["binh"]
    assert "đồng nghiệp" in await watched.phones.presses("an", asked, "confirm")
    assert await watched.after(HOUR) == {}


async def test_the_officer_who_was_replaced_is_told(watched: Watched) -> None:
    await watched.shift("an", 1, 500)
    await watched.now()
    await watched.after(HOUR)
    [next_] = (await watched.after(15 * MINUTE))["lan"]

    await watched.phones.sends("lan", "take", number_in(next_))

    assert (await watched.phones.read()).keys() == {"lan", "an"}


async def test_one_after_the_other_is_asked_and_at_last_all_above_are_told(watched: Watched) -> None:
    await watched.shift("an", 1, 500)
    await watched.now()

    asked = [await watched.after(wait) for wait in (HOUR, *[15 * MINUTE] * 3)]

    assert [sorted(came) for came in asked[:3]] == [["an"], ["lan"], ["son"]]
    assert asked[3].keys() == {"son", watched.office.founded.username}
    assert await watched.after(HOUR) == {}
    assert await watched.on_duty() == ["an"]


async def test_who_is_on_leave_is_not_asked_to_step_in(watched: Watched) -> None:
    """The leave would go before the cover, and nobody would be on duty."""
    await roster.leave(watched.office.installation, "lan", watched.local(0), watched.local(100))
    await watched.shift("an", 1, 500)
    await watched.now()
    await watched.after(HOUR)

    assert (await watched.after(15 * MINUTE)).keys() == {"son"}


async def test_a_late_confirmation_still_counts_while_nobody_stepped_in(watched: Watched) -> None:
    await watched.shift("an", 1, 500)
    await watched.now()
    [asked] = (await watched.after(HOUR))["an"]
    [next_] = (await watched.after(15 * MINUTE))["lan"]

    assert "Đã xác nhận" in await watched.phones.presses("an", asked, "confirm")
    assert "không cần" in await watched.phones.presses("lan", next_, "take")
    assert await watched.on_duty() == ["an"]


async def test_nobody_confirms_for_another(watched: Watched) -> None:
    await watched.shift("an", 1, 500)
    await watched.now()
    [asked] = (await watched.after(HOUR))["an"]

    assert "không phải" in await watched.phones.presses("binh", asked, "confirm")
    await watched.phones.sends("binh", "take", number_in(asked))
    [refused] = (await watched.phones.read())["binh"]
    assert "không phải" in refused


async def test_a_shift_that_goes_on_or_that_has_begun_is_not_asked_about(watched: Watched) -> None:
    await watched.shift("an", -1, 2)
    await watched.shift("an", 2, 500)

    assert await watched.now() == {}
    assert await watched.after(2 * HOUR) == {}


async def test_a_shift_that_was_changed_meanwhile_is_not_asked_about(watched: Watched) -> None:
    here = watched.office.installation
    await watched.shift("an", 1, 500)
    await watched.now()
    seat = SeatWords(QUANG_TRUC, "on_duty", watched.local(1), watched.local(500))
    await roster.cover(here, seat, "an", "binh")
    await watched.now()

    assert (await watched.after(HOUR)).keys() == {"binh"}


async def test_where_it_is_switched_off_nobody_is_asked(unasking: Watched) -> None:
    await unasking.shift("an", 1, 500)
    await unasking.now()

    assert await unasking.after(HOUR) == {}


def number_in(message: str) -> int:
    """The number of the shift's beginning on the message's button."""
    return int(message.rpartition("duty:")[2].partition(":")[0])
