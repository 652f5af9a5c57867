"""Statistics: what is counted, what is left out, and how fast alerts were taken."""

from datetime import timedelta
from pathlib import Path

from handlers import alert, case, drill, due, stats
from hotline.alert.alert import Urgency
from hotline.suppression import HIDDEN
from tests.clock import MONDAY_MORNING
from tests.desk import open_desk
from tests.office import QUANG_TRUC, TUY_DUC, Office, open_office

WEEK = timedelta(days=7)


async def told(office: Office, chats: int, place: str = "Quảng Trực", first: int = 0) -> None:
    async with open_desk(office) as desk:
        for chat in range(first, first + chats):
            await desk.report(f"chat {chat}", place=place)


async def test_five_alerts_are_counted_by_unit_category_and_urgency(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await told(office, 5)
        await drill.begin(office.installation, QUANG_TRUC, Urgency.EMERGENCY)

        found = await stats.count(office.installation, MONDAY_MORNING, MONDAY_MORNING + WEEK)

        assert found.published.total == 5
        assert found.published.tables["unit"][QUANG_TRUC] == 5
        assert found.published.tables["category"]["hit"] == 5
        assert found.published.tables["urgency"] == {"emergency": 0, "urgent": 0, "normal": 5, "low": 0}


async def test_what_became_of_deadlines_is_counted(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await told(office, 5)
        office.clock.wind(2 * WEEK)
        await due.step(office.installation)

        found = await stats.count(office.installation, MONDAY_MORNING, MONDAY_MORNING + WEEK)

        tables = found.published.tables
        assert tables["deadline_support_plan"] == {"running": 0, "met": 0, "ended": 0, "missed": 5, "none": 0}
        assert tables["deadline_emergency_measures"]["none"] == 5


async def test_four_alerts_are_fewer_than_five_wherever_one_looks(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await told(office, 4)

        found = await stats.count(office.installation, MONDAY_MORNING, MONDAY_MORNING + WEEK)

        assert found.published.total == HIDDEN
        assert {cell for table in found.published.tables.values() for cell in table.values()} == {HIDDEN}


async def test_one_units_few_alerts_do_not_show_in_another_ones_figure(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await told(office, 6)
        await told(office, 1, "Xã Tuy Đức", first=6)

        tables = (
            await stats.count(office.installation, MONDAY_MORNING, MONDAY_MORNING + WEEK)
        ).published.tables

        assert (tables["unit"][QUANG_TRUC], tables["unit"][TUY_DUC]) == (5, HIDDEN)
        assert tables["urgency"]["normal"] == 5


async def test_alerts_outside_the_days_are_not_counted(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await told(office, 5)

        found = await stats.count(office.installation, MONDAY_MORNING - WEEK, MONDAY_MORNING)

        assert found.published.total == 0


async def test_the_median_time_is_told_once_five_alerts_have_one(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        an = await office.session(await office.officer("An"))
        await told(office, 5)
        for minutes, item in enumerate(
            (await alert.listed(office.installation, an.officer, None, None)).items
        ):
            office.clock.wind(timedelta(minutes=1))
            await alert.acknowledge(office.installation, an.officer, item.number)
            if minutes < 4:
                await case.open_case(office.installation, an.officer, an.seeds, item.number)

        speed = (await stats.count(office.installation, MONDAY_MORNING, MONDAY_MORNING + WEEK)).speeds["all"]

        assert speed.acknowledged == timedelta(minutes=3)
        assert speed.opened is None
