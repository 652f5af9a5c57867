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


def for_people(made: Founded, desk: str | None = None) -> str:
    """What was made, where, and what to do next, in five lines. `desk`: where the console answers already."""
    directory = made.recovery_key_file.parent.absolute()
    log_in = f"log in at {desk}/" if desk else "run `langnghe serve`, log in to the console"
    return (
        f"A new installation lies in {directory}: keys, database, one administrator.\n"
        f"Administrator: {made.username}\n"
        f"One-time password: {made.password}\n"
        "Recovery key, to print twice, seal, give to two people and then delete: "
        f"{made.recovery_key_file}\n"
        f"Next: {log_in}, add officers (`langnghe officer add`); `langnghe doctor` tells what is missing."
    )


def _for_program(made: Founded) -> str:
    return json.dumps(
        {
            "administrator": {"username": made.username, "password": made.password},
            "recovery_key_file": str(made.recovery_key_file),
        }
    )
