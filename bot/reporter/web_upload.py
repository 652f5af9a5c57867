"""A form with files in it: read into memory and never onto a disk, the files only up to a size.

What is beyond the size is read past, so that the words beside it aren't lost. No file's name is kept.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException

from bot.reporter.files import attachment_of, declined, holding, most_bytes, refusal
from bot.reporter.voice import speaking
from handlers.interview import Received
from hotline.recording import Recording, type_of
from hotline.settings import Media

FILE, VOICE = "file", "voice"
"""The fields: a picture or a file; something said."""
AT_ONCE = 4
"""So many of the largest have room at a time; what else comes meanwhile is read past, and asked for again."""
READ_WITHIN = 300.0
_MOST_READ_BYTES = 250_000_000
_MOST_FIELDS = 32


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was chosen: by which field, its claimed type, as much of it as was kept, its whole size."""

    chosen_by: str
    mime: str
    content: bytes = field(repr=False)
    size: int


@dataclass(slots=True)
class Memory:
    """How many bytes all the forms that are being read may still keep together."""

    left: int


@dataclass(slots=True)
class Room:
    """What the files of one form may keep; once it is full they are read past."""

    memory: Memory
    left: int
    taken: int = 0

    def take(self, count: int) -> bool:
        """Whether there was room for so many more bytes."""
        if count > min(self.left, self.memory.left):
            self.left = 0
            return False
        self.left -= count
        self.taken += count
        self.memory.left -= count
        return True

    def leave(self) -> None:
        """The form is done with: others have the room."""
        self.memory.left += self.taken
        self.left = self.taken = 0


@dataclass(slots=True)
class _Part:
    name: str
    mime: str
    is_file: bool
    is_chosen: bool  # a browser sends an empty file without a name where none is
    content: bytearray
    size: int = 0


class _Reading:
    """What the parser has met so far."""

    def __init__(self, most_field_bytes: int, room: Room) -> None:
        self.parts: list[_Part] = []
        self._most_field_bytes = most_field_bytes
        self._room = room
        self._header, self._value, self._headers = b"", b"", dict[bytes, bytes]()

    def on_part_begin(self) -> None:
        self._headers = {}
        if len(self.parts) >= _MOST_FIELDS:
            raise HTTPException(400)

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        mime = self._headers.get(b"content-type", b"").decode("latin-1")
        name = options.get(b"name", b"").decode("utf-8", "replace")
        is_file, is_chosen = b"filename" in options, bool(options.get(b"filename"))
        self.parts.append(_Part(name, mime, is_file, is_chosen, bytearray()))

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        part = self.parts[-1]
        part.size += end - start
        if not part.is_file and part.size > self._most_field_bytes:
            raise HTTPException(413)
        if part.is_file and not self._room.take(end - start):
            part.content.clear()
        else:
            part.content += data[start:end]


async def read_multipart(
    content_type: str, stream: AsyncIterator[bytes], most_field_bytes: int, room: Room
) -> tuple[dict[str, str], tuple[Upload, ...]]:
    """The fields, and the files that were chosen. Raises HTTPException 400, 408 or 413."""
    _, options = parse_options_header(content_type)
    reading = _Reading(most_field_bytes, room)
    names = ("on_part_begin", "on_header_field", "on_header_value", "on_header_end", "on_headers_finished")
    callbacks = {name: getattr(reading, name) for name in (*names, "on_part_data")}
    try:
        parser = MultipartParser(options.get(b"boundary", b""), callbacks, _MOST_READ_BYTES)  # type: ignore[arg-type]  # a dict of callables, checked by name
        async with asyncio.timeout(READ_WITHIN):
            read = 0
            async for chunk in stream:
                read += len(chunk)
                if read > _MOST_READ_BYTES:
                    raise HTTPException(413)
                parser.write(chunk)
        parser.finalize()
    except FormParserError:
        raise HTTPException(400) from None
    except TimeoutError:
        raise HTTPException(408) from None
    fields = {one.name: one.content.decode("utf-8", "replace") for one in reading.parts if not one.is_file}
    files = {one.name: one for one in reading.parts if one.is_chosen and one.name in (VOICE, FILE)}
    uploads = (Upload(one.name, one.mime, bytes(one.content), one.size) for one in files.values())
    return fields, tuple(uploads)


class Uploads:
    """What is said, and the pictures and files, that come by the page."""

    def __init__(self, media: Media) -> None:
        self._media = media
        self._memory = Memory(AT_ONCE * most_bytes(media))
        self._cleaning = asyncio.Semaphore(2)

    @property
    def taken_here(self) -> bool:
        """Whether any are."""
        return self._media.voice or self._media.pictures or self._media.files

    @contextmanager
    def reading(self, *, known: bool) -> Iterator[Room | None]:
        """The room for a form's files; None: forms have none. Only a known visitor's have any."""
        if not self.taken_here:
            yield None
            return
        room = Room(self._memory, most_bytes(self._media) if known else 0)
        try:
            yield room
        finally:
            room.leave()

    async def held(self, received: Received, upload: Upload) -> Received:
        """What was done, with the recording or the attachment, or with why it isn't taken."""
        mime = type_of(upload.mime, upload.content) if self._takes_as_voice(upload) else ""
        if upload.size > most_bytes(self._media) and (mime or upload.chosen_by == VOICE):
            return declined(received, "voice-large")
        if mime or (upload.chosen_by == VOICE and len(upload.content) < upload.size):
            return _said(received, upload, mime)
        if why := refusal(self._media, upload.mime, upload.size):
            return declined(received, "voice-kind" if upload.chosen_by == VOICE else why)
        if not upload.size:
            return declined(received, "file-empty")
        if len(upload.content) < upload.size:
            return declined(received, "file-failed")
        async with self._cleaning:
            return holding(received, await attachment_of(upload.content, upload.mime))

    def _takes_as_voice(self, upload: Upload) -> bool:
        """Where files are taken, a sound among them stays one: it may be what somebody else said."""
        return self._media.voice and (upload.chosen_by == VOICE or not self._media.files)


def _said(received: Received, upload: Upload, mime: str) -> Received:
    if not upload.size or len(upload.content) < upload.size:
        return declined(received, "voice-failed")
    return speaking(received, Recording(upload.content, None, mime))
