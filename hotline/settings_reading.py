"""Reads the settings from a configuration file's text and from the environment.

An environment variable is `LANGNGHE_SECTION__KEY` (`LANGNGHE_TELEGRAM__REPORTER__TOKEN`) and wins over the
file. What is unknown is refused in both: a key with a slip in it would otherwise quietly do nothing.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from hotline.errors import BadConfiguration
from hotline.settings import Bot, Settings, Telegram, Zalo
from hotline.toml_lines import line_of

_PREFIX = "LANGNGHE_"
_OURS = {"source", "origins"}  # fields of Settings that nobody sets
Path = tuple[str, ...]
Section = TypeVar("Section")


def read_settings(toml_text: str | None, source: str, environ: Mapping[str, str]) -> Settings:
    """The settings of the file `source`, whose text is `toml_text` (None: there is none), and of `environ`.

    Raises BadConfiguration, whose message is one line: where, which key, what is wrong, how to mend it.
    """
    given = _Given(toml_text or "", source, environ)
    document = given.parse()
    given.refuse_unknown_variables({_variable(path) for path in key_paths(Settings())})
    settings = replace(_read_section(given, Settings(), document, ()), source=source, origins=given.origins)
    _check_together(settings)
    return settings


@dataclass(frozen=True, slots=True)
class _Given:
    """What the operator wrote, and where each value that was used came from."""

    text: str
    source: str
    environ: Mapping[str, str]
    origins: dict[str, str] = field(default_factory=dict)

    def parse(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            fault = " ".join(str(error).split())
            raise BadConfiguration(f"{self.source}: is not valid TOML: {fault}; mend it there") from error

    def refuse_unknown_variables(self, known: set[str]) -> None:
        """A variable without `__` may be anybody's, unless it only lacks an underscore to be ours."""
        with_one_underscore = {name.replace("__", "_"): name for name in known}
        for name in sorted(self.environ.keys() - known):
            meant = with_one_underscore.get(name.replace("__", "_"))
            if meant or (name.startswith(_PREFIX) and "__" in name):
                raise BadConfiguration(f"environment: {name}: sets nothing; {_advice(name, known, meant)}")

    def place(self, path: Path) -> str:
        """Where the file says something about `path`: its name, and the line if it can be found."""
        line = line_of(self.text, path)
        return self.source if line is None else f"{self.source}:{line}"

    def fault(self, path: Path, what: str) -> BadConfiguration:
        key = ".".join(path)
        place = self.origins.get(key) or self.place(path)
        return BadConfiguration(f"{place}: {key}: {what}")


def key_paths(section: object, path: Path = ()) -> Iterator[Path]:
    """Every key that can be set, as a path from the top of the file."""
    for one in _settable(section):
        value = getattr(section, one)
        if is_dataclass(value):
            yield from key_paths(value, (*path, _key(one)))
        else:
            yield (*path, _key(one))


def _read_section(given: _Given, defaults: Section, table: object, path: Path) -> Section:
    """`defaults`, with what the file's `table` and the environment say instead."""
    if not isinstance(table, dict):
        raise given.fault(path, f"is a section; write [{'.'.join(path)}] on a line of its own")
    _refuse_unknown_keys(given, defaults, table, path)
    values: dict[str, Any] = {}
    for name in _settable(defaults):
        value = getattr(defaults, name)
        if is_dataclass(value):
            values[name] = _read_section(given, value, table.get(_key(name), {}), (*path, _key(name)))
        else:
            hint = _hints(type(defaults))[name]  # type: ignore[arg-type]  # a class is hashable
            values[name] = _read_key(given, value, table, (*path, _key(name)), hint)
    return type(defaults)(**values)


def _refuse_unknown_keys(given: _Given, defaults: object, table: dict[str, Any], path: Path) -> None:
    known = set(map(_key, _settable(defaults)))
    for name, value in table.items():
        if name not in known:
            kind = "section" if isinstance(value, dict) else "key"
            raise given.fault((*path, name), f"there is no such {kind}; {_advice(name, known)}")
    for name in _required(defaults):
        if table and name not in table:
            whole = ".".join((*path, name))
            raise given.fault(path, f"has no {name}; write [[{whole}]] with after and notify")


def _read_key(given: _Given, default: object, table: dict[str, Any], path: Path, hint: object) -> object:
    base, read = get_args(hint)
    variable = _variable(path)
    if variable in given.environ:
        given.origins[".".join(path)] = f"environment: {variable}"
        value = _decoded(given.environ[variable], base)
    elif path[-1] in table:
        given.origins[".".join(path)] = given.place(path)
        value = table[path[-1]]
    else:
        return default
    try:
        return read(value)
    except BadConfiguration as error:
        raise given.fault(path, str(error)) from error


