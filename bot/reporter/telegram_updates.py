"""What Telegram's updates say that a reporter did.

Read one by one and only as far as needed: with the library's models one update of a shape that it doesn't
know would fail the whole batch, again and again, and silence everybody behind it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.logs import log
from bot.receiving import Update
from bot.reporter.files import SentFile
from bot.reporter.intake import Arrived
from bot.reporter.voice import VoiceFile
from handlers.interview import Received
from hotline.interview.conversation import Incoming, Kind

# What came instead of words, as the interview names it; the rest of what Telegram has are service messages.
MEDIA = {
    "voice": "voice",
    "photo": "picture",
    "video": "picture",
    "video_note": "picture",
    "animation": "other",
    "document": "file",
    "audio": "file",
    "sticker": "other",
    "location": "location",
    "venue": "location",
    "contact": "other",
    "poll": "other",
    "dice": "other",
    "story": "other",
    "game": "other",
    "invoice": "other",
    "paid_media": "picture",
    "checklist": "other",
    "caption": "other",  # under something of a kind that came after this list
}


# What can be fetched where that is switched on; an animation has a document beside it.
FETCHED = ("photo", "document", "video", "video_note", "audio")


class _Person(msgspec.Struct):
    id: int
    language_code: str | None = None


class _Chat(msgspec.Struct):
    id: int
    type: str


class _Entity(msgspec.Struct):
    type: str
    offset: int
    length: int


class _Message(msgspec.Struct):
    message_id: int
    chat: _Chat
    date: int
    sender: _Person | None = msgspec.field(default=None, name="from")
    text: str | None = None
    entities: list[_Entity] = []
    caption: object = ""


class _Voice(msgspec.Struct):
    file_id: str
    duration: int = 0
    mime_type: str = "audio/ogg"
    file_size: int = 0


class _File(msgspec.Struct):
    file_id: str
    mime_type: str = ""
    file_size: int = 0


class _Press(msgspec.Struct):
    id: str
    sender: _Person = msgspec.field(name="from")
    data: str | None = None


def update_of(raw: dict[str, Any]) -> Update[Arrived]:
    """The update, without content if a reporter did nothing in it that concerns us."""
    update_id = int(raw["update_id"])
    try:
        arrived = _arrived(raw)
    except msgspec.ValidationError as error:
        log.error("update_unreadable", bot="reporter", error=error)
        arrived = None
    chat = arrived.received.sender if arrived else ""
    return Update(update_id, chat, arrived)


def _arrived(raw: dict[str, Any]) -> Arrived | None:
    if "callback_query" in raw:
        return _pressed(str(raw["update_id"]), msgspec.convert(raw["callback_query"], _Press))
    if "edited_message" in raw:
        message = msgspec.convert(raw["edited_message"], _Message)
        if message.chat.type == "private":
            return _written(str(raw["update_id"]), message, Incoming(Kind.UNSUPPORTED, "edited"))
    if "message" in raw:
        message = msgspec.convert(raw["message"], _Message)
        incoming = _incoming(message, raw["message"])
        if incoming is not None and message.chat.type == "private":
            arrived = _written(str(raw["update_id"]), message, incoming)
            return replace(arrived, voice=_voice(raw["message"]), file=_file(raw["message"]))
    return None


def _voice(raw: dict[str, Any]) -> VoiceFile | None:
    """What there is to fetch; None if it isn't told in the way we know."""
    if "voice" not in raw:
        return None
    try:
        voice = msgspec.convert(raw["voice"], _Voice)
    except msgspec.ValidationError:
        return None
    return VoiceFile(voice.file_id, voice.duration, voice.mime_type, voice.file_size)


def _file(raw: dict[str, Any]) -> SentFile | None:
    """The picture or the file that there is to fetch; of a picture's sizes the largest."""
    sent = next((raw[kind] for kind in FETCHED if kind in raw), None)
    photo = isinstance(sent, list)
    try:
        file = msgspec.convert(sent[-1] if isinstance(sent, list) else sent, _File)
    except (msgspec.ValidationError, IndexError):
        return None
    return SentFile(file.file_id, "image/jpeg" if photo else file.mime_type, file.file_size)


def _pressed(update_id: str, press: _Press) -> Arrived:
    received = Received(
        channel="telegram",
        sender=str(press.sender.id),
        update_id=update_id,
        incoming=Incoming(Kind.BUTTON, press.data or ""),
        locale_hint=press.sender.language_code,
    )
    return Arrived(received, press.id)


def _written(update_id: str, message: _Message, incoming: Incoming) -> Arrived:
    received = Received(
        channel="telegram",
        sender=str(message.chat.id),
        update_id=update_id,
        incoming=incoming,
        locale_hint=message.sender.language_code if message.sender else None,
        message_id=str(message.message_id),
        sent_at=datetime.fromtimestamp(message.date, UTC),
    )
    return Arrived(received)


def _incoming(message: _Message, raw: dict[str, Any]) -> Incoming | None:
    """None for service messages, which nobody wrote."""
    if message.text is not None:
        return _command(message.text, message.entities) or Incoming(Kind.TEXT, message.text)
    medium = next((MEDIA[kind] for kind in MEDIA if kind in raw), None)
    caption = message.caption if isinstance(message.caption, str) else ""
    return Incoming(Kind.UNSUPPORTED, medium, caption=caption) if medium else None


def _command(text: str, entities: Sequence[_Entity]) -> Incoming | None:
    """`/start@our_bot poster` is the command "start poster"."""
    if not any(each.type == "bot_command" and each.offset == 0 for each in entities):
        return None
    name, space, rest = text[1:].partition(" ")
    return Incoming(Kind.COMMAND, name.partition("@")[0] + space + rest)
