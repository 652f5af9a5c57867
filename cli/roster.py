"""`langnghe roster`: import, show, export."""

import json
from datetime import datetime
from pathlib import Path

import click

from cli import opening
from cli.faults import in_english
from cli.options import Where, placed, write_file
from cli.roster_changes import change_commands
from cli.roster_feed import feed
from cli.roster_look import coverage, month_named, preview
from handlers import duty, roster_view, units
from handlers.installation import Installation
from handlers.roster_view import Thin
from hotline.duty.roster import Duty, Shift
from hotline.duty.roster_file import BadRow
from hotline.settings import Settings

_MOST_WARNINGS = 10


@click.group("roster")
def command() -> None:
    """Who takes pages when."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@placed
@click.pass_context
def import_(ctx: click.Context, where: Where, *, file: Path) -> None:
    """Import shifts from a CSV file (unit,from,until,username,place; local times) or a calendar (.ics)."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: is not UTF-8 text; save it as CSV UTF-8") from None

    async def act(office: Installation) -> tuple[int | list[str], list[Thin]]:
        result = await duty.import_roster(office, text, ical=_is_calendar(file))
        said = result if isinstance(result, int) else [_bad(office, file, row) for row in result]
        return said, await roster_view.thin_ahead(office)

    settings = where.settings()
    result, thin = opening.with_installation(settings, where.directory, act)
    if isinstance(result, int):
        click.echo(f"{result} shift(s) imported.")
        for one in thin[:_MOST_WARNINGS]:
            click.echo(_warning(settings, one), err=True)
        return
    for line in result:
        click.echo(line, err=True)
    click.echo("Nothing was imported.", err=True)
    ctx.exit(1)


@command.command("show")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def show(where: Where, *, as_json: bool) -> None:
    """Show the shifts that are not over."""
    settings = where.settings()
    people, shifts = opening.with_installation(settings, where.directory, duty.coming_shifts)
    rows = [_facts(settings, people, shift) for shift in shifts]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['unit']:<6} {row['from']}  {row['until']}  {row['place']:<8} {row['username']}")
    if not rows:
        click.echo("No shift is planned; import some with `langnghe roster import FILE`.")


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@placed
def export(where: Where, *, file: Path | None) -> None:
    """Write the shifts that are not over, as the file that `import` reads; a calendar if it ends in .ics."""
    written = duty.export_calendar if file and _is_calendar(file) else duty.export_roster
    text = opening.with_installation(where.settings(), where.directory, written)
    if file is None:
        click.echo(text, nl=False)
        return
    write_file(file, text.encode())
    click.echo(f"Written to {file}.")


@command.command("copy-month")
@click.option("--unit", required=True, help="The unit's code, or its name if only one has it.")
@click.option("--from", "source", required=True, help="The month to copy, like 2026-11.")
@click.option("--to", "target", required=True, help="The month to fill, like 2026-12; it must be empty.")
@placed
def copy_month(where: Where, *, unit: str, source: str, target: str) -> None:
    """Lay a month's single shifts over another month, weekday by weekday. Rotations go on by themselves."""
    months = month_named(source), month_named(target)
    settings = where.settings()

    async def act(office: Installation) -> tuple[int | None, list[Thin]]:
        code = await units.named(office, unit)
        return await duty.copy_month(office, code, *months), await roster_view.thin_ahead(office)

    made, thin = opening.with_installation(settings, where.directory, act)
    if made is None:
        raise click.ClickException(f"{target} has single shifts already; nothing was copied")
    click.echo(
        f"{made} shift(s) copied; look over `langnghe roster coverage --unit {unit} --month {target}`."
    )
    for one in thin[:_MOST_WARNINGS]:
        click.echo(_warning(settings, one), err=True)


def _warning(settings: Settings, one: Thin) -> str:
    """The roster stands; whoever keeps it should know."""
    begins, ends = _local(settings, one.span.from_at), _local(settings, one.span.until_at)
    return (
        f"Warning: {one.unit}, {begins} to {ends}: "
        f"only {', '.join(one.officers)} on duty, who may not be reached (no messenger that is tested, one "
        "where two are possible, or the last drill failed)."
    )


def _bad(office: Installation, file: Path, row: BadRow) -> str:
    return f"{_place(file, row)}: {in_english(office.texts, *row.faults)}"


def _place(file: Path, row: BadRow) -> str:
    if row.line == 0:  # the file as a whole
        return str(file)
    return f"{file}, event {row.line}" if _is_calendar(file) else f"{file}:{row.line}"


def _is_calendar(file: Path) -> bool:
    return file.suffix.lower() == ".ics"


def _facts(settings: Settings, people: Duty, shift: Shift) -> dict[str, str]:
    usernames = {officer.id: officer.username for officer in people.officers}
    return {
        "unit": shift.unit,
        "from": _local(settings, shift.from_at),
        "until": _local(settings, shift.until_at),
        "username": usernames[shift.officer],
        "place": shift.place.value,
    }


def _local(settings: Settings, at: datetime) -> str:
    return at.astimezone(settings.hotline.zone).strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00")


for each in (*change_commands, preview, coverage, feed):
    command.add_command(each)
