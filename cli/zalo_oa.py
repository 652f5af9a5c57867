"""`langnghe zalo-oa`: a person lets the hotline speak for the Official Account, and sees how its token is."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlencode, urlsplit

import click

from bot.zalo_oa_api import OaApi, RenewalRefused
from cli import opening
from cli.options import Where, placed
from handlers import oa_token
from handlers.installation import Installation
from hotline.errors import BadConfiguration, NotAllowed, SendFailed
from hotline.oa_token import Health, Kept, Pair
from hotline.oa_token import health as health_of
from hotline.settings import Settings


@click.group("zalo-oa")
@placed
@click.pass_context
def command(ctx: click.Context, where: Where) -> None:
    """The Zalo Official Account that reporters write to."""
    ctx.obj = where


@dataclass(frozen=True, slots=True)
class _Asking:
    """One authorisation under way: what proves that its answer is ours."""

    verifier: str
    state: str
    redirect_url: str

    @classmethod
    def begun(cls, settings: Settings) -> "_Asking":
        redirect = settings.zalo_oa.redirect_url or settings.web.public_url or ""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(16), redirect)

    def address(self, settings: Settings) -> str:
        """What the account's administrator opens."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "app_id": settings.zalo_oa.app_id or "",
            "redirect_uri": self.redirect_url,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "state": self.state,
        }
        return f"{settings.zalo_oa.oauth_base}/v4/oa/permission?{urlencode(asked)}"

    def code_in(self, answer: str, oa_id: str | None) -> str:
        """The code in the address that the browser was sent to. Raises NotAllowed."""
        given = {name: values[0] for name, values in parse_qs(urlsplit(answer.strip()).query).items()}
        if not given.get("code") or given.get("state") != self.state:
            raise NotAllowed("that is not the address Zalo sends to after this authorisation; begin again")
        if oa_id is not None and given.get("oa_id") != oa_id:
            raise NotAllowed("another account was authorised than oa_id under [zalo_oa] says")
        return given["code"]


@command.command("authorise")
@placed
def authorise(where: Where) -> None:
    """Let the hotline speak for the account: an administrator of it agrees in a browser."""
    settings = _configured(where.settings())
    asking = _Asking.begun(settings)
    click.echo(f"Open this as an administrator of the account, and agree:\n\n{asking.address(settings)}\n")
    click.echo("The browser is then sent to another address; it doesn't matter what it shows there.")
    answer = click.prompt("Paste that whole address here, within ten minutes")  # its code works once, now
    code = asking.code_in(answer, settings.zalo_oa.oa_id)

    async def act(office: Installation) -> None:
        await oa_token.authorised(office, await _exchanged(office, code, asking.verifier))

    opening.with_installation(settings, where.directory, act)
    click.echo("Authorised. The token is kept sealed and renewed by `langnghe serve`, twice a day.")


@command.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
@click.pass_context
def status(ctx: click.Context, where: Where, *, as_json: bool) -> None:
    """How the account's token is; asks nobody but the database. Exit code 1 if a person must act."""
    settings = _configured(where.settings())

    async def act(office: Installation) -> tuple[Kept | None, datetime]:
        return await oa_token.kept(office), office.now()

    known, now = opening.with_installation(settings, where.directory, act)
    health = health_of(known, now)
    if as_json:
        click.echo(json.dumps({"health": health.value, **_times(known)}))
    else:
        click.echo(_WORDS[health])
        for name, at in _times(known).items():
            click.echo(f"  {name.replace('_', ' ')}: {at or 'never'}")
    if health is not Health.GOOD:
        ctx.exit(1)


_WORDS = {
    Health.GOOD: "The token is good.",
    Health.OVERDUE: "The token is not renewed: look whether `langnghe serve` runs and reaches Zalo.",
    Health.ENDING: "The refresh token ends soon: run `langnghe zalo-oa authorise`.",
    Health.LOST: "Zalo takes the refresh token no more: run `langnghe zalo-oa authorise`.",
    Health.MISSING: "Nobody has authorised the account: run `langnghe zalo-oa authorise`.",
}


def _times(known: Kept | None) -> dict[str, str | None]:
    if known is None:
        return {}
    times = {
        "renewed_at": known.pair.renewed_at,
        "access_until": known.pair.access_until,
        "refresh_until": known.pair.refresh_until,
        "refused_at": known.refused_at,
    }
    return {name: None if at is None else f"{at:%Y-%m-%dT%H:%M:%SZ}" for name, at in times.items()}


async def _exchanged(office: Installation, code: str, verifier: str) -> Pair:
    """The first pair. Raises NotAllowed with what an operator can do about it."""
    api = OaApi(office.settings.zalo_oa)
    try:
        return await api.authorised(code, verifier, office.now())
    except RenewalRefused:
        raise NotAllowed("Zalo refused: check app_id and app_secret, and begin again") from None
    except SendFailed:
        raise NotAllowed("Zalo could not be reached; nothing was changed, begin again") from None
    finally:
        await api.close()


def _configured(settings: Settings) -> Settings:
    if settings.zalo_oa.app_id is None:
        raise BadConfiguration("there is no account; write app_id under [zalo_oa]")
    return settings
