"""What the hotline hands to a channel to be sent, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from hotline.ids import AlertNumber
from hotline.messages import Screen


class Heard(msgspec.Struct, frozen=True, array_like=True):
    """The last that was heard from a chat: the message's number there, and when (ms since 1970)."""

    message_id: str
    at_ms: int


class Contents(msgspec.Struct, frozen=True):
    """A screen in a language, or the numbers of messages that are to vanish from the chat.

    `proof_file`: the proof of reporting that the screen tells goes out as a file, made at that moment.
    `heard`: for a channel on which one may only answer, and only for so long; None if that isn't known.
    `ack`: of a page, what its link carries, for a channel that takes it in another way.
    `letter`: the officer's letter that this brings to the reporter; 0: none.
    """

    locale: str
    screen: Screen | None = None
    erase: tuple[str, ...] = ()
    proof_file: bool = False
    heard: Heard | None = None
    ack: str = ""
    letter: int = 0


class Parcel(msgspec.Struct, frozen=True):
    """One thing to send: a row of the outbox, opened. `attempts` counts this one.

    Parcels of one `recipient` go out in the order of (`sequence`, `id`).
    """

    id: int
    bot: str  # "reporter" | "officer"
    channel: str
    recipient: str
    sequence: int
    address: str
    contents: Contents
    attempts: int
    is_page: bool = False
    alert: AlertNumber | None = None
    made_at_ms: int = 0  # since 1970


@dataclass(frozen=True, slots=True)
class Delivered:
    """The channel took it. `message_id`: its number in the chat, where the channel has such."""

    parcel: int
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The channel did not take it: try again at `again_at`, or never (None)."""

    parcel: int
    kind: str
    again_at: datetime | None
