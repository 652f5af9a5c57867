"""Whatever the process was doing when it was killed: nothing is lost, nothing is turned round."""

from pathlib import Path

import pytest

from tests.climbing import prepared_to_climb
from tests.fakes.telegram import FakeTelegram
from tests.killing import prepared
from tests.serving import OFFICERS, REPORTERS


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_three_kills_under_load_lose_nothing(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Every message is answered in its order, every receipt opens its report, every due page arrives."""
    url = None if database == "sqlite" else request.getfixturevalue("postgres_url")
    async with FakeTelegram(REPORTERS, OFFICERS, keep_calls=False) as telegram:
        killing = await prepared(telegram, tmp_path, url, seed=3)
        await killing.run(kills=3)

    counted = await killing.count()

    assert counted.problems == []
    assert counted.reports >= len(killing.players)
    assert counted.repeats <= counted.most_repeats


async def test_three_processes_share_alerts_and_three_kills_lose_no_page(
    postgres_url: str, tmp_path: Path
) -> None:
    """Every step of every alert fires once, in its order, and its page arrives."""
    async with FakeTelegram(REPORTERS, OFFICERS, keep_calls=False) as telegram:
        climbing = await prepared_to_climb(
            telegram, tmp_path, postgres_url, processes=3, officers=10, each=2, step=1, seed=3
        )
        await climbing.run(kills=3)

    repeats = await climbing.count()

    assert climbing.problems == []
    assert repeats <= climbing.most_repeats
