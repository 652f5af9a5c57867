"""`langnghe backup`: everything that must survive the machine, sealed to the recovery key."""

import json
from pathlib import Path

import click

from cli import opening
from cli.options import Where, placed
from cli.progress import progress
from handlers import backup
from handlers.backup import Contents
from handlers.installation import Installation


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def command(where: Where, *, file: Path, as_json: bool) -> None:
    """Write a backup to FILE, also while the hotline serves; only the recovery key opens it."""
    settings = where.settings()
    paths = opening.paths_of(settings, where.directory)

    async def act(office: Installation) -> Contents:
        with progress("Writing the backup", quiet=as_json) as told:
            return await backup.write(office, paths.url, file, told)

    try:
        contents = opening.with_installation(settings, where.directory, act)
        size = file.stat().st_size
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}; no backup was written") from error
    if as_json:
        click.echo(json.dumps({"file": str(file), "bytes": size} | facts(contents)))
        return
    click.echo(
        f"{file} ({size / 2**20:.1f} MiB) holds {in_words(contents)}.\n"
        "Only the recovery key opens it, so it may lie anywhere; keep it on another machine.\n"
        f"The audit log ended with {contents.audit_head}"
    )


def facts(contents: Contents) -> dict[str, object]:
    """What a program is told about a backup."""
    return {
        "made_at": contents.made_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "officers": contents.officers,
        "shifts": contents.shifts,
        "reports": contents.reports,
        "open_alerts": contents.open_alerts,
        "audit_head": contents.audit_head,
    }


def in_words(contents: Contents) -> str:
    """The same for a person."""
    return (
        f"{contents.officers} officer(s), {contents.shifts} shift(s), {contents.reports} report(s), "
        f"{contents.open_alerts} open alert(s)"
    )
