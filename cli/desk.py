"""`langnghe desk`: desks of other agencies, like the police, that take duty: add, list."""

import re

import click

from cli import opening
from cli.options import Where, placed
from handlers import desks
from handlers.installation import Installation

_CODE = re.compile(r"[a-z][a-z0-9-]{1,30}", re.ASCII)


@click.group("desk")
def command() -> None:
    """Desks of other agencies, like the police, that take duty: add, list."""


@command.command("add")
@click.argument("code")
@click.option("--name", required=True, help="The agency's name, as officers read it.")
@placed
def add(where: Where, *, code: str, name: str) -> None:
    """Add the desk CODE (small letters, digits, hyphens); then `officer add --unit CODE`."""
    if not _CODE.fullmatch(code):
        raise click.ClickException("CODE: write small letters, digits and hyphens, like cong-an")
    words = " ".join(name.split())
    if not 3 <= len(words) <= 60:
        raise click.ClickException("--name: write the agency's name, of 3 to 60 characters")

    async def act(office: Installation) -> None:
        await desks.add(office, code, words)

    opening.with_installation(where.settings(), where.directory, act)
    click.echo(f"{words} takes duty as {code} now; add officers with `langnghe officer add --unit {code}`.")


@command.command("list")
@placed
def show(where: Where) -> None:
    """List the desks."""
    found = opening.with_installation(where.settings(), where.directory, desks.everything)
    for code, name in found.items():
        click.echo(f"{code:<12} {name}")
    if not found:
        click.echo("There is no desk; add one with `langnghe desk add CODE --name NAME`.")
