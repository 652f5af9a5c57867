"""One operation of the API: what it takes, what it answers, and the way there that none can leave out.

Every operation is guarded unless it says otherwise: a session, a password that is the officer's own,
no query keys but its own, a body of its shape. The OpenAPI document is made from the same table.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from console.api.shapes import Problem
from console.bodies import TooLarge, whole_body
from console.enclosure import enclosure
from console.language import language_of
from console.sound import sound
from handlers import access
from handlers.access import Caller
from handlers.installation import Installation
from hotline.attachment import Attachment, Cleaned
from hotline.messages import Say
from hotline.recording import Recording

_LONGEST_NUMBER = 15


class Fault(HTTPException):
    """The request is refused. `code` for programs; `say` for people, by default the code's own sentence."""

    def __init__(self, status: HTTPStatus, code: str, say: Say | None = None) -> None:
        super().__init__(status, code)
        self.code = code
        self.say = say or Say(f"fault-{code}")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that may be answered."""

    office: Installation
    locale: str
    query: Mapping[str, str]
    number: int
    medium: int
    kind: str
    day: str
    body: Any
    session: Caller | None

    @property
    def caller(self) -> Caller:
        """Who asks. Raises Fault if nobody is logged in."""
        if self.session is None:
            raise Fault(HTTPStatus.UNAUTHORIZED, "not_logged_in")
        return self.session

    def text(self, say: Say) -> str:
        """The sentence in the caller's language."""
        return self.office.texts.catalog.text(self.locale, say)


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back; None: nothing beside the status. Recordings and attachments come as they are."""

    value: msgspec.Struct | Mapping[str, Any] | None = None
    status: HTTPStatus = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Operation:
    """`answers`: the statuses it has beside those of the guard, and their shapes."""

    method: str
    path: str
    act: Callable[[Ask], Awaitable[Answer]]
    answers: Mapping[HTTPStatus, type | None]
    body: type | None = None
    query: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    guarded: bool = True
    while_password_must_change: bool = False

    async def answer(self, office: Installation, request: Request) -> Response:
        """The whole way of a request. Raises Fault."""
        session = await self._admitted(office, request) if self.guarded else None
        ask = Ask(
            office=office,
            locale=locale_of(office, request),
            query=self._query(request),
            number=_number(request, "number"),
            medium=_number(request, "medium"),
            kind=request.path_params.get("kind", ""),
            day=request.path_params.get("day", ""),
            body=await self._body(request),
            session=session,
        )
        answer = await self.act(ask)
        if isinstance(answer.value, Attachment | Cleaned):
            return enclosure(answer.value, f"{ask.number}-{ask.medium}")
        if isinstance(answer.value, Recording):
            return sound(request, answer.value, f"{ask.number}-{ask.medium}")
        return as_json(answer.value, answer.status)

    async def _admitted(self, office: Installation, request: Request) -> Caller:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        caller = None
        if scheme.lower() == "bearer" and token.strip():
            caller = await access.caller_of(office, token.strip())
        if caller is None:
            raise Fault(HTTPStatus.UNAUTHORIZED, "not_logged_in")
        if caller.must_change_password and not self.while_password_must_change:
            raise Fault(HTTPStatus.FORBIDDEN, "password_change_required")
        return caller

    def _query(self, request: Request) -> dict[str, str]:
        found = request.query_params.multi_items()
        query = dict(found)
        if len(query) != len(found) or query.keys() - self.query.keys():
            raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_query")
        return query

    async def _body(self, request: Request) -> object:
        if self.body is None:
            return None
        try:
            return msgspec.json.decode(await whole_body(request), type=self.body)
        except TooLarge:
            raise Fault(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large") from None
        except msgspec.ValidationError as error:
            # Its message names the field and what was expected there, never what was sent.
            say = Say("fault-wrong_shape", {"detail": str(error)})
            raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "wrong_shape", say) from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise Fault(HTTPStatus.BAD_REQUEST, "malformed_json") from None


def locale_of(office: Installation, request: Request) -> str:
    """The language of what is said to people."""
    return language_of(
        None,
        request.headers.get("accept-language", ""),
        office.texts.catalog.locales,
        office.settings.hotline.default_locale,
    )


def as_json(value: object, status: int = HTTPStatus.OK) -> Response:
    """The answer's bytes; of None only the status."""
    if value is None:
        return Response(status_code=status)
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def refusal(office: Installation, request: Request, fault: Fault) -> Response:
    """A refusal as the caller reads it."""
    message = office.texts.catalog.text(locale_of(office, request), fault.say)
    response = as_json(Problem(fault.code, message), fault.status_code)
    if fault.status_code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _number(request: Request, name: str) -> int:
    """The number of this name in the path; 0, which nothing has, if it is longer than any."""
    digits = request.path_params.get(name, "0")
    return int(digits) if len(digits) <= _LONGEST_NUMBER and digits.isascii() and digits.isdigit() else 0
