"""What an Official Account's webhook posts: whether Zalo signed it, and what it says.

The signature is a plain SHA-256 over the app's number, the body's bytes as they came, their `timestamp` and
the account's secret key. Of the person only the number is read, never the name.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from bot.logs import log
from hotline.attachment import type_of_ending

SIGNATURE = "x-zevent-signature"
TOO_OLD = timedelta(hours=13)
"""Zalo repeats a post for two hours, on an older page for twelve; and what was handled is known for a day."""
TOO_EARLY = timedelta(hours=1)
ANONYMOUS = "anonymous"
_KINDS = {
    "text": "text",
    "link": "text",
    "image": "picture",
    "gif": "other",
    "video": "picture",
    "audio": "voice",
    "sticker": "other",
    "location": "location",
    "file": "file",
    "business_card": "other",
}


@dataclass(frozen=True, slots=True)
class OaFile:
    """Where what was sent lies, and what is said of it; 0 bytes: nothing."""

    address: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class OaEvent:
    """What one person did. `kind` "withdrawn": wants to be forgotten; "text" has `text`, a picture may have.

    `chat` is where to answer. `place`: latitude and longitude. `visits`: is on the account's own web page,
    without a name.
    """

    key: str
    chat: str
    kind: str
    sent_at: datetime
    message_id: str | None = None
    text: str = ""
    file: OaFile | None = None
    place: tuple[float, float] | None = None
    visits: bool = False


class _Id(msgspec.Struct):
    id: str | int = ""


class _Coordinates(msgspec.Struct):
    latitude: str | float
    longitude: str | float


class _Payload(msgspec.Struct):
    url: str = ""
    name: str = ""
    size: str | int = 0
    coordinates: _Coordinates | None = None


class _Attachment(msgspec.Struct):
    payload: _Payload = msgspec.field(default_factory=_Payload)


class _Message(msgspec.Struct):
    msg_id: str | int = ""
    text: str | None = ""
    conversation_id: str | int = ""
    attachments: list[_Attachment] = []


class _Event(msgspec.Struct):
    event_name: str
    timestamp: str | int
    sender: _Id = msgspec.field(default_factory=_Id)
    follower: _Id = msgspec.field(default_factory=_Id)
    user_id: str | int = ""
    message: msgspec.Raw = msgspec.Raw(b"{}")


class _Stamp(msgspec.Struct):
    timestamp: str | int


def is_signed(headers: Mapping[str, str], body: bytes, app_id: str, secret_key: str, now: datetime) -> bool:
    """Whether Zalo signed these bytes, and not too long ago."""
    try:
        stamp = str(msgspec.json.decode(body, type=_Stamp).timestamp)
    except msgspec.MsgspecError:
        return False
    signed = hashlib.sha256(app_id.encode() + body + stamp.encode() + secret_key.encode()).hexdigest()
    given = headers.get(SIGNATURE, "").encode("latin-1", "replace")
    if not hmac.compare_digest(given, f"mac={signed}".encode()):
        return False
    at = _time_of(stamp)
    return at is not None and now - TOO_OLD <= at <= now + TOO_EARLY


def event_of(raw: dict[str, Any], secret: str) -> OaEvent | None:
    """What a person did; None if it concerns nobody here: Zalo ceases to post if it isn't answered 200.

    `key` is made with `secret`: it is stored, and must not tell whose chat it was.
    """
    try:
        event = msgspec.json.decode(msgspec.json.encode(raw), type=_Event)
    except msgspec.MsgspecError as error:
        log.error("update_unreadable", bot="zalo_oa", error=error)
        return None
    at = _time_of(str(event.timestamp))
    kind = _kind_of(event.event_name)
    sender = str(event.sender.id)
    if kind == "withdrawn" and not sender:  # no page shows in which of them it is told
        sender = str(event.follower.id or event.user_id)
        if not sender:
            log.error("withdrawal_of_nobody", bot="zalo_oa")
    if at is None or kind is None or not sender:
        return None
    message = _message_of(event.message)
    if message is None:  # somebody sent something, and must be answered
        kind, message = "other", _Message()
    visitor = event.event_name.startswith("anonymous_")
    first = next(iter(message.attachments), _Attachment()).payload
    told = (event.event_name, sender, message.msg_id or event.timestamp)
    return OaEvent(
        key=hmac.digest(secret.encode(), "\n".join(map(str, told)).encode(), "sha256").hex()[:32],
        chat=f"{ANONYMOUS}:{sender}:{message.conversation_id}" if visitor else sender,
        kind=kind,
        sent_at=at,
        message_id=str(message.msg_id) or None,
        text=message.text or "",
        file=_file_of(event.event_name, first),
        place=_place_of(first.coordinates),
        visits=visitor,
    )


def recipient_of(chat: str) -> dict[str, str]:
    """Whom to send to, as Zalo wants it."""
    if not chat.startswith(f"{ANONYMOUS}:"):
        return {"user_id": chat}
    _, visitor, conversation = chat.split(":", 2)
    return {"anonymous_id": visitor, "conversation_id": conversation}


def _message_of(raw: msgspec.Raw) -> _Message | None:
    """None if it has another shape than we know."""
    try:
        return msgspec.json.decode(raw, type=_Message)
    except msgspec.MsgspecError as error:
        log.error("update_unreadable", bot="zalo_oa", error=error)
        return None


def _kind_of(name: str) -> str | None:
    """None: an echo of our own, a receipt, somebody who begins or ceases to follow."""
    if name == "user_withdraw":
        return "withdrawn"
    for start in ("user_send_", "anonymous_send_"):
        if name.startswith(start):
            return _KINDS.get(name.removeprefix(start), "other")
    return None


def _file_of(name: str, found: _Payload) -> OaFile | None:
    """Of a file's name only the ending is read: the rest may say who sent it."""
    if not found.url:
        return None
    mime = {"image": "image/jpeg", "video": "video/mp4"}.get(name.rpartition("_")[2])
    try:
        size = int(found.size)
    except ValueError:
        size = 0
    return OaFile(found.url, mime or type_of_ending(found.name.rpartition(".")[2]), size)


def _time_of(stamp: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(stamp) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _place_of(found: _Coordinates | None) -> tuple[float, float] | None:
    try:
        place = None if found is None else (float(found.latitude), float(found.longitude))
    except ValueError:
        return None
    within = place is not None and abs(place[0]) <= 90 and abs(place[1]) <= 180
    return place if within else None
