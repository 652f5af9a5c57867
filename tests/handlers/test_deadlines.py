"""A case's deadlines: which ones it has, how they are met, and that no breach goes away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from handlers import access, drill, due, roster
from handlers import deadline as handler
from handlers.steps import timekeeping
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.alert.alert import Alert, AlertState, Urgency
from hotline.duty.deadlines import Deadline, State
from hotline.duty.roster import Role
from hotline.duty.working_days import DayKind, SpecialDay
from hotline.ids import AlertNumber
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import audit, deadline
from tests.clock import MONDAY_MORNING
from tests.desk import open_desk
from tests.office import QUANG_TRUC, Office, open_office

ONE = AlertNumber(1)
HOUR = timedelta(hours=1)
VISIT = """
[[deadlines.rules]]
kind = "visit"
name = "Gặp trẻ"
within = "24h"
starts = "acknowledged"
"""


async def red(office: Office) -> None:
    """A child in danger: the alert is there at this answer."""
    await office.commands("4711", "start")
    for value in ("q:role:citizen", "q:danger_now:now"):
        await office.presses("4711", value)


async def found(office: Office) -> Sequence[Deadline]:
    return await office.installation.reader.read(deadline.of_alerts, [ONE])


async def test_the_twelve_hours_run_from_the_red_answer(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await red(office)
        office.clock.wind(timedelta(minutes=10))
        await office.presses("4711", "q:category:hit")

        [one] = await found(office)

        assert (one.kind, one.starts_at) == ("emergency_measures", MONDAY_MORNING)
        assert one.ends_at == MONDAY_MORNING + 12 * HOUR


async def test_a_report_without_danger_has_the_plan_to_draft_and_a_drill_has_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office, open_desk(office) as desk:
        await desk.report()
        await drill.begin(office.installation, QUANG_TRUC, Urgency.EMERGENCY)

        kinds = [one.kind for one in await office.installation.reader.read(deadline.running)]

        assert kinds == ["support_plan"]


async def test_one_that_counts_from_the_acknowledgement_begins_there(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var", toml=VISIT) as office, open_desk(office) as desk:
        an = await desk.officer("An")
        await desk.report()
        before = [one.kind for one in await found(office)]
        office.clock.wind(timedelta(minutes=10))

        await an.post("/alerts/1/ack")

        assert before == ["support_plan"]
        assert [(one.kind, one.ends_at) for one in await found(office)][:1] == [
            ("visit", MONDAY_MORNING + timedelta(hours=24, minutes=10))
        ]


async def test_all_this_holds_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    async with open_office(tmp_path / "var", url=postgres_url) as office:
        await red(office)
        await roster.put_day(office.installation, SpecialDay(date(2026, 11, 25), DayKind.REST, "Nghỉ bù"))
        office.clock.wind(13 * HOUR)
        await due.step(office.installation)
        administrator = next(iter(await access.everybody(office.installation)))

        view, done = await handler.meet(office.installation, administrator, 1, "emergency_measures")

        assert done
        assert view.breached_at == office.clock.now()


async def test_a_day_entered_later_moves_the_limit_only_to_later(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office, open_desk(office) as desk:
        await desk.report()
        [before] = await found(office)
        wednesday = date(2026, 11, 25)
        await roster.put_day(office.installation, SpecialDay(wednesday, DayKind.REST, "Nghỉ bù"))
        [later] = await found(office)

        await roster.remove_day(office.installation, wednesday)

        assert later.ends_at == before.ends_at + timedelta(days=1)
        assert await found(office) == [later]
        log = await office.installation.reader.read(lambda tx: list(audit.entries(tx)))
        assert [entry.action for entry in log].count("deadline_moved") == 1


@pytest.mark.parametrize(
    "change",
    [
        "SET breached_at = NULL",
        "SET state = 'met', due_at = NULL, met_by = 1, met_at = ends_at + 1, breached_at = NULL",
        "SET state = 'met', due_at = NULL, met_at = NULL",
        "SET due_at = NULL",
        "SET ends_at = ends_at + 999999999",
    ],
)
async def test_the_database_refuses_to_take_a_breach_back(tmp_path: Path, change: str) -> None:
    async with open_office(tmp_path / "var") as office:
        await red(office)
        office.clock.wind(13 * HOUR)
        await due.step(office.installation)
        assert (await found(office))[0].breached_at == office.clock.now()

        def run(tx: Tx) -> None:
            tx.connection.execute(text(f"UPDATE deadline {change}"))

        with pytest.raises(IntegrityError):
            await office.installation.writer.do(run)


async def test_what_is_stored_never_loses_a_breach(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await red(office)
        [before] = await found(office)
        office.clock.wind(13 * HOUR)
        await due.step(office.installation)

        await office.installation.writer.do(deadline.change, before)

        assert (await found(office))[0].breached_at == office.clock.now()


async def test_of_a_deadline_that_was_met_nobody_hears_any_more(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await red(office)
        administrator = next(iter(await access.everybody(office.installation)))

        await handler.meet(office.installation, administrator, 1, "emergency_measures")

        assert await office.installation.reader.read(deadline.next_due) is None


async def test_deadlines_end_with_their_case_and_go_on_when_it_is_opened_again(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await red(office)
        stored = await office.installation.reader.read(alerts.load, ONE)
        assert stored is not None
        is_open, closed = stored.alert, replace(stored.alert, state=AlertState.CLOSED, due_at=None)

        def follow(tx: Tx, before: Alert, after: Alert) -> None:
            timekeeping.follow(scene(tx, office.installation, office.clock.now()), before, after)

        await office.installation.writer.do(follow, is_open, closed)
        [ended] = await found(office)
        await office.installation.writer.do(follow, closed, is_open)
        [again] = await found(office)

        assert (ended.state, ended.due_at) == (State.ENDED, None)
        assert (again.state, again.due_at) == (State.RUNNING, office.clock.now())


async def test_a_deadline_whose_case_was_closed_otherwise_ends_when_it_is_due(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await red(office)

        def close(tx: Tx) -> None:
            tx.connection.execute(text("UPDATE alert SET state = 'closed', due_at = NULL, closed_at = 1"))

        await office.installation.writer.do(close)
        office.clock.wind(13 * HOUR)
        await due.step(office.installation)

        [one] = await found(office)
        assert (one.state, one.breached_at) == (State.ENDED, office.clock.now())


async def test_what_another_process_looked_at_or_an_officer_met_stays_as_it_is(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await office.officer("An")
        await red(office)
        administrator = next(
            one for one in await access.everybody(office.installation) if one.role is Role.ADMINISTRATOR
        )
        await handler.meet(office.installation, administrator, 1, "emergency_measures")
        [met] = await found(office)

        def look(tx: Tx) -> int:
            here = scene(tx, office.installation, office.clock.now())
            timekeeping.go_on_with_case(here, ONE)
            post = Post(tx, office.installation, here.now)
            return timekeeping.fire(here, [(ONE, "emergency_measures"), (ONE, "no_such")], post)

        assert await office.installation.writer.do(look) == 0
        assert await found(office) == [met]
