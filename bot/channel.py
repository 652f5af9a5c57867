"""What a channel can do: say, erase, answer a press; and how it fails (`SendFailed`, nothing else).

A channel translates and delivers. No question, rule or wording lives in one.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """Words and buttons (value, label) as one message; the channel splits what is too long for it."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()


class Channel(Protocol):
    """One messenger, on one side (reporters or officers)."""

    name: str

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with the messenger; its number in the chat, if the messenger gives one.

        Raises SendFailed.
        """

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """The messages are gone from the chat, as far as the messenger lets us. Raises SendFailed."""

    async def close(self) -> None:
        """Give connections back."""


class Source(Protocol):
    """Where updates are polled from. `fetch` returns raw updates after `offset`, in order."""

    name: str

    async def fetch(self, offset: int | None) -> list[dict[str, Any]]:
        """The next updates; waits for some a while. Raises SendFailed."""


Handle = Callable[[Sequence[dict[str, Any]]], Awaitable[list[Exception | None]]]
"""Handles a batch of raw updates and commits; per update None, or the error with which it failed alone."""
