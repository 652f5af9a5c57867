"""An officer gives a shift away to a colleague who says yes by a button."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import duty, roster
from handlers.steps import people
from hotline.alert.alert import Rung
from hotline.duty.change_words import SeatWords
from tests.office import QUANG_TRUC, TUY_DUC, Office, open_office
from tests.phones import Phones

HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Swaps:
    """An has a shift from an hour from now, for ten hours; Bình and Cúc are colleagues, Mai is elsewhere."""

    office: Office
    phones: Phones

    def local(self, hours: float) -> str:
        zone = self.office.installation.settings.hotline.zone
        return f"{(self.office.clock.now() + hours * HOUR).astimezone(zone):%Y-%m-%dT%H:%M:%S}"

    async def presses(self, username: str, button: str) -> dict[str, list[str]]:
        """The button's value as a phone sends it; what came to whom."""
        match button.removeprefix("[").removesuffix("]").split(":"):
            case ["swap", number, verb]:
                await self.phones.sends(username, verb, int(number))
            case ["swap", number, "trade", *seat]:
                await self.phones.sends(username, "trade", int(number), code=":".join(seat))
            case ["swap", *seat, "ask"]:
                await self.phones.sends(username, "swap", code=":".join(seat))
            case ["swap", *seat, officer]:
                await self.phones.sends(username, "offer", int(officer), code=":".join(seat))
        return await self.phones.read()

    async def asks(self, username: str = "an") -> list[str]:
        """The colleagues' buttons for the officer's next shift."""
        await self.phones.sends(username, "duty")
        [shifts] = (await self.phones.read())[username]
        [whom] = (await self.presses(username, buttons(shifts)[0]))[username]
        return buttons(whom)

    async def on_duty(self, hours: float) -> list[str]:
        here = self.office.installation
        at = here.now() + hours * HOUR
        found = await here.reader.read(people.duty_at, here, at)
        return [one.username for one in found.resolve(Rung.ON_DUTY, QUANG_TRUC, at)]


def buttons(message: str) -> list[str]:
    return [line for line in message.splitlines() if line.startswith("[")]


@pytest.fixture
async def swaps(tmp_path: Path) -> AsyncIterator[Swaps]:
    async with open_office(tmp_path / "var") as office:
        phones = Phones(office)
        for name in ("An", "Binh", "Cuc"):
            await phones.link(await office.officer(name))
        await phones.link(await office.officer("Mai", TUY_DUC))
        found = Swaps(office, phones)
        rows = f"{QUANG_TRUC},{found.local(1)},{found.local(11)},an,on_duty"
        await duty.import_roster(office.installation, f"unit,from,until,username,place\n{rows}\n")
        yield found


async def test_a_shift_is_the_colleagues_after_a_yes(swaps: Swaps) -> None:
    to_binh, to_cuc = await swaps.asks()
    came = await swaps.presses("an", to_binh)
    assert came.keys() == {"an", "binh"}
    assert await swaps.on_duty(2) == ["an"]

    came = await swaps.presses("binh", buttons(came["binh"][0])[0])

    assert came.keys() == {"an", "binh"}
    assert "Binh" in came["an"][0]
    assert await swaps.on_duty(2) == ["binh"]
    assert [one.made_by for one in await roster.changes(swaps.office.installation)] == ["binh"]
    came = await swaps.presses("an", to_cuc)
    assert "không còn" in came["an"][0]


async def test_after_a_no_it_stays_and_another_can_be_asked(swaps: Swaps) -> None:
    to_binh, to_cuc = await swaps.asks()
    came = await swaps.presses("an", to_binh)
    accept, decline = buttons(came["binh"][0])

    came = await swaps.presses("binh", decline)

    assert "Binh" in came["an"][0]
    assert await swaps.on_duty(2) == ["an"]
    assert "không còn" in (await swaps.presses("binh", accept))["binh"][0]
    assert (await swaps.presses("an", to_cuc)).keys() == {"an", "cuc"}


async def test_the_first_yes_of_two_counts(swaps: Swaps) -> None:
    to_binh, to_cuc = await swaps.asks()
    binh = buttons((await swaps.presses("an", to_binh))["binh"][0])
    cuc = buttons((await swaps.presses("an", to_cuc))["cuc"][0])

    await swaps.presses("cuc", cuc[0])

    assert "không còn" in (await swaps.presses("binh", binh[0]))["binh"][0]
    assert await swaps.on_duty(2) == ["cuc"]


async def test_nobody_answers_for_another_or_gives_away_what_is_not_theirs(swaps: Swaps) -> None:
    to_binh, _ = await swaps.asks()
    accept, _ = buttons((await swaps.presses("an", to_binh))["binh"][0])

    assert "không gửi cho" in (await swaps.presses("cuc", accept))["cuc"][0]
    assert "không còn" in (await swaps.presses("cuc", to_binh))["cuc"][0]
    assert "không còn" in (await swaps.presses("an", "[swap:24736:on_duty:5:ask]"))["an"][0]
    assert "không còn" in (await swaps.presses("an", "[swap:x:on_duty:5:ask]"))["an"][0]
    assert "không gửi cho" in (await swaps.presses("an", "[swap:99:accept]"))["an"][0]
    assert await swaps.on_duty(2) == ["an"]


