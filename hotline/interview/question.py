"""What an interview script is made of: questions, their options, and the sentences that ask them."""

from dataclasses import dataclass, field
from enum import StrEnum

from hotline.messages import Button, Say

REVIEW = "review"  # where the last question leads
REMARKS = "remarks"  # the answer that holds words written where a button was expected
MEDIA = ("web", "telegram", "zalo")


class Answering(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    PLACE = "place"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    id: str
    words: frozenset[str] = frozenset()  # other words for it, when typed; folded
    ages: tuple[int, int] | None = None  # a typed age within means this option
    say: str | None = None  # a sentence that answers it, above the next question
    next: str | None = None  # where it leads, if not where the question leads


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's sentences, ready for one role on one medium (see `Script.wording`)."""

    ask: Say
    more: Say  # while a free text is being written, or when a place was not understood
    buttons: tuple[Button, ...]  # the options


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the script."""

    id: str
    answering: Answering
    next: str
    options: tuple[Option, ...] = ()
    skip: bool = True
    ask_twice: frozenset[str] = frozenset()  # roles that may skip only when asked again
    red: str | None = None  # the option that raises an emergency at once
    by_id: dict[str, Option] = field(default_factory=dict)

    def button(self, option: str) -> str:
        """The value that a press of this option's button brings back."""
        return f"q:{self.id}:{option}"
