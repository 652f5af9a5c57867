"""What each kind of setting may hold: a type, and the check that reads it.

A reader takes what TOML (or an environment variable, already brought to the base type where that can be
done) holds and returns the value. It raises BadConfiguration with what is wrong and how to mend it, on
one line; `settings_reading` puts in front where that was. Readers of secrets never
repeat what they were given.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from hotline.address import is_mail_address
from hotline.alert.alert import PolicyStep, Rung, Urgency
from hotline.durations import parse_duration
from hotline.errors import BadConfiguration
from hotline.ids import UnitCode

_KINDS = {bool: "true or false", int: "a number", str: "text", list: "a list", dict: "a section"}


def show(value: object) -> str:
    """The value as the operator wrote it, short and on one line."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def text_of(value: object) -> str:
    if not isinstance(value, str):
        raise BadConfiguration(f'must be text, not {_kind(value)}; write it in quotes: "..."')
    return value


def number_of(value: object, least: int, most: int, what: str) -> int:
    """A whole number within its limits; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadConfiguration(
            f"must be a whole number, not {_kind(value)}; write {what} from {least} to {most}"
        )
    if not least <= value <= most:
        raise BadConfiguration(f"{value} is out of range; write {what} from {least} to {most}")
    return value


def one_of(*words: str) -> Callable[[object], str]:
    """A reader that takes one of `words`."""

    def read(value: object) -> str:
        if value not in words:
            raise BadConfiguration(
                f"{show(value)} is not known; write one of {', '.join(map(_quoted, words))}"
            )
        return text_of(value)

    return read


def secret(pattern: str, fault: str) -> Callable[[object], str | None]:
    """A reader of what an operator copies from elsewhere; None if empty. The value is never repeated."""

    def read(value: object) -> str | None:
        given = text_of(value)
        if given and re.fullmatch(pattern, given) is None:
            raise BadConfiguration(fault)
        return given or None

    return read


def list_of(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BadConfiguration(f"must be a list, not {_kind(value)}; write [...]")
    return value


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date" if hasattr(value, "isoformat") else "a fraction")


def _quoted(word: str) -> str:
    return f'"{word}"'


def _read_name(value: object) -> str:
    name = text_of(value).strip()
    if not name or not name.isprintable():
        raise BadConfiguration("must be one line that isn't empty; write the name people know the hotline by")
    return name


def _read_province(value: object) -> UnitCode:
    if re.fullmatch(r"[0-9]{2}", text_of(value)) is None:
        raise BadConfiguration(f'{show(value)} is not a province; write its two-digit code, like "68"')
    return UnitCode(text_of(value))


def _read_timezone(value: object) -> str:
    try:
        return ZoneInfo(text_of(value)).key
    except (KeyError, OSError, ValueError) as error:
        raise BadConfiguration(
            f'{show(value)} is not a time zone; write one like "Asia/Ho_Chi_Minh"'
        ) from error


def _read_phone_numbers(value: object) -> tuple[str, ...]:
    numbers = tuple(text_of(one) for one in list_of(value))
    if not numbers or any(re.fullmatch(r"\+?[0-9][0-9 .-]{1,18}", one) is None for one in numbers):
        raise BadConfiguration('must be telephone numbers, at least one; write ["111", "113", "115"]')
    return numbers


def _read_alarm_urls(value: object) -> tuple[str, ...]:
    urls = tuple(text_of(one) for one in list_of(value))
    if any(re.match(r"[a-z][a-z0-9+]*://\S+$", url) is None for url in urls):
        raise BadConfiguration('must be addresses as Apprise writes them; write ["mailtos://user:pass@host"]')
    return urls


def _read_database_url(value: object) -> str | None:
    url = text_of(value)
    if url and re.match(r"sqlite:///|postgresql(\+psycopg)?://", url) is None:
        raise BadConfiguration(
            "is not a database; write sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"
        )
    return url or None


def _read_directory(value: object) -> str | None:
    path = text_of(value)
    if not path.isprintable():
        raise BadConfiguration("is not a path; write the name of a directory")
    return path or None


def _read_host(value: object) -> str:
    if re.fullmatch(r"[A-Za-z0-9.:_-]+", text_of(value)) is None:
        raise BadConfiguration(f'{show(value)} is not an address to listen on; write one like "127.0.0.1"')
    return text_of(value)


def _read_server(value: object) -> str | None:
    return _read_host(value) if text_of(value) else None


def _read_mail_address(value: object) -> str | None:
    address = text_of(value)
    if address and not is_mail_address(address):
        raise BadConfiguration(f'{show(value)} is not a mail address; write one like "hotline@example.vn"')
    return address or None


def _read_line(value: object) -> str | None:
    """Never repeated: it may be a secret."""
    line = text_of(value)
    if not line.isprintable():
        raise BadConfiguration("must be one line; write it as its provider gave it")
    return line or None


def _read_port(value: object) -> int:
    return number_of(value, 0, 65_535, "a port")


def _read_public_url(value: object) -> str | None:
    url = text_of(value).rstrip("/")
    if url and not _is_web_address(_split(url)):
        raise BadConfiguration(
            f'{show(value)} is not a web address; write one like "https://hotline.example"'
        )
    return url or None


def read_web_address(value: object) -> str | None:
    """Never repeated: whoever knows such an address can call it."""
    url = text_of(value)
    parts = _split(url)
    printable = url.isprintable() and " " not in url
    if url and not (parts.scheme in {"http", "https"} and parts.hostname and printable):
        raise BadConfiguration('is not a web address; write one like "https://hc.example/ping/..."')
    return url or None


def _read_origin(value: object) -> str:
    origin = text_of(value).rstrip("/")
    parts = _split(origin)
    if not _is_web_address(parts) or parts.path:
        raise BadConfiguration(f'{show(value)} is not an origin; write one like "https://api.telegram.org"')
    return origin


def _read_origins(value: object) -> tuple[str, ...]:
    return tuple(_read_origin(one) for one in list_of(value))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # is only checked when it is asked for
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def _is_web_address(parts: SplitResult) -> bool:
    clean = not (parts.query or parts.fragment or parts.username or parts.password)
    printable = parts.geturl().isprintable() and " " not in parts.geturl()
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and clean and printable


def _read_count(value: object) -> int:
    return number_of(value, 1, 1_000_000, "a number")


def _read_megabytes(value: object) -> int:
    return number_of(value, 1, 100, "megabytes")


def _read_switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadConfiguration(f"{show(value)} is neither true nor false; write true or false without quotes")
    return value


def _read_duration(value: object) -> timedelta:
    try:
        return parse_duration(text_of(value))
    except ValueError as error:
        raise BadConfiguration(str(error)) from error


def _read_pause(value: object) -> timedelta:
    pause = _read_duration(value)
    if not pause:
        raise BadConfiguration(f'{show(value)} is no pause at all; write at least "1s"')
    return pause


def _read_steps(value: object) -> tuple[PolicyStep, ...]:
    steps = list_of(value)
    if not steps:
        raise BadConfiguration('has no step; write [[...steps]] with after = "0s" and notify = ["on_duty"]')
    return tuple(_read_step(step, number) for number, step in enumerate(steps, start=1))


def _read_step(step: object, number: int) -> PolicyStep:
    try:
        after, notify = _keys_of_step(step)
        return PolicyStep(_read_duration(after), _read_rungs(notify))
    except BadConfiguration as error:
        raise BadConfiguration(f"step {number}: {error}") from error


def _keys_of_step(step: object) -> tuple[object, object]:
    if not isinstance(step, dict) or set(step) != {"after", "notify"}:
        raise BadConfiguration('must have after and notify, no more; write after = "5m", notify = ["backup"]')
    return step["after"], step["notify"]


def _read_urgencies(value: object) -> tuple[Urgency, ...]:
    return tuple(Urgency(one_of(*Urgency)(name)) for name in list_of(value))


def _read_rungs(value: object) -> tuple[Rung, ...]:
    rungs = tuple(Rung(one_of(*Rung)(name)) for name in list_of(value))
    if not rungs:
        raise BadConfiguration(f"notify is empty; write one or more of {', '.join(map(_quoted, Rung))}")
    return rungs


_BOT_TOKEN = secret(
    r"[0-9]+:[A-Za-z0-9_-]{5,}", "is not a bot's token; copy it from @BotFather: digits, a colon, letters"
)
_WEBHOOK_SECRET = secret(
    r"[A-Za-z0-9_-]{1,256}", "is not a webhook's secret; write up to 256 letters, digits, - and _"
)
_ZALO_TOKEN = secret(
    r"[0-9]+:[A-Za-z0-9._~-]{5,}",
    "is not a Zalo bot's token; copy it from Zalo Bot Manager: digits, a colon, letters",
)
_ZALO_SECRET = secret(
    r"[A-Za-z0-9_-]{8,256}", "is not a webhook's secret; write 8 to 256 letters, digits, - and _"
)
_APP_NUMBER = secret(r"[0-9]{1,40}", "is not an id; copy the digits that Zalo shows, in quotes")
_ZALO_KEY = secret(
    r"[!-~]{8,200}", "is not a key of Zalo's; copy it from developers.zalo.me as it stands there"
)
_BEARER = secret(r"[!-~]+", "is not a bearer token; write letters, digits and signs without spaces")

Name = Annotated[str, _read_name]
Province = Annotated[UnitCode, _read_province]
Locale = Annotated[str, one_of("vi", "en")]
TimeZone = Annotated[str, _read_timezone]
PhoneNumbers = Annotated[tuple[str, ...], _read_phone_numbers]
AlarmUrls = Annotated[tuple[str, ...], _read_alarm_urls]
DatabaseUrl = Annotated[str | None, _read_database_url]
Directory = Annotated[str | None, _read_directory]
Host = Annotated[str, _read_host]
Port = Annotated[int, _read_port]
PublicUrl = Annotated[str | None, _read_public_url]
Server = Annotated[str | None, _read_server]
MailAddress = Annotated[str | None, _read_mail_address]
Line = Annotated[str | None, _read_line]
Origin = Annotated[str, _read_origin]
Origins = Annotated[tuple[str, ...], _read_origins]
BotToken = Annotated[str | None, _BOT_TOKEN]
Mode = Annotated[str, one_of("polling", "webhook")]
WebhookSecret = Annotated[str | None, _WEBHOOK_SECRET]
ZaloToken = Annotated[str | None, _ZALO_TOKEN]
ZaloSecret = Annotated[str | None, _ZALO_SECRET]
AppNumber = Annotated[str | None, _APP_NUMBER]
ZaloKey = Annotated[str | None, _ZALO_KEY]
Bearer = Annotated[str | None, _BEARER]
Count = Annotated[int, _read_count]
Megabytes = Annotated[int, _read_megabytes]
Switch = Annotated[bool, _read_switch]
LogLevel = Annotated[str, one_of("debug", "info", "warning", "error")]
LogFormat = Annotated[str, one_of("text", "json")]
WebAddress = Annotated[str | None, read_web_address]
Pause = Annotated[timedelta, _read_pause]
Urgencies = Annotated[tuple[Urgency, ...], _read_urgencies]
Steps = Annotated[tuple[PolicyStep, ...], _read_steps]
