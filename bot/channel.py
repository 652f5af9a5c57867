"""What a channel can do: say, erase; and how it fails (`SendFailed`, nothing else).

A channel translates and delivers. No question, rule or wording lives in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hotline.parcel import Heard


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof of reporting, for a channel that can send a file; `day` as ISO."""

    title: str
    words: str
    day: str
    locale: str


@dataclass(frozen=True, slots=True)
class Message:
    """Words and buttons (value, label) as one message; the channel splits what is too long for it.

    `proof`: goes with it as a file where the channel has such. `heard`: what it answers, if that is known.
    `ack`: of a page, what its link carries.
    """

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    proof: Proof | None = None
    heard: Heard | None = None
    ack: str = ""


class Channel(Protocol):
    """One messenger, on one side (reporters or officers)."""

    name: str

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with the messenger; its number in the chat, if the messenger gives one.

        A text that had to be cut has several, with commas between; `erase` takes them so.

        Raises SendFailed.
        """

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """The messages are gone from the chat, as far as the messenger lets us. Raises SendFailed."""

    async def close(self) -> None:
        """Give connections back."""
