"""`langnghe roster feed`: the address of an officer's own calendar."""

import click

from cli import opening
from cli.options import Where, placed
from handlers import calendar_feed
from handlers.installation import Installation


@click.command("feed")
@click.argument("username")
@click.option("--revoke", is_flag=True, help="Let the address open nothing any more.")
@placed
def feed(where: Where, *, username: str, revoke: bool) -> None:
    """Make an address from which a calendar program fetches an officer's shifts; earlier ones end."""

    async def act(office: Installation) -> str | bool:
        if revoke:
            return await calendar_feed.revoke(office, username, by="operator")
        return await calendar_feed.make(office, username, by="operator")

    result = opening.with_installation(where.settings(), where.directory, act)
    if result is False:
        raise click.ClickException(f"{username} has no calendar address")
    click.echo("The address opens nothing any more." if result is True else result)
