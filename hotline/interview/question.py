"""What an interview script is made of: questions, their options, and the sentences that ask them."""

from dataclasses import dataclass, field
from enum import StrEnum

from hotline.condition import ALWAYS, Answers, Condition
from hotline.messages import Button, Say

REVIEW = "review"  # where the last question leads
REMARKS = "remarks"  # the answer that holds words written where a button was expected
MEDIA = ("web", "telegram", "zalo", "zalo_oa")


class Answering(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"  # one option
    CHOICES = "choices"  # several options, then “done”
    PLACE = "place"
    TEXT = "text"  # words in as many messages as it takes, then “done”
    OPEN = "open"  # one option, or one message of one's own words


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    id: str
    words: frozenset[str] = frozenset()  # other words for it, when typed; folded
    ages: tuple[int, int] | None = None  # a typed age within means this option
    say: tuple[str, ...] = ()  # sentences that answer it, above the next question
    next: str | None = None  # where it leads, if not where the question leads
    alone: bool = False  # of several: excludes the others, and ends the question


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's sentences, ready for one role on one medium (see `Script.wording`)."""

    ask: Say
    more: Say  # while an answer is being put together, or when a place was not understood
    buttons: tuple[Button, ...]  # the options
    beside: Say | None = None  # what introduces the option that is offered beside another question


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the script.

    `further`: nobody has to answer it; it is asked of whom it `concerns` who chose to tell more at the
    review. `beside`: the option of a further question that is offered already beside the next core
    question, because it may mean that somebody must come at once. `anytime`: its options are taken
    whenever they are pressed.
    """

    id: str
    answering: Answering
    next: str
    options: tuple[Option, ...] = ()
    skip: bool = True
    ask_twice: frozenset[str] = frozenset()  # roles that may skip only when asked again
    red: str | None = None  # the option that raises an emergency at once
    enough: bool = False  # whoever is asked this may go to the review instead
    further: bool = False
    roles: frozenset[str] = frozenset()  # whom it is for; empty: everybody
    condition: Condition = ALWAYS
    given: tuple[str, ...] = ()  # asked only once these are answered
    beside: str | None = None
    anytime: bool = False
    by_id: dict[str, Option] = field(default_factory=dict)

    @property
    def options_named(self) -> frozenset[str]:
        """The options that a condition may name; of a place, that the province was chosen."""
        return frozenset({"province"}) if self.answering is Answering.PLACE else frozenset(self.by_id)

    def button(self, option: str) -> str:
        """The value that a press of this option's button brings back."""
        return f"q:{self.id}:{option}"

    def concerns(self, role: str, answers: Answers) -> bool:
        """Whether an answer to it makes sense for this role after these answers."""
        return not (self.roles and role not in self.roles) and self.condition.holds(answers)

    def is_due(self, role: str, answers: Answers) -> bool:
        """Whether it is to be asked now."""
        return (
            self.id not in answers
            and self.concerns(role, answers)
            and all(answers.get(question) for question in self.given)
        )
