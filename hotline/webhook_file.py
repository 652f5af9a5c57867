"""Whom we tell what became of an alert, as the configuration says it."""

import binascii
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Annotated

from hotline.errors import BadConfiguration
from hotline.ids import UnitCode
from hotline.settings_values import list_of, read_web_address, text_of

_SHORTEST_KEY = 16
_KEYS = {"unit", "url", "secret"}


@dataclass(frozen=True, slots=True)
class Target:
    """One address. `unit` None: it is told of every unit's alerts."""

    unit: UnitCode | None
    url: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def name(self) -> str:
        """What its rows in the outbox are called."""
        return f"webhook:{self.unit or 'province'}"


def read_secret(value: object) -> str | None:
    """Never repeated."""
    text = text_of(value)
    if not text:
        return None
    try:
        key = b64decode(text.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not text.startswith("whsec_") or len(key) < _SHORTEST_KEY:
        raise BadConfiguration("is no secret; write whsec_ and base64: openssl rand -base64 32")
    return text


def read_targets(value: object) -> tuple[Target, ...]:
    """The units' own addresses."""
    return tuple(_target(one, number) for number, one in enumerate(list_of(value), start=1))


def _target(given: object, number: int) -> Target:
    if not isinstance(given, dict) or set(given) != _KEYS:
        raise BadConfiguration(f"unit {number}: must have unit, url and secret, no more")
    try:
        url, secret = read_web_address(given["url"]), read_secret(given["secret"])
    except BadConfiguration as error:
        raise BadConfiguration(f"unit {number}: {error}") from error
    if url is None or secret is None:
        raise BadConfiguration(f"unit {number}: url and secret can't be empty")
    return Target(UnitCode(text_of(given["unit"])), url, secret)


WebhookKey = Annotated[str | None, read_secret]
Targets = Annotated[tuple[Target, ...], read_targets]
