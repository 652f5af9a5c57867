"""The due loop beside a clock that is set: what is due fires once, in order, and none is lost."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.due_loop import DueLoop
from hotline.ids import AlertNumber
from storage.tables import alert as alerts
from storage.tables import audit, deadline, timeline
from tests.clock import MONDAY_MORNING
from tests.office import Office, open_office

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NUMBERS = tuple(AlertNumber(number) for number in (1, 2, 3))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Three emergencies, opened a minute apart; the administrator alone is on the ladder, unlinked."""
    async with open_office(tmp_path / "var") as one:
        yield one


async def red(office: Office, chat: str) -> None:
    """A child in danger: the alert is there at this answer."""
    await office.commands(chat, "start")
    for value in ("q:role:citizen", "q:danger_now:now"):
        await office.presses(chat, value)


async def three(office: Office, loop: DueLoop) -> None:
    for chat in NUMBERS:
        await red(office, str(chat))
        await loop.turn()
        office.clock.wind(timedelta(seconds=7))


async def passes(office: Office, loop: DueLoop, span: timedelta) -> None:
    """Time goes on, second by second."""
    for _ in range(round(span.total_seconds())):
        office.clock.wind(timedelta(seconds=1))
        await loop.turn()


async def looked_at(office: Office, number: AlertNumber) -> int:
    """How often this alert was due."""
    found = await office.installation.reader.read(timeline.events, number)
    return sum(event.kind == "nobody_anywhere" for event in found)


@pytest.mark.parametrize("step", [-HOUR, HOUR, 2 * HOUR])
async def test_a_step_of_the_clock_loses_no_timer_and_fires_none_twice(
    office: Office, step: timedelta
) -> None:
    """Nobody can be reached, so each is due again after thirty seconds, by whatever clock."""
    loop = DueLoop(office.installation)
    await three(office, loop)
    before = [await looked_at(office, number) for number in NUMBERS]

    office.clock.step_wall(step)
    await passes(office, loop, MINUTE)

    after = [await looked_at(office, number) for number in NUMBERS]
    assert [then - now for now, then in zip(before, after, strict=True)] == [2, 2, 2]


async def test_everybody_who_waits_moves_back_with_the_clock_and_deadlines_stay(office: Office) -> None:
    loop = DueLoop(office.installation)
    await red(office, "4711")
    await loop.turn()
    [limit] = await office.installation.reader.read(deadline.of_alerts, [NUMBERS[0]])
    before = await office.installation.reader.read(alerts.load, NUMBERS[0])

    office.clock.step_wall(-HOUR)
    await loop.turn()
    await loop.turn()

    after = await office.installation.reader.read(alerts.load, NUMBERS[0])
    assert before is not None
    assert after is not None
    assert before.alert.due_at is not None
    assert after.alert.due_at == before.alert.due_at - HOUR
    assert await office.installation.reader.read(deadline.of_alerts, [NUMBERS[0]]) == [limit]
    assert limit.ends_at == MONDAY_MORNING + 12 * HOUR
    log = await office.installation.reader.read(lambda tx: list(audit.entries(tx)))
    assert [entry.action for entry in log].count("clock_set_back") == 1


async def test_two_processes_that_see_one_step_move_what_waits_once(office: Office) -> None:
    loops = [DueLoop(office.installation) for _ in range(2)]
    await three(office, loops[0])
    await loops[1].turn()
    before = await office.installation.reader.read(alerts.load, NUMBERS[2])

    office.clock.step_wall(-HOUR)
    for loop in loops:
        await loop.turn()

    after = await office.installation.reader.read(alerts.load, NUMBERS[2])
    assert before is not None
    assert after is not None
    assert before.alert.due_at is not None
    assert after.alert.due_at == before.alert.due_at - HOUR
