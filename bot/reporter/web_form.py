"""What a form of the public pages sent, read within limits; nothing of it is kept."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.reporter.web_upload import Room, Upload, read_multipart

MOST_BYTES = 256 * 1024
"""Of a whole form: 10,000 letters take up to 90,000 bytes in an address's encoding."""
_MOST_FIELDS = 32


@dataclass(frozen=True, slots=True)
class Form:
    """The fields as they came; `tries` counts how often sending this has failed before."""

    answer: str = ""
    text: str = ""
    code: str = ""
    turn: int | None = None
    form_id: str = ""
    token: str = ""
    lang: str = ""
    tries: int = 0
    uploads: tuple[Upload, ...] = ()

    @classmethod
    async def read(cls, request: Request, room: Room | None = None) -> Self:
        """The form in this request, with its files as far as there is room for them.

        Raises HTTPException: 413 if it is too large, 415 if it is none.
        """
        uploads: tuple[Upload, ...] = ()
        if room is not None and _kind(request) == "multipart/form-data":
            content_type = request.headers["content-type"]
            fields, uploads = await read_multipart(content_type, request.stream(), MOST_BYTES, room)
        else:
            fields = _fields(request, await _body(request))
        return cls(
            answer=fields.get("answer", "")[:100],
            text=fields.get("text", "").replace("\r\n", "\n"),
            code=fields.get("code", "")[:1000],
            turn=_number(fields.get("turn", "")),
            form_id=fields.get("form", "")[:64],
            token=fields.get("token", "")[:64],
            lang=fields.get("lang", "")[:8],
            tries=_number(fields.get("tries", "")) or 0,
            uploads=uploads,
        )


async def _body(request: Request) -> bytes:
    announced = _number(request.headers.get("content-length", "")) or 0
    if announced > MOST_BYTES:
        raise HTTPException(413)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(413)
    return body


def _fields(request: Request, body: bytes) -> dict[str, str]:
    if body and _kind(request) != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    try:
        pairs = parse_qsl(
            body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise HTTPException(400) from None
    return dict(pairs)


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
