"""A picture or a file as an answer: sandboxed, never sniffed, and what was sent only ever a download."""

from starlette.responses import Response

from console.headers import SANDBOX
from hotline.attachment import UNKNOWN_TYPE, Attachment, Cleaned, ending


def enclosure(what: Attachment | Cleaned, name: str) -> Response:
    """The original as a download of no type, the cleaned copy to be looked at. `name`: the file's."""
    seen = isinstance(what, Cleaned)
    disposition = "inline" if seen else "attachment"
    headers = {
        "Content-Disposition": f'{disposition}; filename="{name}.{ending(what.mime)}"',
        "Content-Security-Policy": SANDBOX,
    }
    return Response(what.content, headers=headers, media_type=what.mime if seen else UNKNOWN_TYPE)
