"""`langnghe restore`: an installation as it was when a backup was made."""

import json
from pathlib import Path

import click

from bot.clock import SystemClock
from cli import opening
from cli.backup import facts, in_words
from cli.options import Where, placed
from cli.progress import progress
from handlers import backup


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--recovery-key",
    "key_file",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The recovery key's file, as it was printed (or typed back from paper).",
)
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def command(where: Where, *, file: Path, key_file: Path, as_json: bool) -> None:
    """Fill an empty data directory (and an empty database) from the backup in FILE."""
    settings = where.settings()
    paths = opening.paths_of(settings, where.directory)
    place = backup.Place(paths.data_dir, paths.keys_dir, paths.url)
    try:
        with progress("Restoring", quiet=as_json) as told:
            contents = backup.restore(place, file, key_file, SystemClock().now(), told)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}; nothing was restored") from error
    if as_json:
        click.echo(json.dumps({"data_dir": str(paths.data_dir)} | facts(contents)))
        return
    made = contents.made_at.astimezone(settings.hotline.zone)
    click.echo(
        f"{paths.data_dir} holds {in_words(contents)}, as of {made:%H:%M %d/%m/%Y}.\n"
        "Passwords, receipt codes and rosters work as before. Alerts that fell due meanwhile are due now:\n"
        "their pages go out as soon as `langnghe serve` runs. Chats that were under way begin anew.\n"
        f"Check the audit log: langnghe audit verify --anchor {contents.audit_head}\n"
        "Take the recovery key's file off this machine again."
    )
