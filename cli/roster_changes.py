"""`langnghe roster rotation|override|cover|leave|changes|undo|day`: what is planned, and what is changed."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

import click

from cli import opening
from cli.faults import in_english
from cli.options import Where, placed
from handlers import duty, roster
from handlers.installation import Installation
from hotline.duty.change_words import RotationWords, SeatWords
from hotline.duty.planning import Change, Leave, Override
from hotline.duty.roster_faults import Faults
from hotline.duty.roster_words import day_written
from hotline.duty.rotation import EVERY_DAY, Rotation
from hotline.duty.working_days import DayKind, SpecialDay
from hotline.ids import OfficerId

_Reading = Callable[[Installation], Awaitable[int | Faults]]
_SEAT = (
    click.option("--unit", required=True, help="The unit's code, or its name if only one has it."),
    click.option("--place", type=click.Choice(["on_duty", "backup"]), default="on_duty", show_default=True),
)
_SPAN = (
    click.option("--from", "from_at", required=True, help="Local time like 2026-11-23T07:00."),
    click.option("--until", "until_at", required=True, help="Local time like 2026-11-23T19:00."),
)


def _with(
    *options: Callable[[Callable[..., None]], Callable[..., None]],
) -> Callable[..., Callable[..., None]]:
    """Add the options to a command, the first on top."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@click.group("rotation")
def rotation() -> None:
    """Crews that take shifts in turns: add, list, remove."""


@rotation.command("add")
@_with(*_SEAT)
@click.option("--begins", "begins_on", required=True, help="The first crew's first day, like 2026-12-01.")
@click.option("--ends", "ends_on", default="", help="The first day without a shift; never if left out.")
@click.option("--from", "from_at", required=True, help="When a shift begins, like 07:00.")
@click.option("--until", "until_at", required=True, help="When it ends; not after --from: on the next day.")
@click.option("--every", "turn_days", type=int, default=1, show_default=True, help="Days of a crew's turn.")
@click.option("--crew", "crews", multiple=True, required=True, help="Usernames with commas; - for nobody.")
@click.option("--weekdays", default="", help="Like mon,tue,wed; every day if left out.")
@click.option("--days", "day_kind", default="", help="working or rest: only such days; all if left out.")
@placed
def add_rotation(where: Where, *, crews: tuple[str, ...], turn_days: int, **words: str) -> None:
    """Add a rotation. One crew and some weekdays make a weekly pattern."""
    asked = RotationWords(crews=crews, turn_days=turn_days, **words)

    async def act(office: Installation) -> int | Faults:
        return await roster.add_rotation(office, asked)

    _change(where, act, "Rotation")


@rotation.command("list")
@placed
def list_rotations(where: Where) -> None:
    """List the rotations with their numbers."""

    async def act(office: Installation) -> tuple[dict[int, Rotation], dict[OfficerId, str]]:
        return await roster.rotations(office), await _usernames(office)

    found, usernames = opening.with_installation(where.settings(), where.directory, act)
    for number, one in found.items():
        click.echo(f"{number:<4} {_rotation_line(one, usernames)}")
    if not found:
        click.echo("There is no rotation; add one with `langnghe roster rotation add`.")


@rotation.command("remove")
@click.argument("number", type=int)
@placed
def remove_rotation(where: Where, *, number: int) -> None:
    """Remove a rotation; nobody is on duty by it any more."""

    async def act(office: Installation) -> bool:
        return await roster.remove_rotation(office, number)

    _gone(opening.with_installation(where.settings(), where.directory, act), f"rotation {number}")


@click.command("override")
@_with(*_SEAT, *_SPAN)
@click.option("--officer", "usernames", multiple=True, help="A username; none at all: nobody is on duty.")
@placed
def override(where: Where, *, usernames: tuple[str, ...], **seat: str) -> None:
    """Put these officers on duty for a while, instead of everybody who is planned."""

    async def act(office: Installation) -> int | Faults:
        return await roster.override(office, SeatWords(**seat), usernames)

    _change(where, act, "Change")


@click.command("cover")
@click.argument("giver")
@click.argument("taker")
@_with(*_SEAT, *_SPAN)
@placed
def cover(where: Where, *, giver: str, taker: str, **seat: str) -> None:
    """Let TAKER stand in for GIVER for a while."""

    async def act(office: Installation) -> int | Faults:
        return await roster.cover(office, SeatWords(**seat), giver, taker)

    _change(where, act, "Change")


@click.command("leave")
@click.argument("username")
@_with(*_SPAN)
@placed
def leave(where: Where, *, username: str, from_at: str, until_at: str) -> None:
    """Take an officer off every duty for a while; what is left open is a gap until somebody covers it."""

    async def act(office: Installation) -> int | Faults:
        return await roster.leave(office, username, from_at, until_at)

    _change(where, act, "Change")