def _decoded(text: str, base: object) -> object:
    """An environment variable's text as TOML would have held it; the text itself if that can't be."""
    if base is int and re.fullmatch(r"-?[0-9]{1,9}", text):
        return int(text)
    if base is bool:
        return {"true": True, "false": False}.get(text.lower(), text)
    if get_origin(base) is not tuple:
        return text
    if not text.startswith("["):
        return [part.strip() for part in text.split(",")]
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _check_together(settings: Settings) -> None:
    """What is right by itself and wrong beside something else."""
    web, console = settings.web, settings.console
    _check_bots(settings, "telegram", settings.telegram, "@BotFather")
    _check_bots(settings, "zalo", settings.zalo, "Zalo Bot Manager")
    _check_email(settings)
    _check_paid(settings)
    _check_outgoing(settings)
    _check_account(settings)
    if console.port and (console.host, console.port) == (web.host, web.port):
        raise settings.bad("console.port", f"{console.port} is the port of [web] too; write another")


def _check_bots(settings: Settings, channel: str, bots: Telegram | Zalo, maker: str) -> None:
    if bots.officer.token and bots.officer.token == bots.reporter.token:
        raise settings.bad(
            f"{channel}.officer.token",
            f"is the reporters' bot; make the officers one of their own with {maker}",
        )
    for name, bot in (("reporter", bots.reporter), ("officer", bots.officer)):
        _check_webhook(settings, f"{channel}.{name}", bot)


def _check_email(settings: Settings) -> None:
    email = settings.email
    if email.host is not None and email.from_ is None:
        raise settings.bad("email.host", "mails need an address they come from; write from under [email]")
    if email.username is not None and email.password is None:
        raise settings.bad("email.username", "needs a password; write password under [email]")


def _check_account(settings: Settings) -> None:
    """An Official Account is only ever posted from."""
    account = settings.zalo_oa
    if account.app_id is None:
        return
    for key in ("app_secret", "secret_key"):
        if getattr(account, key) is None:
            raise settings.bad("zalo_oa.app_id", f"needs {key} too; write it under [zalo_oa]")
    if settings.web.public_url is None:
        raise settings.bad(
            "zalo_oa.app_id", "needs the address that Zalo posts to; write public_url under [web]"
        )


def _check_outgoing(settings: Settings) -> None:
    if settings.webhook.url is not None and settings.webhook.secret is None:
        raise settings.bad("webhook.url", "needs a secret to sign with; write secret under [webhook]")


def _check_paid(settings: Settings) -> None:
    for name, paid in (("sms", settings.sms), ("voice", settings.voice)):
        if paid.provider is not None and paid.key is None:
            raise settings.bad(f"{name}.provider", f"needs its key; write key under [{name}]")
        if paid.callback_secret is not None and settings.web.public_url is None:
            raise settings.bad(
                f"{name}.callback_secret",
                "needs the address that the provider calls; write public_url under [web]",
            )


def _check_webhook(settings: Settings, section: str, bot: Bot) -> None:
    if bot.token is None or bot.mode != "webhook":
        return
    if settings.web.public_url is None:
        raise settings.bad(
            f"{section}.mode",
            '"webhook" needs the address that the messenger posts to; write public_url under [web]',
        )
    if bot.webhook_secret is None:
        raise settings.bad(
            f"{section}.mode", f'"webhook" needs a secret; write webhook_secret under [{section}]'
        )


def _advice(name: str, known: set[str], meant: str | None = None) -> str:
    meant = meant or next(iter(get_close_matches(name, sorted(known), n=1, cutoff=0.75)), None)
    return f"did you mean {meant}?" if meant else "config.example.toml lists all there are"


def _variable(path: Path) -> str:
    return _PREFIX + "__".join(path).upper()


def _settable(section: object) -> list[str]:
    return [one.name for one in _fields(section) if one.name not in _OURS]


def _key(name: str) -> str:
    """What the operator writes: `from` can't be a name of ours."""
    return name.removesuffix("_")


def _required(section: object) -> list[str]:
    return [one.name for one in _fields(section) if one.metadata.get("required")]


def _fields(section: object) -> tuple[Field[Any], ...]:
    return fields(section)  # type: ignore[arg-type]  # every section is a dataclass


@cache
def _hints(section: type) -> dict[str, Any]:
    return get_type_hints(section, include_extras=True)
