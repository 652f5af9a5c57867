"""`langnghe drill schedule|list|stop|results`: drills that come round by themselves, and their results."""

import json
from datetime import time, timedelta
from typing import Final

import click

from cli import opening
from cli.options import Where, placed
from handlers import drill, units
from handlers.drill import Past, Result
from handlers.installation import Installation
from hotline.alert.alert import Urgency
from hotline.duty.drill_times import LAST_DAY_OF_ANY_MONTH, MONTH, WEEK, DrillTimes, is_quiet
from hotline.settings import Settings
from storage.tables.drill import Schedule

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print it for a program.")


@click.command("schedule")
@click.option("--unit", required=True, help="Whose officers are tried: a unit's code (24736) or its name.")
@click.option(
    "--urgency", type=click.Choice([one.value for one in Urgency]), default="urgent", show_default=True
)
@click.option("--every", type=click.Choice([MONTH, WEEK]), default=MONTH, show_default=True)
@click.option("--on", required=True, help="A day of the month, 1 to 28; or of the week: mon, tue, …")
@click.option("--at", required=True, help="Local time, like 09:30.")
@click.option("--at-night", is_flag=True, help="Between 21:00 and 7:00 too.")
@_JSON
@placed
def schedule(
    where: Where, *, unit: str, urgency: str, every: str, on: str, at: str, at_night: bool, as_json: bool
) -> None:
    """Hold a drill every month, or every week."""
    day, when = _day(every, on), _time(at)
    if is_quiet(when) and not at_night:
        raise click.UsageError(f"{at} is at night; add --at-night if you mean it")
    settings = where.settings()

    async def act(office: Installation) -> Schedule:
        code = await units.named(office, unit)
        return await drill.schedule(office, DrillTimes(code, Urgency(urgency), every, day, when))

    made = opening.with_installation(settings, where.directory, act)
    click.echo(json.dumps(_facts(settings, made)) if as_json else _line(settings, made))


@click.command("list")
@_JSON
@placed
def list_(where: Where, *, as_json: bool) -> None:
    """Show the schedules, the next drill first."""
    settings = where.settings()
    found = opening.with_installation(settings, where.directory, drill.schedules)
    if as_json:
        click.echo(json.dumps([_facts(settings, one) for one in found]))
        return
    click.echo("\n".join(_line(settings, one) for one in found) or "No drill is scheduled.")


@click.command("stop")
@click.argument("number", type=int)
@placed
@click.pass_context
def stop(ctx: click.Context, where: Where, *, number: int) -> None:
    """Hold no more drills by this schedule; a drill under way goes on."""

    async def act(office: Installation) -> bool:
        return await drill.stop(office, number)

    if opening.with_installation(where.settings(), where.directory, act):
        click.echo(f"Schedule {number} is stopped.")
        return
    click.echo(f"There is no schedule {number}: see `langnghe drill list`.", err=True)
    ctx.exit(1)


@click.command("results")
@click.option("--unit", help="Only of this unit.")
@_JSON
@placed
def results(where: Where, *, unit: str | None, as_json: bool) -> None:
    """Show how officers fared in the last drills."""
    settings = where.settings()

    async def act(office: Installation) -> list[Past]:
        return await drill.results(office, await units.named(office, unit) if unit else None)

    found = opening.with_installation(settings, where.directory, act)
    if as_json:
        click.echo(json.dumps([_past_facts(one) for one in found], ensure_ascii=False))
        return
    click.echo("\n".join(_past(settings, one) for one in found) or "There was no drill yet.")


commands: Final = (schedule, list_, stop, results)


def taking(after: timedelta | None) -> str:
    """How long it took, for people."""
    if after is None:
        return "-"
    seconds = round(after.total_seconds())
    return f"{seconds}s" if seconds < 120 else f"{seconds // 60}m {seconds % 60:02}s"


def _day(every: str, on: str) -> int:
    if every == WEEK:
        if on in _DAYS:
            return _DAYS.index(on)
        raise click.UsageError(f"--on {on} is no day of the week; write one of {', '.join(_DAYS)}")
    if on.isascii() and on.isdigit() and 1 <= int(on) <= LAST_DAY_OF_ANY_MONTH:
        return int(on)
    raise click.UsageError(f"--on {on} is no day of every month; write 1 to {LAST_DAY_OF_ANY_MONTH}")


def _time(words: str) -> time:
    try:
        return time.fromisoformat(words).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise click.UsageError(f"--at {words} is no time like 09:30") from None


def _facts(settings: Settings, one: Schedule) -> dict[str, object]:
    times = one.times
    return {
        "schedule": one.id,
        "unit": times.unit,
        "urgency": times.urgency.value,
        "every": times.every,
        "on": _DAYS[times.on] if times.every == WEEK else times.on,
        "at": f"{times.at:%H:%M}",
        "next": f"{one.due_at.astimezone(settings.hotline.zone):%Y-%m-%dT%H:%M}",
    }


def _line(settings: Settings, one: Schedule) -> str:
    facts = _facts(settings, one)
    return (
        f"{facts['schedule']:<4} {facts['unit']:<6} {facts['urgency']:<10} every {facts['every']}, "
        f"{facts['on']}, {facts['at']}; next {facts['next']}"
    )


def _past_facts(one: Past) -> dict[str, object]:
    return {
        "number": one.number,
        "unit": one.unit,
        "begun_at": f"{one.begun_at:%Y-%m-%dT%H:%M:%SZ}",
        "running": one.running,
        "officers": [
            {
                "username": each.username,
                "outcome": each.outcome,
                **{f"{name}_after_seconds": _seconds(time) for name, time in _times(each).items()},
            }
            for each in one.results
        ],
    }


def _past(settings: Settings, one: Past) -> str:
    head = f"#{one.number} {one.unit} {one.begun_at.astimezone(settings.hotline.zone):%Y-%m-%dT%H:%M}"
    if one.running:
        return f"{head} under way: langnghe drill --show {one.number}"
    return "\n".join([head, *(_fared(each) for each in one.results)])


def _fared(one: Result) -> str:
    times = ", ".join(f"{name} {taking(time)}" for name, time in _times(one).items())
    return f"  {one.username:<20} {one.outcome or '':<12} {times}"


def _times(one: Result) -> dict[str, timedelta | None]:
    return {
        "paged": one.paged,
        "accepted": one.accepted,
        "acknowledged": one.acknowledged,
        "opened": one.opened,
    }


def _seconds(after: timedelta | None) -> float | None:
    return None if after is None else round(after.total_seconds(), 3)
