"""A picture or a file as it came, on its way from a channel to the report that it belongs to.

Its name is kept nowhere: it may say who sent it. What a browser is told of it comes from this table alone.
"""

from typing import Literal

import msgspec

Sort = Literal["picture", "file"]

UNKNOWN_TYPE = "application/octet-stream"
PICTURES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
}
FILES = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/zip": "zip",
    "text/plain": "txt",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/3gpp": "3gp",
}


COPIES = ("image/jpeg", "image/png")
"""What a cleaned copy may be."""


class Cleaned(msgspec.Struct, frozen=True):
    """A picture drawn anew: nothing of the original but what can be seen."""

    content: bytes
    mime: str

    def __repr__(self) -> str:
        return "Cleaned()"


class Attachment(msgspec.Struct, frozen=True):
    """What was sent, and its cleaned copy; None of a file, and where none could be made."""

    content: bytes
    sort: Sort
    mime: str
    cleaned: Cleaned | None = None

    def __repr__(self) -> str:
        return f"Attachment({self.sort})"


def sort_of(mime: str) -> Sort:
    """Whether what claims to be of this type can be looked at; everything else is a file."""
    return "picture" if mime in PICTURES else "file"


def known_type(mime: str) -> str:
    """The claimed type if we know it. Other claims of a sender aren't repeated."""
    plain = mime.partition(";")[0].strip().lower()
    return plain if plain in PICTURES or plain in FILES else UNKNOWN_TYPE


def type_of_ending(letters: str) -> str:
    """The type of a file whose name ends so."""
    letters = {"jpeg": "jpg", "tiff": "tif"}.get(letters.lower(), letters.lower())
    return next((mime for mime, known in (PICTURES | FILES).items() if known == letters), UNKNOWN_TYPE)


def ending(mime: str) -> str:
    """How the name of a file of this type ends."""
    return PICTURES.get(mime) or FILES.get(mime) or "bin"
