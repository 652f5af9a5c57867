"""A voice message as it came, on its way from a messenger to the report that it belongs to."""

import re

import msgspec

LONGEST_SECONDS = 5 * 60
TYPES = {
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/3gpp": "3gp",
    "audio/webm": "weba",
    "audio/wav": "wav",
    "audio/flac": "flac",
}
"""What a recording may be, and how its file's name ends. Other claims of a sender aren't repeated."""
_ALSO = {
    "audio/x-m4a": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "audio/mp3": "audio/mpeg",
    "audio/x-mpeg": "audio/mpeg",
    "audio/x-aac": "audio/aac",
    "audio/aacp": "audio/aac",
    "audio/opus": "audio/ogg",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/x-flac": "audio/flac",
    "audio/3gpp2": "audio/3gpp",
}
"""Other names that browsers have for them."""
_BEGINNINGS = (
    (re.compile(rb"OggS"), "audio/ogg"),
    (re.compile(rb"ID3|\xff[\xfa\xfb\xf2\xf3]"), "audio/mpeg"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "audio/aac"),
    (re.compile(rb"#!AMR"), "audio/amr"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "audio/wav"),
    (re.compile(rb"fLaC"), "audio/flac"),
    (re.compile(rb"....ftypM4A", re.DOTALL), "audio/mp4"),
    (re.compile(rb"....ftyp3g", re.DOTALL), "audio/3gpp"),
)
UNKNOWN_TYPE = "application/octet-stream"


class Recording(msgspec.Struct, frozen=True):
    """The sound, and what its sender's program says of it; a browser doesn't say how long it lasts."""

    content: bytes
    seconds: int | None
    mime: str = "audio/ogg"

    def __repr__(self) -> str:
        return f"Recording({self.seconds} s)"


def type_of(claimed: str, content: bytes) -> str:
    """Which of our types the sound is of, by the sender's claim or by how it begins; "" if it is none.

    Phones call what their recorder made a video, or nothing in particular, when they don't know its ending.
    """
    plain = claimed.partition(";")[0].strip().lower()
    known = _ALSO.get(plain, plain)
    if known in TYPES:
        return known
    if plain.startswith(("image/", "text/")):
        return ""
    return next((mime for begins, mime in _BEGINNINGS if begins.match(content)), "")


def length(seconds: int | None) -> str:
    """`0:42`; `none` if nobody knows, which sentences leave out."""
    return "none" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"
