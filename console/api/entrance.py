"""`/api/v1`, put together: its operations, its document, and refusals that are always JSON."""

from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console.api import alerts, attachments, calendar, cases, contacts, deeds, drills, roster, sessions
from console.api.openapi import document
from console.api.operations import Fault, Operation, as_json, refusal
from handlers.installation import Installation

OPERATIONS = (
    *sessions.OPERATIONS,
    *contacts.OPERATIONS,
    *alerts.OPERATIONS,
    *deeds.OPERATIONS,
    *cases.OPERATIONS,
    *attachments.OPERATIONS,
    *roster.OPERATIONS,
    *calendar.OPERATIONS,
    *drills.OPERATIONS,
)
PREFIX = "/api/v1"
_CODES = {HTTPStatus.NOT_FOUND: "not_found", HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed"}


def make_api(office: Installation) -> Starlette:
    """The API of this installation."""
    public_url = office.settings.console.public_url or ""
    described = document(OPERATIONS, office.settings.hotline.name, public_url + PREFIX)

    async def openapi(_request: Request) -> Response:
        return as_json(described)

    async def refused(request: Request, error: Exception) -> Response:
        return _refused(office, request, error)

    api = Starlette(
        routes=[_route(office, operation) for operation in OPERATIONS]
        + [Route("/openapi.json", openapi, methods=["GET"])],
        exception_handlers={HTTPException: refused, Exception: refused},
    )
    api.router.redirect_slashes = False
    return api


def _route(office: Installation, operation: Operation) -> Route:
    async def endpoint(request: Request) -> Response:
        return await operation.answer(office, request)

    return Route(operation.path, endpoint, methods=[operation.method])


def _refused(office: Installation, request: Request, error: Exception) -> Response:
    if isinstance(error, Fault):
        return refusal(office, request, error)
    if not isinstance(error, HTTPException):
        return refusal(office, request, Fault(HTTPStatus.INTERNAL_SERVER_ERROR, "broken"))
    status = HTTPStatus(error.status_code)
    response = refusal(office, request, Fault(status, _CODES.get(status, "not_found")))
    response.headers.update(error.headers or {})
    return response
