"""`langnghe audit verify`: is the audit log what it was?"""

import click

from cli import opening
from cli.options import Where, placed
from handlers import audit_log
from handlers.installation import Installation
from storage.audit_chain import Anchor


@click.group("audit")
def command() -> None:
    """The audit log."""


@command.command("verify")
@click.option("--anchor", help="COUNT:HASH, as it was sent out once; the log must still hold it.")
@placed
@click.pass_context
def verify(ctx: click.Context, where: Where, *, anchor: str | None) -> None:
    """Check the chain of hashes; name the first broken entry."""
    try:
        known = None if anchor is None else Anchor.parse(anchor)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--anchor") from error

    async def act(office: Installation) -> audit_log.Verdict:
        return await audit_log.verify(office, known)

    verdict = opening.with_installation(where.settings(), where.directory, act)
    if verdict.first_broken is not None:
        click.echo(f"The audit log is broken from entry {verdict.first_broken} on.", err=True)
        ctx.exit(1)
    if not verdict.keeps_anchor:
        click.echo("The audit log does not hold what it held when that anchor went out.", err=True)
        ctx.exit(1)
    click.echo(f"The audit log is whole: {verdict.head}")
