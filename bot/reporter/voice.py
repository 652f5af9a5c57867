"""Fetching a voice message before the interview hears of it.

If it can't be fetched the message isn't lost: the reporter is asked to write instead.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Protocol

from msgspec.structs import replace as changed

from bot.logs import log
from handlers.installation import Installation
from handlers.interview import Received
from hotline.errors import SendFailed
from hotline.interview.conversation import Incoming, Kind
from hotline.recording import LONGEST_SECONDS, Recording

FETCHED_WITHIN = 10.0
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """A voice message that lies with the messenger: how to ask for it, and what is said of it."""

    file_id: str
    seconds: int | None
    mime: str
    size: int


class VoiceBot(Protocol):
    """A messenger from which voice messages can be fetched."""

    async def fetch_voice(self, voice: VoiceFile, most_bytes: int) -> bytes: ...


async def heard(office: Installation, bot: VoiceBot, received: Received, voice: VoiceFile | None) -> Received:
    """What was done, with the recording if there is one that can be taken."""
    media = office.settings.media
    if voice is None or not media.voice:
        return received
    if (voice.seconds or 0) > LONGEST_SECONDS or voice.size > media.max_mb * _MEGABYTE:
        return _unheard(received, "voice-long")
    try:
        async with asyncio.timeout(FETCHED_WITHIN):
            content = await bot.fetch_voice(voice, media.max_mb * _MEGABYTE)
    except (SendFailed, TimeoutError) as failure:
        kind = failure.kind if isinstance(failure, SendFailed) else None
        log.warning("voice_not_fetched", bot="reporter", kind=kind, error=failure)
        return _unheard(received, "voice-long" if kind == "too_large" else "voice-failed")
    seconds = None if voice.seconds is None else max(0, voice.seconds)
    return speaking(received, Recording(content, seconds, voice.mime))


def speaking(received: Received, recording: Recording) -> Received:
    """What was done, with the recording."""
    incoming = changed(received.incoming, kind=Kind.VOICE, value="")
    return replace(received, incoming=incoming, recording=recording)


def _unheard(received: Received, why: str) -> Received:
    return replace(received, incoming=Incoming(Kind.UNSUPPORTED, why))
