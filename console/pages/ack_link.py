"""The page behind the link of a page: one button, and the password where the officer isn't known yet.

What opens links by itself (a messenger's preview, a mail scanner) asks for the page and presses nothing.
"""

from datetime import timedelta
from http import HTTPStatus

from starlette.responses import Response

from console.pages.guard import ConsolePage, form_cookie, keep_device, kept_devices, set_cookie
from console.pages.visit import Visit
from handlers import ack_link
from handlers.ack_link import Browser, Seen, Standing

_STATUS = {
    Standing.UNKNOWN: HTTPStatus.NOT_FOUND,
    Standing.OVER: HTTPStatus.GONE,
    Standing.OTHER: HTTPStatus.FORBIDDEN,
}


async def show(visit: Visit) -> Response:
    """What the link is for. Nothing has changed."""
    return _shown(visit, await ack_link.look(visit.office, _token(visit), _browser(visit)))


async def press(visit: Visit) -> Response:
    """The alert is taken, or it is said why not; whoever proved to be the officer stays known here."""
    password = visit.form.get("password", "")
    seen = await ack_link.take(visit.office, _token(visit), _browser(visit), password)
    response = _shown(visit, seen)
    if seen.device is not None:
        keep_device(visit, response, seen.device)
    return response


def _token(visit: Visit) -> str:
    return str(visit.request.path_params["token"])


def _browser(visit: Visit) -> Browser:
    session = None if visit.session is None else visit.session.officer.id
    return Browser(session, tuple(kept_devices(visit.office, visit.request)))


def _shown(visit: Visit, seen: Seen) -> Response:
    catalog = visit.office.texts.catalog
    response = visit.page(
        "ack_link.html",
        status=HTTPStatus.UNAUTHORIZED if seen.wrong else _STATUS.get(seen.standing, HTTPStatus.OK),
        seen=seen,
        said="" if seen.say is None else catalog.text(visit.locale, seen.say),
        urgency="" if seen.urgency is None else catalog.text(visit.locale, seen.urgency),
        wait_minutes=-(-seen.wait // timedelta(minutes=1)),
    )
    if visit.session is None:
        set_cookie(visit, response, form_cookie(visit.office), visit.secret)
    return response


PAGES = (ConsolePage("/ack/{token}", show, press, guarded=False),)
