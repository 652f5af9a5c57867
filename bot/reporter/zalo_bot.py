"""Reporters on Zalo: no buttons, so options are numbered lines; nothing can be deleted or changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channel import Message
from bot.introduction import Introduction
from bot.message_text import numbered, parts
from bot.receiving import Update
from bot.registration import Hook
from bot.reporter.intake import Arrived
from bot.reporter.voice import VoiceFile
from bot.zalo_api import LONGEST_PART, POLL_SECONDS, ZaloApi
from bot.zalo_updates import ZaloMessage, ZaloSource
from handlers.interview import Received
from hotline.errors import SendFailed
from hotline.interview.conversation import Incoming, Kind

NAME = "zalo"


class ReporterZalo:
    """The reporters' bot: a source of updates and a channel to send on."""

    name = NAME
    repeats = False

    def __init__(self, token: str, api_base: str, *, poll_seconds: int = POLL_SECONDS) -> None:
        self._api = ZaloApi(token, api_base)
        self._source = ZaloSource(self._api, token, _arrived, poll_seconds=poll_seconds)

    async def fetch(self, offset: int | None) -> list[Update[Arrived]]:
        """What isn't confirmed yet, else the next update; waits for one a while. Raises SendFailed."""
        return await self._source.fetch(offset)

    def read(self, raw: dict[str, Any]) -> Update[Arrived]:
        """An update as it is posted. Raises KeyError, TypeError or ValueError for what is none."""
        return self._source.read(raw)

    async def hook(self) -> Hook:
        """Where Zalo posts. Raises SendFailed."""
        return await self._api.hook()

    async def set_hook(self, url: str, secret: str) -> None:
        """Zalo posts there. Raises SendFailed."""
        await self._api.set_hook(url, secret)

    async def remove_hook(self) -> None:
        """Zalo waits to be polled. Raises SendFailed."""
        await self._api.remove_hook()

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with Zalo. No number is kept: nothing can be done with one. Raises SendFailed."""
        for part in parts(numbered(message.text, message.buttons), LONGEST_PART):
            await self._api.send(address, part)
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """Zalo deletes nothing for a bot; the goodbye tells the reporter how to do it by hand."""

    async def fetch_voice(self, voice: VoiceFile, most_bytes: int) -> bytes:
        """Voice messages are declined here, so that none is ever fetched. Raises SendFailed."""
        del voice, most_bytes
        raise SendFailed("refused", permanent=True)

    async def fetch_file(self, file_id: str, most_bytes: int) -> bytes:
        """Pictures and files are declined here, so that none is ever fetched. Raises SendFailed."""
        del file_id, most_bytes
        raise SendFailed("refused", permanent=True)

    def answer(self, arrived: Sequence[Arrived]) -> None:
        """There are no buttons that wait for an answer."""

    async def introduce(self, introductions: Mapping[str, Introduction], default: str) -> None:
        """Zalo shows no commands, and takes a bot's description from Zalo Bot Manager alone."""

    async def close(self) -> None:
        """Give connections back."""
        await self._api.close()


def _arrived(message: ZaloMessage) -> Arrived:
    """Commands are words here, which the interview reads by itself."""
    if message.text is None:
        incoming = Incoming(Kind.UNSUPPORTED, message.medium)
    else:
        incoming = Incoming(Kind.TEXT, message.text)
    return Arrived(Received(NAME, message.chat, message.key, incoming, sent_at=message.sent_at))
