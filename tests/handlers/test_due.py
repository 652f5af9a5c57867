"""What happens because time has passed, and what is forgotten for good."""

from datetime import timedelta
from pathlib import Path

from handlers import due
from tests.office import open_office


async def test_tidying_leaves_nothing_in_the_write_ahead_log(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await office.commands("1", "start")
        log = tmp_path / "var" / "langnghe.sqlite3-wal"
        assert log.stat().st_size > 0

        await due.tidy(office.installation)

        assert log.stat().st_size == 0


async def test_a_draft_nobody_goes_on_with_is_erased(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await office.commands("1", "start")
        office.clock.wind(timedelta(days=2))

        passed = await due.step(office.installation)

        assert passed.chats_ended == 1
