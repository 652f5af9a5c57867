"""Many rows at once, copied from a real one: a benchmark's reports, alerts and pages to send."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, text

_SERIES = {
    "sqlite": "WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < {count})",
    "postgresql": "WITH series(i) AS (SELECT generate_series(1, {count}))",
}


def copy(connection: Connection, table: Table, count: int, changed: Mapping[str, str]) -> None:
    """Copy the table's first row so often; `changed` is SQL by column, `i` the copy's number from 1 on."""
    names = ", ".join(column.name for column in table.c)
    values = ", ".join(changed.get(column.name, f"model.{column.name}") for column in table.c)
    [key] = [column.name for column in table.primary_key]
    series = _SERIES[connection.dialect.name].format(count=count)
    connection.execute(
        text(
            f"{series} INSERT INTO {table.name} ({names}) SELECT {values} FROM series, "  # noqa: S608 - our own words
            f"(SELECT * FROM {table.name} ORDER BY {key} LIMIT 1) AS model"
        )
    )


def blob_of_number(connection: Connection) -> str:
    """SQL for some bytes that differ from copy to copy."""
    if connection.dialect.name == "sqlite":
        return "CAST(printf('%032d', i) AS BLOB)"
    return "convert_to(lpad(i::text, 32, '0'), 'UTF8')"


def copy_reports(connection: Connection, report: Table, count: int, first_id: int) -> None:
    """So many reports with ids from `first_id` on; nobody can open them."""
    nothing = blob_of_number(connection)
    short = {"public_key": nothing, "receipt_public": nothing, "receipt_lookup": nothing}
    copy(connection, report, count, {"id": f"{first_id} + i", **short})
