"""Reads what a request carries, up to a size."""

from urllib.parse import parse_qsl

from starlette.requests import Request

MOST_BYTES = 1024 * 1024
_MOST_FIELDS = 50


class TooLarge(Exception):
    """The body is larger than anything that is ever sent here."""


async def whole_body(request: Request) -> bytes:
    """The body. Raises TooLarge before it has read more than there may be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TooLarge
    return bytes(body)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of an ordinary form, line ends as they are elsewhere; empty if it is none."""
    body = await whole_body(request)
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return {name: value.replace("\r\n", "\n") for name, value in fields}
