"""A reporter for tests: talks to the real engine, script and sentences; restarts between any two messages."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

from handlers.texts import read_locales, read_scripts
from hotline.catalog import Catalog
from hotline.interview.conversation import Conversation, Effect, Incoming, Kind, Standing, Turn
from hotline.interview.engine import advance, begin, present
from hotline.interview.script import Script, load_script
from hotline.places import Places

ROOT = Path(__file__).parents[1]
RECEIPT = "1234567890123456"
SHOWN_RECEIPT = "1234 5678 9012 3456"
SCRIPT_FILE = "interviews/report.toml"

_AS_STORED = msgspec.json.Decoder(Conversation)


@cache
def catalog() -> Catalog:
    """Every sentence, with the province's numbers."""
    return Catalog.load(
        read_locales(ROOT / "locales"),
        {"hotline_name": "Lắng Nghe", "emergency_numbers": "111, 113, 115", "web_page": "none"},
    )


@cache
def script() -> Script:
    """The interview that makes a report."""
    return load_script(read_scripts(ROOT / "interviews"), catalog())


@cache
def places() -> Places:
    """Lâm Đồng."""
    return Places.from_units((ROOT / "places" / "units-vn-2025.json").read_bytes(), "68")


def restarted(conversation: Conversation) -> Conversation:
    """The conversation as the database gives it back."""
    return _AS_STORED.decode(msgspec.json.encode(conversation))


@dataclass
class Reporter:
    """One chat with the hotline. `turn` is what the last message led to."""

    medium: str = "telegram"
    locale: str = "vi"
    numbered: bool = False
    standing: Standing | None = None
    conversation: Conversation = field(init=False)
    turn: Turn = field(init=False)

    def __post_init__(self) -> None:
        self.conversation = begin(self.locale, self.medium)
        self.turn = Turn(self.conversation, present(script(), places(), self.conversation))

    def sends(self, incoming: Incoming) -> Turn:
        """The incoming as it is; the chat begins anew if nothing of it was kept."""
        self.turn = advance(
            script(), places(), self.conversation, incoming, receipt=RECEIPT, numbered=self.numbered
        )
        kept = self.turn.conversation
        self.conversation = begin(self.locale, self.medium) if kept is None else restarted(kept)
        return self.turn

    def presses(self, *values: str) -> Turn:
        """Buttons, one after another."""
        for value in values:
            self.sends(Incoming(Kind.BUTTON, value, standing=self.standing))
        return self.turn

    def writes(self, *texts: str) -> Turn:
        """Messages, one after another."""
        for text in texts:
            self.sends(Incoming(Kind.TEXT, text, standing=self.standing))
        return self.turn

    def commands(self, name: str) -> Turn:
        """`/name`."""
        return self.sends(Incoming(Kind.COMMAND, name, standing=self.standing))

    def comes_to(self, question: str) -> "Reporter":
        """Answers as a neighbour would, up to this question or `review`."""
        for asked, value in _NEIGHBOUR.items():
            if asked == question:
                return self
            self.presses(f"q:{asked}:{value}")
        return self

    @property
    def sees(self) -> str:
        """The sentences on the screen."""
        locale = self.conversation.locale
        return "\n".join(catalog().text(locale, line) for line in self.turn.screen.lines)

    @property
    def sentences(self) -> list[str]:
        """The ids of the sentences on the screen."""
        return [line.id for line in self.turn.screen.lines]

    @property
    def buttons(self) -> list[str]:
        """The values of the buttons on the screen."""
        return [button.value for button in self.turn.screen.buttons]

    @property
    def labels(self) -> dict[str, str]:
        """The words on the buttons, by value."""
        locale = self.conversation.locale
        return {button.value: catalog().text(locale, button.label) for button in self.turn.screen.buttons}

    @property
    def answers(self) -> dict[str, str | tuple[str, ...]]:
        """What is answered so far."""
        return self.conversation.answers

    @property
    def is_red(self) -> bool:
        """Whether the last message raised the alarm."""
        return Effect.RED in self.turn.effects


_NEIGHBOUR = {
    "role": "citizen",
    "danger_now": "no",
    "category": "hit",
    "child_age": "7_10",
    "place": "24736",
    "story": "skip",
    "follow_up": "no",
}
