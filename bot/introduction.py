"""What a bot says about itself before anybody has written: its commands and a few words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hotline.messages import Say


class Sentences(Protocol):
    """The catalogue, as far as this needs it."""

    locales: tuple[str, ...]

    def text(self, locale: str, say: Say) -> str: ...


@dataclass(frozen=True, slots=True)
class Introduction:
    """In one language: commands with what they do, what an empty chat shows, what the profile shows."""

    commands: tuple[tuple[str, str], ...]
    description: str
    short_description: str


REPORTERS_COMMANDS = ("report", "status", "wipe", "language", "help")
OFFICERS_COMMANDS = ("duty", "alerts", "ack", "more", "help")


def reporters_introductions(catalog: Sentences) -> Mapping[str, Introduction]:
    """By language: what the reporters' bot says of itself, with the emergency numbers."""
    return {locale: _introduction(catalog, locale, "bot", REPORTERS_COMMANDS) for locale in catalog.locales}


def officers_introductions(catalog: Sentences) -> Mapping[str, Introduction]:
    """By language: what the officers' bot says of itself; nothing that strangers need."""
    return {locale: _introduction(catalog, locale, "desk", OFFICERS_COMMANDS) for locale in catalog.locales}


def _introduction(catalog: Sentences, locale: str, bot: str, commands: tuple[str, ...]) -> Introduction:
    def words(of: str) -> str:
        return catalog.text(locale, Say(f"{bot}-{of}"))

    return Introduction(
        tuple((command, words(f"command-{command}")) for command in commands),
        words("description"),
        words("short-description"),
    )
