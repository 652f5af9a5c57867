"""A form with a file in it: read into memory and never onto a disk, the file only up to a size.

What is beyond the size is read past, so that the words beside it aren't lost. The file's name isn't kept.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException

from bot.reporter.files import attachment_of, declined, holding, most_bytes, refusal
from handlers.interview import Received
from hotline.settings import Media

FIELD = "file"
AT_ONCE = 4
"""So many are read at a time; what else comes meanwhile is read past, and asked for again."""
READ_WITHIN = 300.0
_MOST_READ_BYTES = 250_000_000
_MOST_FIELDS = 32


@dataclass(frozen=True, slots=True)
class Upload:
    """The file that was chosen: its claimed type, as much of it as was kept, its whole size."""

    mime: str
    content: bytes = field(repr=False)
    size: int


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

    def __init__(self, most_field_bytes: int, most_file_bytes: int) -> None:
        self.parts: list[_Part] = []
        self._most = {False: most_field_bytes, True: most_file_bytes}
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
        if part.size <= self._most[part.is_file]:
            part.content += data[start:end]
        elif not part.is_file:
            raise HTTPException(413)
        else:
            part.content.clear()


async def read_multipart(
    content_type: str, stream: AsyncIterator[bytes], most_field_bytes: int, most_file_bytes: int
) -> tuple[dict[str, str], Upload | None]:
    """The fields, and the file if one was chosen. Raises HTTPException 400, 408 or 413."""
    _, options = parse_options_header(content_type)
    reading = _Reading(most_field_bytes, most_file_bytes)
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
    files = (one for one in reading.parts if one.is_file and one.is_chosen and one.name == FIELD)
    return fields, next((Upload(one.mime, bytes(one.content), one.size) for one in files), None)


class Uploads:
    """The pictures and files that come by the page."""

    def __init__(self, media: Media) -> None:
        self._media = media
        self._reading = 0
        self._cleaning = asyncio.Semaphore(2)

    @property
    def taken_here(self) -> bool:
        """Whether any are."""
        return self._media.pictures or self._media.files

    @contextmanager
    def reading(self, *, known: bool) -> Iterator[int | None]:
        """How many bytes of a file may be kept now; None: forms have no file. `known`: the visitor is."""
        if not self.taken_here:
            yield None
            return
        self._reading += 1
        try:
            yield most_bytes(self._media) if known and self._reading <= AT_ONCE else 0
        finally:
            self._reading -= 1

    async def held(self, received: Received, upload: Upload) -> Received:
        """What was done, with the attachment, or with why it isn't taken."""
        if why := refusal(self._media, upload.mime, upload.size):
            return declined(received, why)
        if not upload.size:
            return declined(received, "file-empty")
        if len(upload.content) < upload.size:
            return declined(received, "file-failed")
        async with self._cleaning:
            return holding(received, await attachment_of(upload.content, upload.mime))