@click.command("changes")
@placed
def changes(where: Where) -> None:
    """List overrides, covers and leave that are not over."""
    settings = where.settings()

    async def act(office: Installation) -> list[str]:
        usernames = await _usernames(office)
        zone = office.settings.hotline.zone

        def local(at: datetime) -> str:
            return f"{at.astimezone(zone):%Y-%m-%dT%H:%M}"

        return [
            f"{one.id:<4} {local(one.change.from_at)}  {local(one.change.until_at)}  "
            f"{_change_line(one.change, usernames)}  (by {one.made_by})"
            for one in await roster.changes(office)
        ]

    lines = opening.with_installation(settings, where.directory, act)
    click.echo("\n".join(lines) or "Nothing is changed.")


@click.command("undo")
@click.argument("number", type=int)
@placed
def undo(where: Where, *, number: int) -> None:
    """Undo a change, as if it had never been made."""

    async def act(office: Installation) -> bool:
        return await roster.undo(office, number)

    _gone(opening.with_installation(where.settings(), where.directory, act), f"change {number}")


@click.group("day")
def day() -> None:
    """Days of the calendar that the government swaps, or that the library doesn't know: set, list, unset."""


@day.command("set")
@click.argument("on")
@click.argument("kind", type=click.Choice([kind.value for kind in DayKind]))
@click.argument("name")
@placed
def set_day(where: Where, *, on: str, kind: str, name: str) -> None:
    """Make a day, like 2027-02-13, a working or a rest day, and say why."""
    special = SpecialDay(_day(on), DayKind(kind), " ".join(name.split())[:100])

    async def act(office: Installation) -> None:
        await roster.put_day(office, special)

    opening.with_installation(where.settings(), where.directory, act)
    click.echo(f"{special.on} is a {special.kind} day.")


@day.command("unset")
@click.argument("on")
@placed
def unset_day(where: Where, *, on: str) -> None:
    """Let a day be what the public calendar says."""
    which = _day(on)

    async def act(office: Installation) -> bool:
        return await roster.remove_day(office, which)

    _gone(opening.with_installation(where.settings(), where.directory, act), f"entry for {on}")


@day.command("list")
@click.argument("year", type=click.IntRange(2000, 2100))
@placed
def list_days(where: Where, *, year: int) -> None:
    """List a year's holidays and swapped days."""

    async def act(office: Installation) -> list[SpecialDay]:
        return await roster.named_days(office, year)

    for one in opening.with_installation(where.settings(), where.directory, act):
        click.echo(f"{one.on}  {one.on:%a}  {one.kind:<7}  {one.name}")


change_commands = (rotation, override, cover, leave, changes, undo, day)


def _change(where: Where, act: _Reading, what: str) -> None:
    """Do it, and say its number; or say everything that is wrong and end with 1."""

    async def said(office: Installation) -> int | str:
        result = await act(office)
        return result if isinstance(result, int) else in_english(office.texts, *result)

    result = opening.with_installation(where.settings(), where.directory, said)
    if isinstance(result, str):
        raise click.ClickException(result)
    click.echo(f"{what} {result} is made.")


def _gone(done: bool, what: str) -> None:  # noqa: FBT001
    if not done:
        raise click.ClickException(f"there is no {what}")
    click.echo(f"The {what} is gone.")


async def _usernames(office: Installation) -> dict[OfficerId, str]:
    people, _ = await duty.coming_shifts(office)
    return {one.id: one.username for one in people.officers}


def _rotation_line(one: Rotation, usernames: dict[OfficerId, str]) -> str:
    crews = " | ".join(",".join(usernames[officer] for officer in crew) or "-" for crew in one.crews)
    until = f" to {one.ends_on}" if one.ends_on else ""
    some = "" if one.weekdays == EVERY_DAY else f" on {','.join(_names(one.weekdays))}"
    kind = f" on {one.day_kind} days" if one.day_kind else ""
    return (
        f"{one.unit:<6} {one.place:<8} {one.from_at:%H:%M}-{one.until_at:%H:%M} from {one.begins_on}{until}"
        f"{some}{kind}, turns of {one.turn_days} day(s): {crews}"
    )


def _names(weekdays: frozenset[int]) -> list[str]:
    return [f"{date(2024, 1, 1 + number):%a}".lower() for number in sorted(weekdays)]


def _change_line(change: Change, usernames: dict[OfficerId, str]) -> str:
    match change:
        case Leave(officer):
            return f"leave of {usernames[officer]}"
        case Override():
            names = ", ".join(usernames[officer] for officer in change.officers) or "nobody"
            return f"{change.unit} {change.place}: {names}"
    return f"{change.unit} {change.place}: {usernames[change.taker]} for {usernames[change.giver]}"


def _day(words: str) -> date:
    found = day_written(words)
    if found is None:
        raise click.BadParameter(f"{words} is not a date like 2027-02-13")
    return found
