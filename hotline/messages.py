"""What is said to a person: sentences by their id, never their words.

The words live in `locales/`; `Catalog` (see `hotline/catalog.py`) turns a `Say` into text at the edge,
so that the rules and the database hold no language.
"""

import msgspec


class Say(msgspec.Struct, frozen=True):
    """One sentence (a bubble): its id in `locales/`, and what fills its gaps.

    An argument may itself be the id of a sentence: write it as `"@id"`, and the catalogue puts that
    sentence's words in its place. Text of a person goes through `verbatim`.
    """

    id: str
    args: dict[str, str | int] = msgspec.field(default_factory=dict)


class Button(msgspec.Struct, frozen=True):
    """One thing a person can press: the value that comes back, and its label."""

    value: str
    label: Say


class Screen(msgspec.Struct, frozen=True):
    """What a person sees at once: sentences in order, then buttons in rows of the channel's choosing.

    `free_text`: the person is invited to write (the web page shows a text box).
    """

    lines: tuple[Say, ...]
    buttons: tuple[Button, ...] = ()
    free_text: bool = False


def verbatim(text: str) -> Say:
    """A person's own words, shown as they came."""
    return Say("verbatim", {"text": text})
