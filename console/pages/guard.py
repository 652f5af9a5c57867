"""The way to every page: session, password of one's own, the form's token. None can leave it out."""

import hmac
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console.bodies import TooLarge, form_of
from console.pages.visit import Visit, form_token, is_https, locale_of, remember_language
from handlers import access
from handlers.installation import Installation
from handlers.proving import Device

LOG_IN = "/login"
PASSWORD = "/account/password"  # noqa: S105 - a path
BY_ITSELF = "x-by-itself"
"""The header of a request that an open page makes; it keeps no session alive."""
Act = Callable[[Visit], Awaitable[Response]]

_MOST_DEVICES = 8
_SAFE_NEXT = re.compile(r"/(?:cases/\d{1,15}|account|roster|drills)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ConsolePage:
    """One screen at one path: `show` answers GET, `act` its forms."""

    path: str
    show: Act | None = None
    act: Act | None = None
    guarded: bool = True
    while_password_must_change: bool = False

    def route(self, office: Installation) -> Route:
        """Where Starlette finds it."""
        methods = [method for method, act in (("GET", self.show), ("POST", self.act)) if act is not None]

        async def endpoint(request: Request) -> Response:
            response = await self._answer(office, request)
            remember_language(office, request, response)
            return response

        return Route(self.path, endpoint, methods=methods)

    async def _answer(self, office: Installation, request: Request) -> Response:
        visit = await visit_of(office, request)
        if request.method != "POST":
            return self._elsewhere(visit) or await _done(self.show, visit)
        try:
            form = await form_of(request)
        except TooLarge:
            return visit.page("notice.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, notice="too_large")
        if self.guarded and visit.session is None:
            return _ended(visit, form)
        if not hmac.compare_digest(form.get("csrf", "").encode(), form_token(visit.secret).encode()):
            return visit.page("notice.html", status=HTTPStatus.FORBIDDEN, notice="old_form")
        return self._elsewhere(visit) or await _done(self.act, _with_form(visit, form))

    def _elsewhere(self, visit: Visit) -> Response | None:
        """Where a visitor must go first."""
        if not self.guarded:
            return None
        if visit.session is None:
            return _to_log_in(visit)
        if visit.session.must_change_password and not self.while_password_must_change:
            return visit.go(with_next(PASSWORD, visit.path))
        return None


async def visit_of(office: Installation, request: Request) -> Visit:
    """Who comes, before anything is read."""
    token = request.cookies.get(session_cookie(office), "")
    session = await access.caller_of(office, token, by_itself=BY_ITSELF in request.headers) if token else None
    secret = token if session else request.cookies.get(form_cookie(office)) or secrets.token_urlsafe(24)
    return Visit(office, request, locale_of(office, request), session, secret, {})


def session_cookie(office: Installation) -> str:
    """The session's cookie; a browser takes the prefixed name over HTTPS only, from this host only."""
    return "__Host-langnghe_console" if is_https(office) else "langnghe_console"


def form_cookie(office: Installation) -> str:
    """What the log-in form's token is made from, while there is no session."""
    return f"{session_cookie(office)}_form"


def kept_devices(office: Installation, request: Request) -> list[str]:
    """What this browser keeps of the officers who proved themselves in it; several may share one."""
    prefix = _device_cookie(office, "")
    kept = [value for name, value in request.cookies.items() if name.startswith(prefix)]
    return kept[:_MOST_DEVICES]


def keep_device(visit: Visit, response: Response, device: Device) -> None:
    """The browser is known as this officer's from now on.

    Lax, so that it comes along when the link in a mail is opened from a mail provider's own pages; with a
    form of another site it doesn't, and looking does nothing.
    """
    name = _device_cookie(visit.office, str(device.officer))
    set_cookie(visit, response, name, device.token, lasts=access.DEVICE_LASTS)


def set_cookie(
    visit: Visit, response: Response, name: str, value: str, *, lasts: timedelta | None = None
) -> None:
    """A cookie that no script and no other site can use; None: it lives as long as the browser."""
    seconds = None if lasts is None else round(lasts.total_seconds())
    response.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="lax", secure=is_https(visit.office)
    )


def drop_cookie(visit: Visit, response: Response, name: str) -> None:
    """The browser forgets it."""
    response.delete_cookie(name, httponly=True, samesite="lax", secure=is_https(visit.office))


def next_of(visit: Visit) -> str:
    """Where the visitor wanted to go: one of our own pages, whatever the address says."""
    wanted = visit.form.get("next") or visit.request.query_params.get("next", "/")
    return wanted if _SAFE_NEXT.fullmatch(wanted) else "/"


def with_next(path: str, wanted: str) -> str:
    """The path, and where to go from there."""
    return path if wanted in {"", "/"} else f"{path}?{urlencode({'next': wanted})}"


def _device_cookie(office: Installation, officer: str) -> str:
    return f"{session_cookie(office)}_device_{officer}"


async def _done(act: Act | None, visit: Visit) -> Response:
    if act is None:
        raise LookupError("the route takes no such method")
    return await act(visit)


def _with_form(visit: Visit, form: Mapping[str, str]) -> Visit:
    return Visit(visit.office, visit.request, visit.locale, visit.session, visit.secret, form)


def _to_log_in(visit: Visit) -> Response:
    response = visit.go(with_next(LOG_IN, visit.path))
    if session_cookie(visit.office) in visit.request.cookies:
        drop_cookie(visit, response, session_cookie(visit.office))
    return response


def _ended(visit: Visit, form: Mapping[str, str]) -> Response:
    """Nothing was done; what the officer had written is shown, so that it isn't lost."""
    return visit.page(
        "ended.html",
        status=HTTPStatus.UNAUTHORIZED,
        text=form.get("text", ""),
        log_in=with_next(LOG_IN, visit.path),
    )
