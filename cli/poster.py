"""`langnghe poster`: a page to hang up in a school or a commune, and how often such pages were followed."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import click

from cli import opening, poster_page
from cli.options import Where, placed, write_file
from cli.poster_page import Way
from handlers import posters
from handlers.installation import Installation
from handlers.posters import Place
from hotline.settings import Settings


@click.group("poster")
def command() -> None:
    """Posters with QR codes: make one, list where they hang."""


@command.command("make")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--unit", required=True, help="The commune's code (24736), or its name if only one has it.")
@click.option("--place", required=True, help="Where it will hang, such as a school's name.")
@click.option("--telegram", help="The reporters' bot's name on Telegram, without @.")
@click.option("--zalo", help="The address of the reporters' bot on Zalo (https://zalo.me/...).")
@placed
def make(where: Where, *, file: Path, unit: str, place: str, telegram: str | None, zalo: str | None) -> None:
    """Write an A4 page for this place into FILE (PDF); the same place keeps its code."""
    settings = where.settings()
    name = _one_line(place)
    _check(telegram, zalo)

    async def act(office: Installation) -> tuple[str, bytes]:
        code = await posters.hang(office, unit, name)
        ways = _ways(settings, code, telegram, zalo)
        return code, poster_page.drawn(office.texts.catalog, ways, name)

    code, page = opening.with_installation(settings, where.directory, act)
    write_file(file, page)
    click.echo(f"{file} is for {name}; its code is {code}.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def show(where: Where, *, as_json: bool) -> None:
    """List where posters hang, and how often each was followed in a month; counts under five are «<5»."""
    found = opening.with_installation(where.settings(), where.directory, posters.places)
    if as_json:
        click.echo(json.dumps([_for_program(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        months = ", ".join(f"{month:%Y-%m}: {count}" for month, count in one.months.items())
        click.echo(f"{one.code}  {one.unit:<6} {one.unit_name}, {one.place}  {months or '-'}")
    if not found:
        click.echo("No poster was made; make one with `langnghe poster make FILE --unit UNIT --place PLACE`.")


def _ways(settings: Settings, code: str, telegram: str | None, zalo: str | None) -> Sequence[Way]:
    """The web page first: it is the one that tells nobody who came."""
    web = settings.web.public_url
    if web is None:
        raise settings.bad("web.public_url", "a poster needs the address that people can open; write it")
    ways = [Way("poster-web", f"{web}/?from={code}")]
    if zalo:
        ways.append(Way("poster-zalo", zalo))
    if telegram:
        ways.append(Way("poster-telegram", f"https://t.me/{telegram}?start={code}"))
    return ways


def _check(telegram: str | None, zalo: str | None) -> None:
    if telegram and re.fullmatch(r"[A-Za-z0-9_]{5,32}", telegram) is None:
        raise click.BadParameter("write the bot's name without @", param_hint="--telegram")
    if zalo and re.fullmatch(r"https://zalo\.me/[\w./?=&-]+", zalo) is None:
        raise click.BadParameter("write an address that begins with https://zalo.me/", param_hint="--zalo")


def _one_line(place: str) -> str:
    words = " ".join(place.split())
    if not 2 <= len(words) <= 80:
        raise click.BadParameter("write where it will hang, in 2 to 80 characters", param_hint="--place")
    return words


def _for_program(one: Place) -> dict[str, object]:
    months = {f"{month:%Y-%m}": count for month, count in one.months.items()}
    return {"code": one.code, "unit": one.unit, "place": one.place, "months": months}
