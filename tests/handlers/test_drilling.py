"""Drills that come round, what is kept of them, and who may be alone on duty afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path

import pytest

from handlers import access, drill, due, duty, roster_view
from handlers.steps.drilling import PUT_OFF
from hotline.alert.alert import Urgency
from hotline.alert.drilled import Outcome
from hotline.duty.drill_times import WEEK, DrillTimes
from storage.tables.drill import Schedule
from tests.office import LAM_DONG, QUANG_TRUC, TUY_DUC, Office, open_office
from tests.phones import Phones

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TWO_MESSENGERS = "".join(
    f'[{name}.officer]\ntoken = "200:{"AAofficersBotOfTheStories"}"\n' for name in ("telegram", "zalo")
)


@dataclass(slots=True)
class Drilled:
    """An is on duty in Quảng Trực for a year, and Sơn supervises; both are linked."""

    office: Office
    phones: Phones

    async def after(self, wait: timedelta) -> dict[str, list[str]]:
        self.office.clock.wind(wait)
        await due.step(self.office.installation)
        return await self.phones.read()

    async def schedule(self, ahead: timedelta) -> Schedule:
        zone = self.office.installation.settings.hotline.zone
        at = (self.office.clock.now() + ahead).astimezone(zone)
        times = DrillTimes(QUANG_TRUC, Urgency.EMERGENCY, WEEK, at.weekday(), time(at.hour, at.minute))
        return await drill.schedule(self.office.installation, times)

    async def thin(self) -> list[tuple[str, ...]]:
        return [one.officers for one in await roster_view.thin_ahead(self.office.installation)]


@asynccontextmanager
async def drilled_in(directory: Path, *, url: str | None = None, toml: str = "") -> AsyncIterator[Drilled]:
    quiet = "[duty]\nconfirm_starts = false\n"
    async with open_office(directory, url=url, toml=quiet + toml) as office:
        phones = Phones(office)
        await phones.link(await office.officer("An"))
        await phones.link(await office.officer("Son", LAM_DONG, "supervisor"))
        first, last = (f"{office.clock.now() + days * DAY:%Y-%m-%dT%H:%M}" for days in (-1, 365))
        rows = f"{QUANG_TRUC},{first},{last},an,on_duty"
        await duty.import_roster(office.installation, f"unit,from,until,username,place\n{rows}\n")
        yield Drilled(office, phones)


@pytest.fixture
async def drilled(tmp_path: Path) -> AsyncIterator[Drilled]:
    async with drilled_in(tmp_path / "var") as one:
        yield one


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_a_drill_comes_round_ends_and_is_remembered(
    tmp_path: Path, request: pytest.FixtureRequest, database: str
) -> None:
    url = request.getfixturevalue("postgres_url") if database == "postgresql" else None
    async with drilled_in(tmp_path / "var", url=url) as drilled:
        here = drilled.office.installation
        await drilled.schedule(2 * MINUTE)
        assert await drilled.thin() == []

        assert (await drilled.after(3 * MINUTE)).keys() == {"an"}
        [past] = await drill.results(here, QUANG_TRUC)
        assert past.running
        await drilled.after(21 * MINUTE)

        [past] = await drill.results(here, QUANG_TRUC)
        outcomes = {one.username: one.outcome for one in past.results}
        # Nothing could come to Sơn's phone before the drill was over.
        assert outcomes == {"an": Outcome.UNANSWERED, "son": Outcome.RELIEVED}
        assert not past.running
        assert await drill.results(here, TUY_DUC) == []
        assert await drilled.thin() == [("an",)]


async def test_a_drill_is_put_off_while_a_report_waits(drilled: Drilled) -> None:
    for value in ("q:role:citizen", "q:danger_now:now", "q:category:hit", "q:child_age:7_10"):
        await drilled.office.presses("4711", value)
    await drilled.office.says("4711", "Quảng Trực")
    drilled.office.parcels.clear()
    made = await drilled.schedule(2 * MINUTE)

    await drilled.after(3 * MINUTE)

    assert await drill.results(drilled.office.installation) == []
    [schedule] = await drill.schedules(drilled.office.installation)
    assert schedule.due_at == drilled.office.clock.now() + PUT_OFF
    assert await drill.stop(drilled.office.installation, made.id)
    assert await drill.schedules(drilled.office.installation) == []


async def test_a_newly_linked_messenger_makes_good_a_failed_drill(drilled: Drilled) -> None:
    await drill.begin(drilled.office.installation, QUANG_TRUC, Urgency.EMERGENCY)
    await drilled.phones.read()
    await drilled.after(21 * MINUTE)
    assert await drilled.thin() == [("an",)]
    here = drilled.office.installation
    an = next(one for one in await access.everybody(here) if one.username == "an")
    assert await access.weakness_of(here, an) == "drill"

    await drilled.phones.links_anew("an")

    assert await drilled.thin() == []
    assert await access.weakness_of(here, an) is None


async def test_where_two_messengers_are_possible_one_is_too_few(tmp_path: Path) -> None:
    async with drilled_in(tmp_path / "var", toml=TWO_MESSENGERS) as drilled:
        assert await drilled.thin() == [("an",)]
