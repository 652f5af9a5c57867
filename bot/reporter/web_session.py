"""The one cookie of the public pages, and whether a form was ours to answer.

A look leaves nothing: the cookie comes with the first answer. Until then there is nothing to forge, so
that a first form is only asked where it comes from (`Sec-Fetch-Site`, in older browsers `Origin`). From
then on each form holds a seal of its session too. The cookie is Lax, not Strict, so that a reporter who
comes back through a link in a message finds the conversation again.
"""

import hmac
import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's session: its token is the chat's address on the web."""

    token: str

    @property
    def seal(self) -> str:
        """What the session's forms carry: whoever does not have the cookie can't make it."""
        return hmac.digest(self.token.encode(), b"form", "sha256").hex()[:32]

    def sealed(self, seal: str) -> bool:
        """Whether a form with this seal was made for this session."""
        return hmac.compare_digest(self.seal.encode(), seal.encode())


def new_session() -> Session:
    """A session nobody has."""
    return Session(secrets.token_urlsafe(32))


class SessionCookie:
    """Lives as long as the browser's window; bound to this very host where the page is on HTTPS."""

    def __init__(self, public_url: str | None) -> None:
        self._secure = (public_url or "").startswith("https://")
        self.name = "__Host-langnghe" if self._secure else "langnghe"

    def of(self, request: Request) -> Session | None:
        """The session that this request belongs to."""
        token = request.cookies.get(self.name, "")
        return Session(token) if _TOKEN.fullmatch(token) else None

    def give(self, response: Response, session: Session) -> None:
        response.set_cookie(
            self.name, session.token, path="/", secure=self._secure, httponly=True, samesite="lax"
        )

    def take_back(self, response: Response) -> None:
        response.delete_cookie(self.name, path="/", secure=self._secure, httponly=True, samesite="lax")


def is_foreign(request: Request, public_url: str | None) -> bool:
    """Whether another site made the browser send this. Unknown, as without a browser, is not foreign."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return False
    ours = {request.headers.get("host", ""), urlsplit(public_url or "").netloc} - {""}
    return urlsplit(origin).netloc not in ours  # “null” is foreign: our pages send their own
