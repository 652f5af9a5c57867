"""Numbers by day, and links that work once, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.database import sync_engine
from storage.ids import IdSource
from storage.keys.keyring import Keyring
from storage.migrate import migrate
from storage.schema import Tx
from storage.tables import ack_link_use, tally

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/rows.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    made = sync_engine(url)
    migrate(made)
    yield made
    made.dispose()


def test_numbers_add_up_by_day_and_links_are_used_once(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        tx = Tx(connection, Keyring.create(tmp_path / "keys"), IdSource())
        for name, day, count in (("a", 0, 2), ("a", 0, 3), ("a", 1, 1), ("b", 0, 9)):
            tally.add(tx, name, MONDAY + timedelta(days=day), count)
        uses = [ack_link_use.use(tx, key, NOW) for key in (b"1", b"1", b"2")]
        found = dict(tally.of_days(tx, "a", MONDAY))
        ack_link_use.forget_before(tx, NOW + timedelta(minutes=30))

        assert found == {MONDAY: 5, MONDAY + timedelta(days=1): 1}
        assert uses == [True, False, True]
        assert not ack_link_use.is_used(tx, b"1")
