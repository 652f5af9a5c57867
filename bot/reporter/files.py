"""Pictures and files on their way in: fetched, cleaned and handed to the interview, or kindly declined.

At most two are in hand at a time, and each only so long: a flood of them must not hold up anybody's words.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import Protocol, Self

from msgspec.structs import replace as changed

from bot.logs import log
from bot.reporter.cleaning import cleaned
from handlers.installation import Installation
from handlers.interview import Received
from hotline.attachment import Attachment, known_type, sort_of
from hotline.errors import SendFailed
from hotline.interview.conversation import Kind
from hotline.settings import Media

WITHIN = 15.0
AT_ONCE = 2
MOST_IN_A_LOT = 100_000_000
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class SentFile:
    """A picture or a file that lies with the messenger: how to ask for it, and what is said of it."""

    file_id: str
    mime: str
    size: int


class FileBot(Protocol):
    """A messenger from which files can be fetched."""

    async def fetch_file(self, file_id: str, most_bytes: int) -> bytes: ...


def most_bytes(media: Media) -> int:
    """How large a picture or a file may be."""
    return media.max_mb * _MEGABYTE


def refusal(media: Media, mime: str, size: int) -> str:
    """Why one of this type and size isn't taken, as the interview names it; "" if it is."""
    sort = sort_of(known_type(mime))
    if not (media.pictures if sort == "picture" else media.files):
        return "file-kind" if media.pictures or media.files else sort
    return "file-large" if size > most_bytes(media) else ""


async def attachment_of(content: bytes, mime: str) -> Attachment:
    """What was sent with its cleaned copy, if it is a picture of which one can be made."""
    known = known_type(mime)
    sort = sort_of(known)
    copy = await asyncio.to_thread(cleaned, content) if sort == "picture" else None
    return Attachment(content, sort, known, copy)


@dataclass(slots=True)
class Lot:
    """What one batch of messages may still cost: until when, by the loop's clock, and how many bytes."""

    until: float
    left_bytes: int = MOST_IN_A_LOT

    @classmethod
    def begun(cls) -> Self:
        """From now on."""
        return cls(asyncio.get_running_loop().time() + WITHIN)


class Files:
    """What one receiving loop has in hand."""

    def __init__(self, office: Installation, bot: FileBot) -> None:
        self._media = office.settings.media
        self._bot = bot
        self._hands = asyncio.Semaphore(AT_ONCE)

    async def taken(self, received: Received, sent: SentFile, lot: Lot) -> Received:
        """What was done, with the attachment if it can be taken; as it was where none is ever taken."""
        if not (self._media.pictures or self._media.files):
            return received
        if why := refusal(self._media, sent.mime, sent.size):
            return declined(received, why)
        try:
            async with asyncio.timeout_at(lot.until), self._hands:
                content = await self._fetched(sent, lot)
                attachment = await attachment_of(content, sent.mime)
        except (SendFailed, TimeoutError) as failure:
            kind = failure.kind if isinstance(failure, SendFailed) else None
            log.warning("file_not_fetched", bot="reporter", kind=kind, error=failure)
            return declined(received, "file-large" if kind == "too_large" else "file-failed")
        if not content:
            return declined(received, "file-empty")
        return holding(received, attachment)

    async def _fetched(self, sent: SentFile, lot: Lot) -> bytes:
        if lot.left_bytes <= 0:
            raise SendFailed("lot_full")
        content = await self._bot.fetch_file(sent.file_id, most_bytes(self._media))
        lot.left_bytes -= len(content)
        return content


def holding(received: Received, attachment: Attachment) -> Received:
    """What was done, with the attachment."""
    kind = changed(received.incoming, kind=Kind.ATTACHMENT, value=attachment.sort)
    return replace(received, incoming=kind, attachment=attachment)


def declined(received: Received, why: str) -> Received:
    """What was done, and why its attachment isn't taken; words that came with it are."""
    return replace(received, incoming=changed(received.incoming, kind=Kind.UNSUPPORTED, value=why))
