"""A voice message as an answer: a download that can do nothing by itself, in pieces if the player asks so."""

import re
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from console.headers import SANDBOX
from hotline.recording import TYPES, UNKNOWN_TYPE, Recording

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})", re.ASCII)


def sound(request: Request, recording: Recording, name: str) -> Response:
    """The recording, whole or the piece that was asked for. `name` is the file's, without its ending."""
    content, mime = recording.content, recording.mime if recording.mime in TYPES else UNKNOWN_TYPE
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{name}.{TYPES.get(mime, "bin")}"',
        "Content-Security-Policy": SANDBOX,
    }
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None:
        return Response(content, headers=headers, media_type=mime)
    first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        headers["Content-Range"] = f"bytes */{len(content)}"
        return Response(b"", HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers, mime)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], HTTPStatus.PARTIAL_CONTENT, headers, mime)
