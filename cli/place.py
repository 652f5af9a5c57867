"""`langnghe place`: names of thôn, buôn and bon by which reporters know a commune: add, list, remove."""

import click

from cli import opening
from cli.options import Where, placed
from handlers import local_names
from handlers.installation import Installation
from hotline.ids import UnitCode


@click.group("place")
def command() -> None:
    """Names of thôn, buôn, bon that reporters use: add, list, remove."""


@command.command("add")
@click.argument("name")
@click.option("--unit", required=True, help="The commune's code (24736), or its name if only one has it.")
@placed
def add(where: Where, *, name: str, unit: str) -> None:
    """Let NAME stand for a commune; a running hotline knows it within half a minute."""

    async def act(office: Installation) -> UnitCode:
        return await local_names.add(office, _one_line(name), unit)

    code = opening.with_installation(where.settings(), where.directory, act)
    click.echo(f"{_one_line(name)} stands for {code} now.")


@command.command("list")
@placed
def show(where: Where) -> None:
    """List the names that were added."""
    found = opening.with_installation(where.settings(), where.directory, local_names.everything)
    for name, unit in found:
        click.echo(f"{unit:<6} {name}")
    if not found:
        click.echo("No name was added; add one with `langnghe place add NAME --unit UNIT`.")


@command.command("remove")
@click.argument("name")
@click.option("--unit", required=True, help="The commune's code, or its name if only one has it.")
@placed
def remove(where: Where, *, name: str, unit: str) -> None:
    """Let NAME stand for that commune no more."""

    async def act(office: Installation) -> UnitCode:
        return await local_names.remove(office, _one_line(name), unit)

    code = opening.with_installation(where.settings(), where.directory, act)
    click.echo(f"{_one_line(name)} stands for {code} no more.")


def _one_line(name: str) -> str:
    words = " ".join(name.split())
    if len(words) < 3 or len(words) > 60:
        raise click.ClickException("NAME: write the name of a thôn, buôn or bon, of 3 to 60 characters")
    return words
