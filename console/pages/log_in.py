"""Logging in and out."""

from datetime import timedelta
from http import HTTPStatus

from starlette.responses import Response

from console.pages.guard import (
    LOG_IN,
    ConsolePage,
    drop_cookie,
    form_cookie,
    keep_device,
    kept_devices,
    next_of,
    session_cookie,
    set_cookie,
)
from console.pages.visit import Visit
from handlers import access


async def show(visit: Visit) -> Response:
    """The form; who has a session goes on."""
    if visit.session is not None:
        return visit.go(next_of(visit))
    return _form(visit)


async def enter(visit: Visit) -> Response:
    """A session, for the right name and password."""
    username, password = visit.form.get("username", ""), visit.form.get("password", "")
    kept = kept_devices(visit.office, visit.request)
    found = await access.log_in(visit.office, username, password, kept)
    if found is None:
        wait = await access.log_in_wait(visit.office, username, kept)
        return _form(visit, username=username, wrong=True, wait=wait)
    if visit.session is not None:
        await access.log_out(visit.office, visit.session)
    response = visit.go(next_of(visit))
    set_cookie(visit, response, session_cookie(visit.office), found.token)
    keep_device(visit, response, found.device)
    drop_cookie(visit, response, form_cookie(visit.office))
    return response


async def leave(visit: Visit) -> Response:
    """The session is over, and the browser keeps nothing of it."""
    await access.log_out(visit.office, visit.caller)
    response = visit.go(LOG_IN)
    drop_cookie(visit, response, session_cookie(visit.office))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _form(
    visit: Visit, *, username: str = "", wrong: bool = False, wait: timedelta = timedelta()
) -> Response:
    response = visit.page(
        "log_in.html",
        status=HTTPStatus.UNAUTHORIZED if wrong else HTTPStatus.OK,
        username=username,
        wrong=wrong,
        wait_minutes=-(-wait // timedelta(minutes=1)),
        next=next_of(visit),
    )
    set_cookie(visit, response, form_cookie(visit.office), visit.secret)
    return response


PAGES = (
    ConsolePage(LOG_IN, show, enter, guarded=False),
    ConsolePage("/logout", act=leave, while_password_must_change=True),
)
