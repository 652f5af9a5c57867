"""What is said to a person: sentences by their id, never their words.

The words live in `locales/`; `Catalog` (see `hotline/catalog.py`) turns a `Say` into text at the edge,
so that the rules and the database hold no language.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence (a bubble): its id in `locales/`, and what fills its gaps.

    An argument may itself be the id of a sentence: write it as `"@id"`, and the catalogue puts that
    sentence's words in its place. Text of a person goes through `verbatim`.
    """

    id: str
    args: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Button:
    """One thing a person can press: the value that comes back, and its label."""

    value: str
    label: Say


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees at once: sentences in order, then buttons in rows of the channel's choosing.

    `free_text`: the person is invited to write (the web page shows a text box).
    """

    lines: tuple[Say, ...]
    buttons: tuple[Button, ...] = ()
    free_text: bool = False


def verbatim(text: str) -> Say:
    """A person's own words, shown as they came."""
    return Say("verbatim", {"text": text})
