"""Reporters on Zalo: no buttons, so options are numbered lines; nothing can be deleted or changed."""

from collections.abc import Sequence

from bot.channel import Message
from bot.message_text import numbered, parts
from bot.reporter.files import SentFile
from bot.reporter.intake import Arrived
from bot.reporter.voice import VoiceFile
from bot.zalo_api import LONGEST_PART, POLL_SECONDS
from bot.zalo_bot import NAME, ZaloBot
from bot.zalo_files import ZaloFiles
from bot.zalo_updates import ZaloMessage
from handlers.interview import Received
from hotline.interview.conversation import Incoming, Kind

_SOUND, _PICTURE = "audio/aac", "image/jpeg"


class ReporterZalo(ZaloBot[Arrived]):
    """The reporters' bot: a source of updates and a channel to send on."""

    def __init__(self, token: str, api_base: str, *, poll_seconds: int = POLL_SECONDS) -> None:
        super().__init__(token, api_base, _arrived, poll_seconds)
        self._files = ZaloFiles(api_base)

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with Zalo. No number is kept: nothing can be done with one. Raises SendFailed."""
        for part in parts(numbered(message.text, message.buttons), LONGEST_PART):
            await self._api.send(address, part)
        return None

    async def fetch_voice(self, voice: VoiceFile, most_bytes: int) -> bytes:
        """The sound of a voice message. Raises SendFailed."""
        return await self._files.fetch(voice.file_id, most_bytes)

    async def fetch_file(self, file_id: str, most_bytes: int) -> bytes:
        """A picture; a file comes without content. Raises SendFailed."""
        return await self._files.fetch(file_id, most_bytes)

    async def close(self) -> None:
        """Give connections back."""
        await self._files.close()
        await super().close()

    def answer(self, arrived: Sequence[Arrived]) -> None:
        """There are no buttons that wait for an answer."""


def _arrived(message: ZaloMessage) -> Arrived:
    """Commands are words here, which the interview reads by itself."""
    if message.text is None:
        incoming = Incoming(Kind.UNSUPPORTED, message.medium, caption=message.caption)
    else:
        incoming = Incoming(Kind.TEXT, message.text)
    return Arrived(
        Received(NAME, message.chat, message.key, incoming, sent_at=message.sent_at),
        voice=VoiceFile(message.file, None, _SOUND, 0)
        if message.file and message.medium == "voice"
        else None,
        file=SentFile(message.file, _PICTURE, 0) if message.file and message.medium == "picture" else None,
        nameless=not message.chat,
    )
