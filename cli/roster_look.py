"""`langnghe roster preview|coverage`: whom a page would reach, and what the roster lacks."""

import json
from datetime import date, datetime

import click

from cli import opening
from cli.faults import in_english
from cli.options import Where, placed
from handlers import roster_view, units
from handlers.installation import Installation
from handlers.roster_view import Month
from hotline.alert.alert import Urgency
from hotline.duty.coverage import Span
from hotline.duty.preview import PreviewStep
from hotline.duty.roster_faults import Faults
from hotline.duty.roster_words import moment_written, month_written
from hotline.settings import Settings

_UNIT = click.option("--unit", required=True, help="The unit's code, or its name if only one has it.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print it for a program.")


@click.command("preview")
@_UNIT
@click.option("--urgency", type=click.Choice([one.value for one in Urgency]), default="emergency")
@click.option("--at", "words", help="Local time like 2026-11-23T22:00; now if left out.")
@_JSON
@placed
@click.pass_context
def preview(
    ctx: click.Context, where: Where, *, unit: str, urgency: str, words: str | None, as_json: bool
) -> None:
    """Say who would be paged, step by step, if nobody acted; exit code 1 if nobody. Nothing is sent."""
    settings = where.settings()
    at = _moment(settings, words)

    async def act(office: Installation) -> list[PreviewStep]:
        code = await units.named(office, unit)
        return await roster_view.foretell(office, code, Urgency(urgency), at or office.now())

    steps = opening.with_installation(settings, where.directory, act)
    if as_json:
        click.echo(json.dumps([_facts(settings, step) for step in steps], ensure_ascii=False))
    else:
        click.echo("\n".join(_line(settings, step) for step in steps))
    if not any(step.paged for step in steps):
        ctx.exit(1)


@click.command("coverage")
@_UNIT
@click.option("--month", "words", help="Like 2026-12; this month if left out.")
@_JSON
@placed
@click.pass_context
def coverage(ctx: click.Context, where: Where, *, unit: str, words: str | None, as_json: bool) -> None:
    """Say what part of a month is covered, gaps, thin stretches and overload; exit code 1 if any."""
    settings = where.settings()
    first = _month(words)

    async def act(office: Installation) -> Month:
        code = await units.named(office, unit)
        today = office.now().astimezone(settings.hotline.zone).date()
        return await roster_view.month(office, code, first or today.replace(day=1))

    month = opening.with_installation(settings, where.directory, act)
    facts = _month_facts(settings, month)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else _for_people(settings, month))
    if month.coverage.gaps or month.coverage.thin or any(load.overloaded for load in month.coverage.loads):
        ctx.exit(1)


def _moment(settings: Settings, words: str | None) -> datetime | None:
    if words is None:
        return None
    faults: Faults = []
    at = moment_written("at", words, settings.hotline.zone, faults)
    if faults:
        raise click.UsageError(in_english(opening.read_texts(settings), *faults))
    return at


def _month(words: str | None) -> date | None:
    return None if words is None else month_named(words)


def month_named(words: str) -> date:
    """The month's first day. Raises UsageError."""
    first = month_written(words)
    if first is None:
        raise click.UsageError(f"{words!r} is not a month like 2026-12")
    return first


def _local(settings: Settings, at: datetime) -> str:
    return f"{at.astimezone(settings.hotline.zone):%Y-%m-%dT%H:%M}"


def _facts(settings: Settings, step: PreviewStep) -> dict[str, object]:
    return {
        "after_seconds": round(step.after.total_seconds()),
        "at": _local(settings, step.at),
        "rungs": [rung.value for rung in step.rungs],
        "paged": [one.username for one in step.paged],
        "unreachable": [one.username for one in step.unreachable],
    }


def _line(settings: Settings, step: PreviewStep) -> str:
    names = ", ".join(f"{one.name} ({one.username})" for one in step.paged) or "nobody; the next step at once"
    lost = ", ".join(one.username for one in step.unreachable)
    rungs = "+".join(step.rungs)
    line = f"T+{step.after!s:<16} {_local(settings, step.at)}  {rungs:<12} {names}"
    return f"{line}; without a messenger: {lost}" if lost else line


def _month_facts(settings: Settings, month: Month) -> dict[str, object]:
    usernames = {one.id: one.username for one in month.duty.officers}
    return {
        "unit": month.unit,
        "from": _local(settings, month.from_at),
        "until": _local(settings, month.until_at),
        "percent": month.coverage.percent,
        "gaps": [_span(settings, gap) for gap in month.coverage.gaps],
        "thin": [_span(settings, one) for one in month.coverage.thin],
        "officers": [
            {
                "username": usernames[load.officer],
                "hours": load.hours,
                "nights_in_a_row": load.nights_in_a_row,
                "most_hours_in_a_week": load.most_hours_in_a_week,
                "overloaded": load.overloaded,
            }
            for load in month.coverage.loads
        ],
    }


def _span(settings: Settings, span: Span) -> dict[str, str]:
    return {"from": _local(settings, span.from_at), "until": _local(settings, span.until_at)}


def _for_people(settings: Settings, month: Month) -> str:
    usernames = {one.id: one.username for one in month.duty.officers}
    lines = [f"{month.unit}: {month.coverage.percent:g} % of the time has somebody on duty."]
    lines += [
        f"gap  {_local(settings, gap.from_at)}  {_local(settings, gap.until_at)}"
        for gap in month.coverage.gaps
    ]
    lines += [
        f"thin {_local(settings, one.from_at)}  {_local(settings, one.until_at)}"
        for one in month.coverage.thin
    ]
    lines += [
        f"{usernames[load.officer]:<20} {load.hours:g} h, at most {load.most_hours_in_a_week:g} h in a week, "
        f"{load.nights_in_a_row} night(s) in a row{'  TOO MUCH' if load.overloaded else ''}"
        for load in month.coverage.loads
    ]
    return "\n".join(lines)
