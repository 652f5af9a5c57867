"""One request for a page: who asks, in which language, and the answer in HTML."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.language import LANGUAGE_COOKIE, language_of
from console.pages.visible import visible
from handlers.access import Caller
from handlers.installation import Installation
from hotline.messages import Say

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["visible"] = visible
_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """A request. `secret` is the cookie that the forms' tokens are made from: the session's, or log-in's.

    `form` holds the fields of a POST, whose token was checked; empty otherwise.
    """

    office: Installation
    request: Request
    locale: str
    session: Caller | None
    secret: str
    form: Mapping[str, str]

    @property
    def caller(self) -> Caller:
        """Who asks. The guard lets nobody without a session come here."""
        if self.session is None:
            raise LookupError("this page was reached without a session")
        return self.session

    @property
    def number(self) -> int:
        """The number in the path; 0, which nothing has, if it is longer than any."""
        return number_in(self.request.path_params, "number")

    @property
    def path(self) -> str:
        """Where this page is, and where its forms go."""
        return self.request.url.path

    def text(self, id_: str, **args: str | int) -> str:
        """The sentence in the visitor's language. Never pass a person's words: "@" would look up another."""
        return self.office.texts.catalog.text(self.locale, Say(id_, args))

    def time(self, at: datetime) -> str:
        """The time where the officers are."""
        return f"{at.astimezone(self.office.settings.hotline.zone):%H:%M %d/%m/%Y}"

    def page(
        self,
        template: str,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        media_type: str = "text/html",
        **facts: object,
    ) -> Response:
        """The page. `facts` are what its template needs beside what every page has."""
        html = _TEMPLATES.get_template(template).render(
            t=self.text,
            time=self.time,
            visit=self,
            csrf=form_token(self.secret),
            languages=[(one, self._here_in(one)) for one in self.office.texts.catalog.locales],
            **facts,
        )
        return Response(html, status, media_type=media_type)

    def go(self, path: str) -> Response:
        """To another page, by GET."""
        return RedirectResponse(path, HTTPStatus.SEE_OTHER)

    def _here_in(self, locale: str) -> str:
        query = {name: value for name, value in self.request.query_params.items() if name != "said"}
        return f"{self.path}?{urlencode(query | {'lang': locale})}"


def broken_page(office: Installation, locale: str) -> str:
    """What is shown when anything broke: no session, no database, nothing of what happened."""
    catalog = office.texts.catalog
    return _TEMPLATES.get_template("broken.html").render(
        locale=locale, t=lambda id_: catalog.text(locale, Say(id_))
    )


def number_in(path: Mapping[str, object], name: str) -> int:
    """The number of this name in the path; 0, which nothing has, if there is none or it is too long."""
    digits = str(path.get(name, ""))
    return int(digits) if len(digits) <= 15 and digits.isascii() and digits.isdigit() else 0


def form_token(secret: str) -> str:
    """What every form carries: only who knows the cookie can make it."""
    return hmac.digest(secret.encode(), b"console form", "sha256").hex()


def locale_of(office: Installation, request: Request) -> str:
    """The language of the address, else of the cookie, else of the browser."""
    offered = office.texts.catalog.locales
    asked = request.query_params.get("lang")
    chosen = asked if asked in offered else request.cookies.get(LANGUAGE_COOKIE)
    accepts = request.headers.get("accept-language", "")
    return language_of(chosen, accepts, offered, office.settings.hotline.default_locale)


def remember_language(office: Installation, request: Request, response: Response) -> None:
    """A language chosen by the address stays chosen."""
    asked = request.query_params.get("lang")
    if asked in office.texts.catalog.locales:
        response.set_cookie(
            LANGUAGE_COOKIE,
            asked,
            max_age=_YEAR_SECONDS,
            httponly=True,
            samesite="lax",
            secure=is_https(office),
        )


def is_https(office: Installation) -> bool:
    """Whether officers reach the console by HTTPS."""
    return (office.settings.console.public_url or "").startswith("https://")
