"""`langnghe demo`: an invented hotline to look around in, made by one command."""

import asyncio
import json

import click

from cli import opening
from cli.demo_stage import Login, Played, Stage, StageClock
from cli.init import for_people
from cli.options import Where, placed
from handlers import access, alert, founding
from handlers.founding import Founded
from handlers.installation import Installation
from hotline.errors import InstallationInUse
from storage.keys.password import new_one_time_password


@click.command("demo")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def command(where: Where, *, as_json: bool) -> None:
    """Fill an empty installation with invented officers, rosters and alerts."""
    made, password, played = asyncio.run(_demo(where))
    if as_json:
        click.echo(_for_program(password, played))
        return
    if made is not None:
        click.echo(for_people(made))
    click.echo(_for_newcomers(where, password, played))


async def _demo(where: Where) -> tuple[Founded | None, str, Played]:
    settings = where.settings()
    texts = opening.read_texts(settings)
    paths = opening.paths_of(settings, where.directory)
    alone = not founding.is_founded(paths.keys_dir)
    clock = StageClock(past=alone)
    made = opening.found(settings, paths, texts, clock) if alone else None
    office = opening.opened(settings, paths, texts, clock)
    try:
        if made is None:
            await _refuse_if_used(office)
        password = new_one_time_password()
        return made, password, await Stage(office, clock, password).play()
    finally:
        await opening.closed(office)


async def _refuse_if_used(office: Installation) -> None:
    people = await access.everybody(office)
    alerts = await alert.listed(office, people[0], None, None, 1) if len(people) == 1 else None
    if alerts is None or alerts.items:
        raise InstallationInUse(
            "this installation is in use; a demonstration needs an empty one: add --data-dir DIRECTORY"
        )


def _for_newcomers(where: Where, password: str, played: Played) -> str:
    lines = [
        f"\nAll invented: {played.officers} officers, {played.shifts} shifts, {played.alerts} alerts.",
        f"Password of everyone below: {password}",
        *(f"  {one.username:<12} {one.role:<11} {one.unit}" for one in played.logins),
        f"A reporter's receipt code, to try at /status: {played.receipt_code}",
        f"Now run: langnghe serve --data-dir {where.directory}",
    ]
    return "\n".join(lines)


def _for_program(password: str, played: Played) -> str:
    def facts(one: Login) -> dict[str, str]:
        return {"username": one.username, "role": one.role, "unit": one.unit}

    logins = [facts(one) for one in played.logins]
    found = {"password": password, "logins": logins, "receipt_code": played.receipt_code}
    return json.dumps(found, ensure_ascii=False)
