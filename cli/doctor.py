"""`langnghe doctor`: what is wrong, in plain words, and how to mend it; silent if all is well.

Changes nothing, so it may be run at any time, beside `serve` or without. Exit code 1 for a fault; a warning
alone leaves it at 0, because what can't be known from here must not stop whoever has done everything right.
"""

import asyncio
import importlib.util
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import click

from bot import telegram_standing, zalo_standing
from bot.clock import SystemClock
from bot.hooks import hook_url
from bot.officer.provider import provider_of
from cli import machine, opening
from cli.checking import check_files
from cli.disk import Machine
from cli.opening import Paths
from cli.options import Where, placed
from handlers import doctor, founding
from hotline.errors import BadConfiguration, BadScript, CannotOpen
from hotline.finding import Finding
from hotline.settings import Bot, Settings
from storage.condition import DatabaseState, files_of, state_of
from storage.database import Reader, is_sqlite
from storage.keys.keyring import Keyring

_MESSENGERS = {"telegram": ("Telegram", "@BotFather"), "zalo": ("Zalo", "Zalo Bot Manager")}
_MAIL = {
    "no_tls": (
        "The mail server of [email] offers no TLS, or a certificate that this machine doesn't trust.",
        "Check starttls and port; for an authority of your own name its file in ca_file.",
    ),
    "token_refused": (
        "The mail server of [email] refuses username and password.",
        "Write those that its administrator gave you.",
    ),
}
_DATABASE = {
    DatabaseState.MISSING: (
        "The database is missing, though its keys are here.",
        "Bring the database file back, or restore a backup into an empty directory.",
    ),
    DatabaseState.UNREACHABLE: (
        "The database server does not answer, or refuses this name and password.",
        "Start PostgreSQL, and check [storage] url.",
    ),
    DatabaseState.DAMAGED: (
        "The database is damaged.",
        "Stop `serve`, keep a copy of the files, and restore the last backup into an empty directory.",
    ),
    DatabaseState.EMPTY: (
        "The database is empty, though its keys are here.",
        "Point [storage] url at the right database, or restore a backup.",
    ),
    DatabaseState.BEHIND: (
        "The database was made by an older Lắng Nghe, and its migrations are pending.",
        "Make a backup, then start `langnghe serve`: it brings the database up to date.",
    ),
    DatabaseState.AHEAD: (
        "The database was made by a newer Lắng Nghe than this one.",
        "Start the newer program again; a database does not go back.",
    ),
}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
@placed
@click.pass_context
def command(ctx: click.Context, where: Where, *, as_json: bool) -> None:
    """Say what is wrong and how to mend it; nothing if all is well."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it names the address, and so the token
    findings = sorted(asyncio.run(_examine(where)), key=lambda one: not one.fault)
    if as_json:
        click.echo(_for_program(findings))
    else:
        _tell(findings)
    if any(one.fault for one in findings):
        ctx.exit(1)


async def _examine(where: Where) -> list[Finding]:
    try:
        settings = where.settings()
        check_files(settings)
        paths = opening.paths_of(settings, where.directory)
    except BadConfiguration as error:
        return [Finding("configuration", f"{error}.", "Mend that line."), *_texts(Settings())]
    found = [*_texts(settings), *machine.addresses(settings), *machine.config_file(where.file, settings)]
    found += [*await _messengers(settings), *_account(settings), *_alarms(settings)]
    if _is_installed(paths):
        return [*found, *await _installation(settings, paths)]
    return [*found, _not_installed(where)]


def _texts(settings: Settings) -> Iterator[Finding]:
    try:
        opening.read_texts(settings)
    except BadConfiguration as error:
        yield Finding("configuration", f"{error}.", "Mend that line.")
    except BadScript as error:
        yield Finding(
            "texts",
            f"{error}.",
            "Mend that line, or bring the file back: git checkout interviews locales places",
        )


def _alarms(settings: Settings) -> Iterator[Finding]:
    if settings.alarms.urls and importlib.util.find_spec("apprise") is None:
        yield Finding(
            "alarms",
            "alarms.urls needs Apprise, which is not installed.",
            ".venv/bin/pip install --require-hashes -r requirements/alarms.txt",
        )


def _is_installed(paths: Paths) -> bool:
    """Whether anything of an installation is there, whole or not."""
    marks = (paths.keys_dir, paths.data_dir / founding.RECOVERY_FILE, *files_of(paths.url))
    if any(mark.exists() for mark in marks):
        return True
    filled = {DatabaseState.PRESENT, DatabaseState.BEHIND, DatabaseState.AHEAD}
    return not is_sqlite(paths.url) and state_of(paths.url) in filled


def _not_installed(where: Where) -> Finding:
    return Finding(
        "no-installation",
        f"There is no installation in {where.directory}; only the configuration was looked at.",
        "Make one with `langnghe init` or `langnghe serve`, or name its directory with --data-dir.",
        fault=where.data_dir is not None,
    )


async def _messengers(settings: Settings) -> list[Finding]:
    telegram, zalo = settings.telegram, settings.zalo
    bots: tuple[tuple[str, Bot], ...] = (
        ("telegram.reporter", telegram.reporter),
        ("telegram.officer", telegram.officer),
        ("zalo.reporter", zalo.reporter),
        ("zalo.officer", zalo.officer),
    )
    found = await asyncio.gather(
        *(_messenger(settings, name, bot) for name, bot in bots if bot.token is not None)
    )
    return [
        *(finding for findings in found for finding in findings),
        *await _email(settings),
        *_providers(settings),
    ]


def _providers(settings: Settings) -> Iterator[Finding]:
    """Whether a provider is given all it asks for, pushes can be subscribed to, a call can be answered."""
    for kind in sorted({"sms", "voice"} & settings.officer_channels):
        asked = provider_of(settings, kind).asks_for() & {"secret", "sender", "template"}
        if missing := sorted(one for one in asked if getattr(settings.paid(kind), one) is None):
            what = f"The provider of [{kind}] also asks for {', '.join(missing)}."
            yield Finding("provider-incomplete", what, f"Write what it gave you under [{kind}].")
    if settings.push.enabled and not (settings.console.public_url or "").startswith("https://"):
        what = "[push] is enabled, and browsers take pushes only for a console with https."
        yield Finding("push-needs-https", what, "Write public_url under [console].", fault=False)
    if settings.voice.provider is not None and settings.voice.callback_secret is None:
        what = "Calls are made, and no pressed key can come back."
        yield Finding("voice-one-way", what, "Write callback_secret under [voice].", fault=False)


async def _email(settings: Settings) -> list[Finding]:
    if settings.email.host is None:
        return []
    from bot import email_standing  # noqa: PLC0415 - its library only where it is used

    kind = await email_standing.ask(settings.email)
    if kind is None:
        return []
    if kind in _MAIL:
        return [Finding(f"email-{kind.replace('_', '-')}", *_MAIL[kind])]
    what = "The mail server of [email] can't be reached."
    return [Finding("email-unreachable", what, "Check host and port, and the network.", fault=False)]


async def _messenger(settings: Settings, name: str, bot: Bot) -> list[Finding]:
    channel = name.partition(".")[0]
    ask = telegram_standing.ask if channel == "telegram" else zalo_standing.ask
    messenger, maker = _MESSENGERS[channel]
    standing = await ask(bot.token or "", bot.api_base)
    if not standing.reachable:
        what = f"{bot.api_base} can't be reached, so the token of [{name}] was not tried."
        mend = f"Check the network; the web chat works without. Where {messenger} is blocked, set api_base."
        return [Finding(f"{channel}-unreachable", what, mend, fault=False)]
    if standing.refused:
        what = f"{messenger} refuses the token of [{name}]."
        return [Finding("token-refused", what, f"Copy the token anew from {maker}.")]
    ours = hook_url(settings, *name.split("."))  # `serve` takes it back by itself
    if standing.webhook not in ("", ours) and bot.mode == "polling":
        what = f"A webhook is left set for [{name}], so polling gets nothing: {standing.webhook}"
        mend = f"curl '{bot.api_base}/bot<TOKEN>/deleteWebhook'"
        return [Finding("webhook-left", what, mend)]
    if channel == "zalo" and (finding := _way_in(settings, name, bot)):
        return [finding]
    return []


def _account(settings: Settings) -> list[Finding]:
    """How its token is the database tells; Zalo itself is asked by sending alone."""
    public = settings.web.public_url
    if settings.zalo_oa.app_id is None or (public or "").startswith("https://"):
        return []
    what = f"Zalo posts to https addresses alone, and [web] public_url is {public}."
    return [Finding("zalo-needs-https", what, "Put a proxy with a certificate before it.")]


def _way_in(settings: Settings, name: str, bot: Bot) -> Finding | None:
    """Zalo posts to HTTPS alone; polled, it may lose a message, which is for trying out."""
    public = settings.web.public_url
    if bot.mode == "webhook" and public is not None and not public.startswith("https://"):
        what = f"Zalo posts to https addresses alone, and [web] public_url is {public}."
        return Finding("zalo-needs-https", what, "Put a proxy with a certificate before it.")
    if bot.mode == "polling" and public is not None:
        what = f"[{name}] polls: a message is lost if this program dies just after Zalo gave it away."
        return Finding("zalo-polls", what, 'Write mode = "webhook" and a webhook_secret.', fault=False)
    return None


async def _installation(settings: Settings, paths: Paths) -> list[Finding]:
    now = SystemClock().now()
    found = [*machine.clock(settings, now)]
    if paths.data_dir.exists():
        found += machine.disk([paths.data_dir])
        found += machine.encryption([paths.data_dir, paths.keys_dir], Machine())
        found += machine.modes(paths.data_dir, files_of(paths.url), ())
        found += machine.recovery_file(paths.data_dir / founding.RECOVERY_FILE)
    try:
        keys = Keyring.load(paths.keys_dir)
    except (CannotOpen, OSError) as error:
        return [*found, _no_keys(paths.keys_dir, error), *machine.ports(settings)]
    found += machine.modes(paths.data_dir, (), keys.problems())
    found += [_damaged_key(fault) for fault in keys.damaged()]
    state = state_of(paths.url)
    if state is not DatabaseState.PRESENT:
        return [*found, Finding(f"database-{state}", *_DATABASE[state]), *machine.ports(settings)]
    return [*found, *await _database(settings, paths, keys)]


async def _database(settings: Settings, paths: Paths, keys: Keyring) -> list[Finding]:
    reader = Reader(paths.url, keys)
    try:
        seen = await doctor.look(reader, settings, SystemClock().now())
    finally:
        await reader.close()
    return [*seen.findings, *(() if seen.serving else machine.ports(settings))]


def _no_keys(directory: Path, error: Exception) -> Finding:
    why = str(error) if isinstance(error, CannotOpen) else "it can't be read"
    return Finding(
        "keys-missing",
        f"The keys in {directory} can't be used: {why}. Nothing that is sealed opens without them.",
        "Bring the keys directory back, or restore a backup into an empty directory.",
    )


def _damaged_key(fault: str) -> Finding:
    return Finding("key-damaged", f"In the keys directory: {fault}.", "Bring the file back from a backup.")


def _tell(findings: list[Finding]) -> None:
    for one in findings:
        click.echo(f"{'WRONG  ' if one.fault else 'NOTE   '}{one.what}\n       To mend it: {one.mend}")


def _for_program(findings: list[Finding]) -> str:
    rows = [(one.fault, {"kind": one.kind, "what": one.what, "mend": one.mend}) for one in findings]
    return json.dumps(
        {
            "faults": [row for fault, row in rows if fault],
            "warnings": [row for fault, row in rows if not fault],
        },
        ensure_ascii=False,
    )
