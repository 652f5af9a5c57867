"""A voice message as it came, on its way from a messenger to the report that it belongs to."""

import msgspec

LONGEST_SECONDS = 5 * 60
TYPES = {"audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/aac": "aac", "audio/amr": "amr"}
"""What a recording may be, and how its file's name ends. Other claims of a sender aren't repeated."""
UNKNOWN_TYPE = "application/octet-stream"


class Recording(msgspec.Struct, frozen=True):
    """The sound, and what its sender's program says of it."""

    content: bytes
    seconds: int
    mime: str = "audio/ogg"

    def __repr__(self) -> str:
        return f"Recording({self.seconds} s)"


def length(seconds: int) -> str:
    """`0:42`."""
    return f"{seconds // 60}:{seconds % 60:02}"