async def test_who_has_leave_or_the_same_shift_is_not_asked(swaps: Swaps) -> None:
    """The leave would go before the swap, and a crew of two would be one without anybody noticing."""
    here, span = swaps.office.installation, (swaps.local(3), swaps.local(4))
    rows = f"{QUANG_TRUC},{swaps.local(9)},{swaps.local(20)},binh,on_duty"
    await duty.import_roster(here, f"unit,from,until,username,place\n{rows}\n")
    await roster.leave(here, "cuc", *span)
    await swaps.phones.sends("an", "duty")
    [shifts] = (await swaps.phones.read())["an"]

    asked = (await swaps.presses("an", buttons(shifts)[0]))["an"]

    assert buttons(asked[0]) == []


async def test_a_yes_after_one_went_on_leave_changes_nothing(swaps: Swaps) -> None:
    to_binh, _ = await swaps.asks()
    accept, _ = buttons((await swaps.presses("an", to_binh))["binh"][0])
    await roster.leave(swaps.office.installation, "binh", swaps.local(3), swaps.local(4))

    assert "không còn" in (await swaps.presses("binh", accept))["binh"][0]
    assert await swaps.on_duty(2) == ["an"]


async def test_only_who_may_read_the_units_reports_can_be_asked(swaps: Swaps) -> None:
    to_binh, _ = await swaps.asks()
    mai = next(
        one
        for one in (
            await swaps.office.installation.reader.read(
                people.duty_at, swaps.office.installation, swaps.office.clock.now()
            )
        ).officers
        if one.username == "mai"
    )

    came = await swaps.presses("an", to_binh.rpartition(":")[0] + f":{mai.id}]")

    assert came.keys() == {"an"}


async def test_what_is_asked_twice_is_one_request(swaps: Swaps) -> None:
    to_binh, _ = await swaps.asks()

    first = buttons((await swaps.presses("an", to_binh))["binh"][0])
    again = buttons((await swaps.presses("an", to_binh))["binh"][0])

    assert first == again


async def test_of_a_shift_that_has_begun_the_rest_changes_hands(swaps: Swaps) -> None:
    to_binh, _ = await swaps.asks()
    accept, _ = buttons((await swaps.presses("an", to_binh))["binh"][0])
    swaps.office.clock.wind(5 * HOUR)

    await swaps.presses("binh", accept)

    assert await swaps.on_duty(-1) == ["an"]
    assert await swaps.on_duty(0) == ["binh"]


async def test_an_answer_after_the_shift_is_too_late(swaps: Swaps) -> None:
    to_binh, _ = await swaps.asks()
    accept, _ = buttons((await swaps.presses("an", to_binh))["binh"][0])
    swaps.office.clock.wind(12 * HOUR)

    assert "không còn" in (await swaps.presses("binh", accept))["binh"][0]


async def test_a_gap_is_nobodys_to_give(swaps: Swaps) -> None:
    to_binh, _ = await swaps.asks()
    seat = SeatWords(QUANG_TRUC, "on_duty", swaps.local(0), swaps.local(20))
    await roster.override(swaps.office.installation, seat, [])

    assert (await swaps.presses("an", to_binh)).keys() == {"an"}


async def traded(swaps: Swaps) -> tuple[str, list[str]]:
    """Bình was asked and would give a shift of his own for it: his "yes" alone, and what An is asked."""
    rows = f"{QUANG_TRUC},{swaps.local(20)},{swaps.local(30)},binh,on_duty"
    await duty.import_roster(swaps.office.installation, f"unit,from,until,username,place\n{rows}\n")
    to_binh, _ = await swaps.asks()
    accept, _, trade = buttons((await swaps.presses("an", to_binh))["binh"][0])
    return accept, buttons((await swaps.presses("binh", trade))["an"][0])


async def test_two_shifts_change_hands_or_neither(swaps: Swaps) -> None:
    accept, (yes, no) = await traded(swaps)
    assert (await swaps.on_duty(2), await swaps.on_duty(21)) == (["an"], ["binh"])

    assert (await swaps.presses("an", yes)).keys() == {"an", "binh"}

    assert (await swaps.on_duty(2), await swaps.on_duty(21)) == (["binh"], ["an"])
    assert "không còn" in (await swaps.presses("an", no))["an"][0]
    assert "không còn" in (await swaps.presses("binh", accept))["binh"][0]


async def test_after_a_no_to_a_trade_the_first_request_stands(swaps: Swaps) -> None:
    accept, (yes, no) = await traded(swaps)
    await swaps.presses("an", no)
    assert "không còn" in (await swaps.presses("an", yes))["an"][0]

    await swaps.presses("binh", accept)

    assert (await swaps.on_duty(2), await swaps.on_duty(21)) == (["binh"], ["binh"])


async def test_a_trade_of_what_is_settled_or_not_ones_own_is_refused(swaps: Swaps) -> None:
    accept, (yes, _) = await traded(swaps)
    nothing = f"[swap:{accept.split(':')[1]}:trade:24736:on_duty:5]"
    assert "không gửi cho" in (await swaps.presses("cuc", nothing))["cuc"][0]
    assert "không còn là" in (await swaps.presses("binh", nothing))["binh"][0]

    await swaps.presses("binh", accept)

    assert "không còn" in (await swaps.presses("an", yes))["an"][0]
    assert "không còn" in (await swaps.presses("binh", nothing))["binh"][0]
