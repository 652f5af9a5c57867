"""`langnghe drill`: a marked test alert that goes the whole real way, and what came of it."""

import json
from datetime import timedelta

import click

from cli import opening
from cli.drill_times import commands, taking
from cli.options import Where, placed
from handlers import drill, units
from handlers.drill import Drill, Result
from handlers.installation import Installation
from hotline.alert.alert import Urgency

_COLUMNS = ("paged", "accepted", "acknowledged", "opened")


@click.group("drill", invoke_without_command=True)
@click.option("--unit", help="Whose officers are tried: a unit's code (24736) or its name.")
@click.option(
    "--urgency", type=click.Choice([one.value for one in Urgency]), default="urgent", show_default=True
)
@click.option("--show", type=int, metavar="NUMBER", help="What came of an earlier drill.")
@click.option("--end", type=int, metavar="NUMBER", help="End a drill that nobody has taken.")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
@click.pass_context
def command(
    ctx: click.Context,
    where: Where,
    *,
    unit: str | None,
    urgency: str,
    show: int | None,
    end: int | None,
    as_json: bool,
) -> None:
    """Page a unit's officers for nothing, and see how fast they are."""
    if ctx.invoked_subcommand is not None:
        if unit is not None or show is not None or end is not None:
            raise click.UsageError(f"{ctx.invoked_subcommand} takes its own options, after its name")
        ctx.obj = where
        return
    if sum(one is not None for one in (unit, show, end)) != 1:
        raise click.UsageError("give one of --unit, --show and --end")

    async def act(office: Installation) -> Drill:
        if show is not None:
            return await drill.shown(office, show)
        if end is not None:
            return await drill.end(office, end)
        code = await units.named(office, unit or "")
        return await drill.begin(office, code, Urgency(urgency))

    found = opening.with_installation(where.settings(), where.directory, act)
    click.echo(_for_program(found) if as_json else _for_people(found))
    if unit is not None and not any(one.paged is not None for one in found.results):
        click.echo("Nobody could be paged: see `langnghe doctor` and `langnghe roster show`.", err=True)
        ctx.exit(1)


def _for_people(found: Drill) -> str:
    lines = [f"Drill #{found.number}, {found.unit_name}, {found.urgency}: {found.state}"]
    if found.results:
        lines.append(f"{'':<20}" + "".join(f"{column:<14}" for column in _COLUMNS))
    lines += [
        f"{one.username:<20}" + "".join(f"{taking(time):<14}" for time in _times(one).values())
        for one in found.results
    ]
    if found.state != "closed":
        if not found.served:
            lines.append("`langnghe serve` does not run: the pages go out when it starts.")
        lines.append(f"See again with: langnghe drill --show {found.number}")
    return "\n".join(line.rstrip() for line in lines)


def _times(one: Result) -> dict[str, timedelta | None]:
    return {column: getattr(one, column) for column in _COLUMNS}


def _for_program(found: Drill) -> str:
    officers = [
        {"username": one.username, "name": one.name}
        | {
            f"{column}_after_seconds": None if time is None else round(time.total_seconds(), 3)
            for column, time in _times(one).items()
        }
        for one in found.results
    ]
    facts = {
        "number": found.number,
        "unit": found.unit,
        "unit_name": found.unit_name,
        "urgency": found.urgency,
        "state": found.state,
        "begun_at": f"{found.begun_at:%Y-%m-%dT%H:%M:%SZ}",
        "served": found.served,
        "officers": officers,
    }
    return json.dumps(facts, ensure_ascii=False)


for each in commands:
    command.add_command(each)
