"""`langnghe stats`: counts that may be published."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

import click

from cli import opening
from cli.options import Where, placed
from handlers import stats
from handlers.installation import Installation
from handlers.stats import Speed, Statistics
from hotline.catalog import Catalog
from hotline.messages import Say
from hotline.settings import Settings
from hotline.suppression import HIDDEN, SMALLEST

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("stats")
@click.option("--from", "from_day", type=_DAY, help="The first day (2026-11-01); as far back as there is.")
@click.option("--until", "until_day", type=_DAY, help="The last day, which counts too; today.")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def command(where: Where, *, from_day: datetime | None, until_day: datetime | None, as_json: bool) -> None:
    """Count alerts by unit, category and urgency, none of them small enough to point at a child."""
    settings = where.settings()
    first = from_day.date() if from_day else date(2000, 1, 1)
    last = until_day.date() if until_day else datetime.now(settings.hotline.zone).date()
    if last < first:
        raise click.BadParameter(f"{last} is before {first}", param_hint="--until")

    async def act(office: Installation) -> tuple[Statistics, Catalog]:
        begin, end = _midnight(settings, first), _midnight(settings, last + timedelta(days=1))
        return await stats.count(office, begin, end), office.texts.catalog

    found, catalog = opening.with_installation(settings, where.directory, act)
    if as_json:
        click.echo(_for_program(found, None if from_day is None else first, last))
    else:
        click.echo("\n".join(_for_people(found, catalog)))


def _midnight(settings: Settings, day: date) -> datetime:
    """When that day begins at the hotline."""
    return datetime.combine(day, time(), settings.hotline.zone).astimezone(UTC)


def _for_people(found: Statistics, catalog: Catalog) -> Iterator[str]:
    note = f" ({HIDDEN}: fewer than five; other figures are rounded down to fives)"
    yield f"Alerts: {found.published.total}{note if found.published.rounded else ''}"
    for name, table in found.published.tables.items():
        yield f"\nBy {name}:"
        listed = {key: count for key, count in table.items() if count not in (0, HIDDEN)}
        for key, count in listed.items():
            yield f"  {_words(name, key, found, catalog):<40} {count:>6}"
        if len(listed) < len(table):
            yield f"  {'every other:':<40} {HIDDEN if found.published.rounded else 0:>6}"
    yield f"\nMedian time:{'':<17}{'to acknowledge':>16}{'to open':>12}"
    for urgency, speed in found.speeds.items():
        yield f"  {urgency:<26}{_length(speed.acknowledged):>16}{_length(speed.opened):>12}"


def _words(table: str, key: str, found: Statistics, catalog: Catalog) -> str:
    if table == "unit":
        return f"{key} {found.unit_names.get(key, '')}"
    sentence = f"{table}-{key}"
    return f"{key} ({catalog.text(catalog.locales[0], Say(sentence))})" if catalog.has(sentence) else key


def _length(time_: timedelta | None) -> str:
    if time_ is None:
        return "-"
    minutes, seconds = divmod(round(time_.total_seconds()), 60)
    return f"{minutes // 60}h {minutes % 60:02}m" if minutes >= 60 else f"{minutes}m {seconds:02}s"


def _for_program(found: Statistics, first: date | None, last: date) -> str:
    facts = {
        "from": None if first is None else first.isoformat(),
        "until": last.isoformat(),
        "rounded_down_to": SMALLEST if found.published.rounded else 1,
        "total": found.published.total,
        **{f"by_{name}": table for name, table in found.published.tables.items()},
        "median_seconds": _medians(found.speeds),
    }
    return json.dumps(facts, ensure_ascii=False)


def _medians(speeds: Mapping[str, Speed]) -> dict[str, dict[str, float | None]]:
    def seconds(time_: timedelta | None) -> float | None:
        return None if time_ is None else time_.total_seconds()

    return {
        name: {"to_acknowledge": seconds(one.acknowledged), "to_open": seconds(one.opened)}
        for name, one in speeds.items()
    }
