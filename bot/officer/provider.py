"""A provider of text messages or calls, as its data file in `providers/` describes it."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from hotline.errors import BadConfiguration
from hotline.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent.parent / "providers"
_NAME = re.compile(r"[a-z0-9_]{1,40}")
_GAP = re.compile(r"\{(\w+)\}")
# What the small alphabet of text messages hasn't, in words that it has.
_SPELT = str.maketrans(
    {"đ": "d", "Đ": "D", "·": "-", "–": "-", "—": "-", "“": '"', "”": '"', "…": "...", "«": '"', "»": '"'}
)
_PLAIN = re.compile(r"[^\n -Z_a-z]")


class Callback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it tells what became of a message."""

    status: str
    failed: frozenset[str]
    key: str = ""


class Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See `providers/README.md`."""

    method: Literal["GET", "POST"]
    url: str
    log_in: Literal["none", "basic", "stringee"]
    number: Literal["+84", "84", "0"]
    plain: bool
    longest: int
    code: str
    ok: frozenset[str]
    callback: Callback
    gone: frozenset[str] = frozenset()
    account: frozenset[str] = frozenset()
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    body: dict[str, Any] | None = None

    def asks_for(self) -> frozenset[str]:
        """What of the configuration its requests are filled with."""
        gaps = set(_GAP.findall(repr((self.url, self.headers, self.query, self.body))))
        return frozenset(gaps | {"secret"} if self.log_in == "stringee" else gaps)

    def phone(self, address: str) -> str:
        """The number as it wants it; `address` has the country's code."""
        if self.number == "0" and address.startswith("+84"):
            return f"0{address.removeprefix('+84')}"
        return address if self.number == "+84" else address.removeprefix("+")

    def words(self, text: str) -> str:
        """The text as it takes it."""
        return (plain(text) if self.plain else " ".join(text.split()))[: self.longest]


def provider_of(settings: Settings, kind: str) -> Provider:
    """The one that is configured; `kind` "sms" or "voice". Raises BadConfiguration."""
    try:
        return load(settings.paid(kind).provider or "", kind)
    except BadConfiguration as error:
        raise settings.bad(f"{kind}.provider", str(error)) from error


def load(name: str, kind: str) -> Provider:
    """The provider of this name. Raises BadConfiguration."""
    file = FOLDER / f"{name}.toml"
    if _NAME.fullmatch(name) is None or not file.is_file():
        known = ", ".join(sorted(one.stem for one in FOLDER.glob("*.toml")))
        raise BadConfiguration(f"{name[:40]!r} is not known; write one of {known}")
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8"))[kind], Provider)
    except KeyError:
        raise BadConfiguration(f"{name} has no [{kind}]; choose another of providers/") from None
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise BadConfiguration(f"providers/{name}.toml: {error}") from error


def filled(value: Any, facts: Mapping[str, str], quoted: Callable[[str], str] = str) -> Any:  # noqa: ANN401 - JSON
    """The value, each gap of its texts filled once: what fills it is never looked at again."""
    match value:
        case str():
            return _GAP.sub(lambda gap: quoted(facts[gap[1]]), value)
        case dict():
            return {name: filled(one, facts, quoted) for name, one in value.items()}
        case list():
            return [filled(one, facts, quoted) for one in value]
    return value


def found(answer: object, path: str) -> str:
    """What stands at `a.b` in the answer; empty if nothing does."""
    for name in path.split("."):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return "" if answer is None else str(answer)


def plain(text: str) -> str:
    """In letters of the small alphabet, on one line."""
    bare = unicodedata.normalize("NFD", text.translate(_SPELT))
    kept = "".join(one for one in bare if not unicodedata.combining(one))
    return " ".join(_PLAIN.sub("", kept).split())
