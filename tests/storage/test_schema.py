"""The database that the migrations make is the one that the tables describe, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import ClauseElement, Engine, inspect, text

import storage.tables  # noqa: F401 - defines the tables
from storage.database import sync_engine
from storage.migrate import migrate
from storage.schema import metadata
from tests.postgres import Postgres

Pair = tuple[Engine, Engine]


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_and_described(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Pair]:
    """One database made by the migrations, one by the tables."""
    if request.param == "sqlite":
        yield from _made(f"sqlite:///{tmp_path}/a.sqlite3", f"sqlite:///{tmp_path}/b.sqlite3")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.fresh_database() as first, postgres.fresh_database() as second:
        yield from _made(first, second)


def _made(first: str, second: str) -> Iterator[Pair]:
    migrated, described = sync_engine(first), sync_engine(second)
    migrate(migrated)
    metadata.create_all(described)
    yield migrated, described
    migrated.dispose()
    described.dispose()


def test_the_migrations_make_what_the_tables_describe(migrated_and_described: Pair) -> None:
    """CHECKs too, which Alembic itself doesn't compare."""
    migrated, described = migrated_and_described
    assert _shape(migrated) == _shape(described)


def test_alembic_sees_no_difference(migrated_and_described: Pair) -> None:
    with migrated_and_described[0].connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_twice_changes_nothing(migrated_and_described: Pair) -> None:
    migrated, _ = migrated_and_described
    before = _shape(migrated)
    migrate(migrated)
    assert _shape(migrated) == before


def test_every_sqlite_table_is_strict(tmp_path: Path) -> None:
    engine = sync_engine(f"sqlite:///{tmp_path}/strict.sqlite3")
    migrate(engine)
    with engine.connect() as connection:
        lax = connection.execute(
            text("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
        )
        names = {row.name for row in lax} - {"alembic_version"}
    engine.dispose()
    assert {name for name in names if not name.startswith("sqlite_")} == set()


def _shape(engine: Engine) -> dict[str, Any]:
    """Columns, keys, constraints and indexes by table, in no particular order."""
    inspector = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(table)
            },
            "primary key": inspector.get_pk_constraint(table),
            "checks": _sorted(inspector.get_check_constraints(table)),
            "unique": _sorted(inspector.get_unique_constraints(table)),
            "foreign keys": _sorted(inspector.get_foreign_keys(table)),
            "indexes": _sorted(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _sorted(found: Any) -> list[str]:  # noqa: ANN401 - whatever SQLAlchemy tells of each kind
    return sorted(repr(_plain(each)) for each in found)


def _plain(value: Any) -> Any:  # noqa: ANN401 - the same
    if isinstance(value, dict):
        return sorted((key, _plain(inner)) for key, inner in value.items())
    return str(value) if isinstance(value, ClauseElement) else value
