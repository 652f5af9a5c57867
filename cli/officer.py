"""`langnghe officer`: add, list, link, contact, disable."""

import json
from collections.abc import Mapping, Sequence

import click

from cli import opening
from cli.officer_contact import contact
from cli.options import Where, placed
from handlers import access, contacts, units
from handlers.contacts import Way
from handlers.installation import Installation
from hotline.address import is_mail_address
from hotline.alert.alert import Urgency
from hotline.durations import format_duration
from hotline.duty.roster import Officer, Role


@click.group("officer")
def command() -> None:
    """Officers: add, list, link a messenger, disable."""


command.add_command(contact)


@command.command("add")
@click.option("--name", required=True, help="The officer's name, as colleagues know it.")
@click.option("--unit", required=True, help="A unit's code (24736), or its name if only one has it.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--email", help="Where pages may go: confirm it with `officer contact`.")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def add(where: Where, *, name: str, unit: str, role: str, email: str | None, as_json: bool) -> None:
    """Add an officer; the password must be changed at first use, the code works 15 minutes."""
    settings = where.settings()
    called = " ".join(name.split())
    if not called:
        raise click.BadParameter("write the officer's name", param_hint="--name")
    if email is not None and not is_mail_address(email):
        raise click.BadParameter("is no mail address, like an@example.vn", param_hint="--email")

    async def act(office: Installation) -> access.Added:
        code = await units.named(office, unit)
        return await access.add_officer(office, called, code, role, email=email)

    added = opening.with_installation(settings, where.directory, act)
    facts = {
        "id": added.id,
        "username": added.username,
        "password": added.password,
        "link_code": added.link_code,
    }
    click.echo(json.dumps(facts) if as_json else _lines(facts))


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def show(where: Where, *, as_json: bool) -> None:
    """List the officers."""

    async def act(office: Installation) -> list[dict[str, object]]:
        ways = await contacts.ways(office)
        return [_facts(officer, ways.get(officer.id, {})) for officer in await access.everybody(office)]

    rows = opening.with_installation(where.settings(), where.directory, act)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        state = "" if row["active"] else "  disabled"
        click.echo(
            f"{row['username']:<20} {row['role']:<14} {row['unit']:<6} "
            f"{row['contact_methods']} contact(s)  {row['name']}{state}  {_for_emergencies(row)}"
        )


@command.command("link")
@click.argument("username")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
def link(where: Where, *, username: str, as_json: bool) -> None:
    """Make a code that links one more messenger within 15 minutes."""

    async def act(office: Installation) -> str:
        return await access.new_link_code_for(office, username)

    code = opening.with_installation(where.settings(), where.directory, act)
    click.echo(json.dumps({"link_code": code}) if as_json else f"Send the officers' bot: /start {code}")


@command.command("disable")
@click.argument("username")
@placed
def disable(where: Where, *, username: str) -> None:
    """End an officer's access: sessions, keys, contacts."""

    async def act(office: Installation) -> None:
        await access.disable(office, username)

    opening.with_installation(where.settings(), where.directory, act)
    click.echo(f"{username} has no access any more.")


def _facts(officer: Officer, ways: Mapping[Urgency, Sequence[Way]]) -> dict[str, object]:
    return {
        "id": officer.id,
        "username": officer.username,
        "name": officer.name,
        "role": officer.role.value,
        "unit": officer.unit,
        "active": officer.active,
        "contact_methods": len(officer.contact_methods),
        "order": {
            urgency.value: [f"{way.channel}+{format_duration(way.after)}" for way in found]
            for urgency, found in ways.items()
        },
    }


def _for_emergencies(row: dict[str, object]) -> str:
    """In which order, and how long after the page was decided."""
    order = row["order"]
    return " ".join(order.get("emergency", ())) if isinstance(order, dict) else ""


def _lines(facts: dict[str, object]) -> str:
    return "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in facts.items())
