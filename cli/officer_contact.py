"""`langnghe officer contact`: by what an officer is paged; add an address, confirm it, remove it."""

import json

import click

from cli import opening
from cli.options import Where, placed
from handlers import access, contacts
from handlers.contacts import Contact
from handlers.installation import Installation
from hotline.alert.alert import Urgency
from hotline.errors import NotFound
from hotline.ids import ContactMethodId, OfficerId
from hotline.messages import Say

_BY = "operator"


@click.command("contact")
@click.argument("username")
@click.option(
    "--add", nargs=2, metavar="CHANNEL ADDRESS", help="Send a code there, like: email an@example.vn"
)
@click.option("--confirm", metavar="CODE", help="The code that arrived there; from now on pages do too.")
@click.option("--remove", type=int, metavar="NUMBER", help="Page the officer there no more.")
@click.option(
    "--order",
    nargs=2,
    metavar="URGENCY WORDS",
    help='In which order, like: emergency "telegram email+1m sms+2m"; "" for the default.',
)
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
@click.pass_context
def contact(
    ctx: click.Context,
    where: Where,
    *,
    username: str,
    add: tuple[str, str] | None,
    confirm: str | None,
    remove: int | None,
    order: tuple[str, str] | None,
    as_json: bool,
) -> None:
    """Show by what an officer is paged, or change it. Messengers are linked by `officer link`."""

    async def act(office: Installation) -> tuple[list[str], bool, list[Contact]]:
        told: list[Say] = []
        if add is not None:
            told.append(await contacts.add(office, username, *add, by=_BY))
        if confirm is not None:
            told.append(await contacts.confirm(office, username, confirm, by=_BY))
        if remove is not None:
            told.append(await contacts.remove(office, username, ContactMethodId(remove), by=_BY))
        if order is not None:
            urgency, way = order
            said = await contacts.set_order(office, username, _urgency(urgency), way.split(), by=_BY)
            told += [said] if said is not None else []
        words = [office.texts.catalog.text("en", say) for say in told]
        done = all(say.id in contacts.DONE for say in told)
        return words, done, await contacts.of_officer(office, await _id_of(office, username))

    words, done, found = opening.with_installation(where.settings(), where.directory, act)
    if as_json:
        click.echo(json.dumps({"told": words, "contacts": [_facts(one) for one in found]}))
    else:
        click.echo("\n".join((*words, *map(_line, found))), nl=bool(words or found))
    if not done:
        ctx.exit(1)


def _urgency(word: str) -> Urgency:
    try:
        return Urgency(word)
    except ValueError:
        raise click.BadParameter(f"{word} is no urgency; write one of {', '.join(Urgency)}") from None


async def _id_of(office: Installation, username: str) -> OfficerId:
    for one in await access.everybody(office):
        if one.username == username:
            return one.id
    raise NotFound(f"{username}: there is no officer of this name")


def _facts(one: Contact) -> dict[str, object]:
    return {
        "number": one.id,
        "channel": one.channel,
        "confirmed": one.linked_at is not None,
        "works": one.works,
    }


def _line(one: Contact) -> str:
    state = "works" if one.works else "does not work" if one.linked_at else "waits for its code"
    return f"{one.id:>4}  {one.channel:<10} {state}"
