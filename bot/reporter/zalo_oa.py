"""Reporters on a Zalo Official Account: five buttons at most, and we speak only for so long after them.

A press comes back as ordinary text, so its value travels with a seal of that chat: what nobody was offered
can't be typed. Zalo lets us answer for 48 hours free of charge and for seven days against payment; what may
not go any more is not tried.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.channel import Message
from bot.introduction import Introduction
from bot.message_text import numbered, parts, utf16_units
from bot.receiving import Update
from bot.reporter.files import SentFile
from bot.reporter.intake import Arrived
from bot.reporter.voice import VoiceFile
from bot.zalo_files import ZaloFiles
from bot.zalo_oa_api import OaApi
from bot.zalo_oa_events import OaEvent, event_of, recipient_of
from bot.zalo_oa_free import FreeAnswers
from bot.zalo_oa_tokens import OaTokens
from handlers.interview import Received
from hotline import reply_window
from hotline.errors import SendFailed
from hotline.interview.conversation import Incoming, Kind
from hotline.parcel import Heard
from hotline.settings import ZaloOa

NAME = "zalo_oa"
LONGEST_PART = 1900
MOST_BUTTONS = 5
LONGEST_TITLE = 100
_PRESS = re.compile(r"#(\S{1,200})\.([0-9a-f]{16})")
_SOUND = "audio/amr"


class ReporterZaloOa:
    """The account as a channel to send on, and the reader of what it posts."""

    name = NAME
    repeats = True

    def __init__(self, settings: ZaloOa, api: OaApi, tokens: OaTokens, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._secret = settings.secret_key or ""
        self._api = api
        self._tokens = tokens
        self._now = now
        self._files = ZaloFiles(settings.api_base)
        self._free = FreeAnswers()

    def read(self, raw: dict[str, Any]) -> Update[Arrived]:
        """An event as it is posted; without content if it concerns nobody here."""
        event = event_of(raw, self._secret)
        if event is None:
            return Update(0, "", None)
        return Update(int(event.key[:15], 16), event.chat, self._arrived(event))

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with Zalo. No number is kept: nothing can be done with one. Raises SendFailed."""
        recipient = recipient_of(address)
        bodies, heard = self._bodies(address, message), message.heard
        quoted = {} if heard is None else self._quoted(address, heard, len(bodies))
        for body in bodies:
            await self._tokens.using(partial(self._api.send, recipient, body | quoted))
            if heard is not None:
                self._free.count(address, heard)
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """Zalo deletes nothing for an account; the goodbye tells the reporter how to do it by hand."""

    async def fetch_voice(self, voice: VoiceFile, most_bytes: int) -> bytes:
        """The sound of a voice message. Raises SendFailed."""
        return await self._files.fetch(voice.file_id, most_bytes)

    async def fetch_file(self, file_id: str, most_bytes: int) -> bytes:
        """A picture or a file. Raises SendFailed."""
        return await self._files.fetch(file_id, most_bytes)

    def answer(self, arrived: Sequence[Arrived]) -> None:
        """There are no buttons that wait for an answer."""

    async def introduce(self, introductions: Mapping[str, Introduction], default: str) -> None:
        """What the account says of itself is written in Zalo's own pages."""

    async def close(self) -> None:
        """Give connections back, once a renewal under way is stored."""
        await self._tokens.finish()
        await self._files.close()
        await self._api.close()

    def _quoted(self, chat: str, heard: Heard, parts: int) -> dict[str, str]:
        """What makes it a reply, which Zalo counts as free. Raises SendFailed where it can't go any more."""
        over = reply_window.left(heard, self._now(), paid=self._settings.paid) <= timedelta()
        spent = not self._settings.paid and self._free.left(chat, heard) < parts
        if over or spent:
            raise SendFailed("window", permanent=True)
        return {"quote_message_id": heard.message_id}

    def _bodies(self, chat: str, message: Message) -> list[dict[str, Any]]:
        """One message for each part of the text, with the buttons below the last."""
        fits = all(utf16_units(label) <= LONGEST_TITLE for _, label in message.buttons)
        if len(message.buttons) > MOST_BUTTONS or not fits:
            return [{"text": part} for part in parts(numbered(message.text, message.buttons), LONGEST_PART)]
        bodies: list[dict[str, Any]] = [{"text": part} for part in parts(message.text, LONGEST_PART)]
        if message.buttons and bodies:
            bodies[-1]["attachment"] = {
                "type": "template",
                "payload": {"buttons": [self._button(chat, *button) for button in message.buttons]},
            }
        return bodies

    def _button(self, chat: str, value: str, label: str) -> dict[str, str]:
        return {"title": label, "type": "oa.query.hide", "payload": f"#{value}.{self._seal(chat, value)}"}

    def _seal(self, chat: str, value: str) -> str:
        return hmac.digest(self._secret.encode(), f"{chat}\n{value}".encode(), hashlib.sha256).hex()[:16]

    def _arrived(self, event: OaEvent) -> Arrived:
        return Arrived(
            Received(
                NAME,
                event.chat,
                event.key,
                self._incoming(event),
                message_id=None if event.visits else event.message_id,  # a visitor's page has no window
                sent_at=event.sent_at,
            ),
            voice=_voice(event),
            file=_file(event),
            withdraws=event.kind == "withdrawn",
        )

    def _incoming(self, event: OaEvent) -> Incoming:
        """Commands are words here, which the interview reads by itself; a place is told in figures."""
        if event.kind == "location" and event.place is not None:
            return Incoming(Kind.TEXT, "{:.5f}, {:.5f}".format(*event.place))
        if event.kind != "text" or not event.text:
            return Incoming(
                Kind.UNSUPPORTED, "other" if event.kind == "text" else event.kind, caption=event.text
            )
        pressed = _PRESS.fullmatch(event.text)
        if pressed and hmac.compare_digest(pressed[2], self._seal(event.chat, pressed[1])):
            return Incoming(Kind.BUTTON, pressed[1])
        return Incoming(Kind.TEXT, event.text)


def _voice(event: OaEvent) -> VoiceFile | None:
    heard = event.file if event.kind == "voice" else None
    return None if heard is None else VoiceFile(heard.address, None, _SOUND, heard.size)


def _file(event: OaEvent) -> SentFile | None:
    sent = event.file if event.kind in ("picture", "file") else None
    return None if sent is None else SentFile(sent.address, sent.mime, sent.size)
