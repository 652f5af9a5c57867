"""A poster is counted by month and place, and is on no report."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers import posters
from storage.schema import Tx, metadata
from tests.office import Office, open_office

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var") as one:
        yield one


async def test_what_was_followed_is_counted_and_small_counts_are_hidden(office: Office) -> None:
    inst = office.installation
    school = await posters.hang(inst, "24736", "Trường")
    market = await posters.hang(inst, "24736", "Chợ")
    for number in range(5):
        await office.commands(f"lan{number}", f"start {school}")
    await posters.followed(inst, market)
    await posters.followed(inst, "nobody")
    await office.commands("lan", "start nobody")

    found = {one.place: dict(one.months) for one in await posters.places(inst)}

    assert found == {"Trường": {NOVEMBER: 5}, "Chợ": {NOVEMBER: "<5"}}


async def test_the_code_stands_nowhere_but_with_its_place(office: Office) -> None:
    code = await posters.hang(office.installation, "24736", "Trường")
    for text in (f"/start {code}", "x"):
        await office.commands("lan", text.removeprefix("/"))

    def tables_with(tx: Tx) -> set[str]:
        rows = {table.name: tx.connection.execute(table.select()).all() for table in metadata.sorted_tables}
        return {name for name, found in rows.items() if code in str(found)}

    assert await office.installation.reader.read(tables_with) == {"poster", "tally"}
