"""Logging in and out, and the officer's own password."""

from http import HTTPStatus

from console.api.operations import Answer, Ask, Fault, Operation
from console.api.shapes import Credentials, NewPassword, Problem, Session
from handlers import access
from hotline.messages import Say


async def log_in(ask: Ask) -> Answer:
    """A token, for the right name and password."""
    credentials: Credentials = ask.body
    found = await access.log_in(ask.office, credentials.username, credentials.password)
    if found is None:
        raise Fault(HTTPStatus.UNAUTHORIZED, "wrong_credentials")
    return Answer(Session(found.token, found.must_change_password), HTTPStatus.CREATED)


async def log_out(ask: Ask) -> Answer:
    """The token opens nothing any more."""
    await access.log_out(ask.office, ask.caller)
    return Answer(status=HTTPStatus.NO_CONTENT)


async def change_password(ask: Ask) -> Answer:
    """The password is another; this token goes on, the officer's others end."""
    passwords: NewPassword = ask.body
    fault = await access.change_password(ask.office, ask.caller, passwords.old, passwords.new)
    if fault is not None:
        tried_out = fault == "password-too-many-tries"
        status = HTTPStatus.TOO_MANY_REQUESTS if tried_out else HTTPStatus.UNPROCESSABLE_ENTITY
        raise Fault(status, fault.replace("-", "_"), Say(fault))
    return Answer(status=HTTPStatus.NO_CONTENT)


OPERATIONS = (
    Operation(
        "POST",
        "/sessions",
        log_in,
        {HTTPStatus.CREATED: Session, HTTPStatus.UNAUTHORIZED: Problem},
        body=Credentials,
        guarded=False,
    ),
    Operation("DELETE", "/sessions/current", log_out, {HTTPStatus.NO_CONTENT: None}),
    Operation(
        "PUT",
        "/me/password",
        change_password,
        {HTTPStatus.NO_CONTENT: None, HTTPStatus.TOO_MANY_REQUESTS: Problem},
        body=NewPassword,
        while_password_must_change=True,
    ),
)
