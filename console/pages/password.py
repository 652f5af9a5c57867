"""The officer's password, changed; at the first log-in before anything else."""

from http import HTTPStatus

from starlette.responses import Response

from console.pages.guard import PASSWORD, ConsolePage, keep_device, next_of
from console.pages.visit import Visit
from handlers import access


async def show(visit: Visit) -> Response:
    """The form."""
    return _form(visit)


async def change(visit: Visit) -> Response:
    """The password is another; this session goes on."""
    old, new = visit.form.get("old", ""), visit.form.get("new", "")
    if new != visit.form.get("again"):
        return _form(visit, "password-differs")
    fault = await access.change_password(visit.office, visit.caller, old, new)
    if fault is not None:
        return _form(visit, fault)
    wanted = next_of(visit)
    response = visit.go("/account?said=password" if wanted == "/account" else wanted)
    keep_device(visit, response, await access.device_of(visit.office, visit.caller))
    return response


def _form(visit: Visit, fault: str | None = None) -> Response:
    return visit.page(
        "password.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        fault=fault,
        forced=visit.caller.must_change_password,
        next=next_of(visit),
    )


PAGES = (ConsolePage(PASSWORD, show, change, while_password_must_change=True),)
