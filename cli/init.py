"""`langnghe init`: make an installation and show its first credentials once."""

import json

import click

from bot.clock import SystemClock
from cli import opening
from cli.options import Where, placed
from handlers.founding import Founded


@click.command("init")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def command(where: Where, *, as_json: bool) -> None:
    """Make an installation in an unused directory."""
    settings = where.settings()
    texts = opening.read_texts(settings)
    made = opening.found(settings, opening.paths_of(settings, where.directory), texts, SystemClock())
    click.echo(_for_program(made) if as_json else for_people(made))


def for_people(made: Founded) -> str:
    """The credentials, in five lines."""
    return (
        f"A new installation lies in {made.recovery_key_file.parent}.\n"
        f"Administrator: {made.username}\n"
        f"One-time password: {made.password}\n"
        f"Recovery key: {made.recovery_key_file}\n"
        "Print the recovery key twice, seal it, give it to two people, then delete the file."
    )


def _for_program(made: Founded) -> str:
    return json.dumps(
        {
            "administrator": {"username": made.username, "password": made.password},
            "recovery_key_file": str(made.recovery_key_file),
        }
    )
