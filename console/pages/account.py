"""The officer's own page: who one is, the password, a code that links a messenger."""

from starlette.responses import Response

from console.pages.guard import ConsolePage
from console.pages.visit import Visit
from handlers import access, contacts, push, units
from hotline.alert.alert import Urgency
from hotline.durations import format_duration
from hotline.errors import NotFound
from hotline.ids import ContactMethodId
from hotline.messages import Say

BY_CODE = ("email", "sms", "voice")
"""Channels whose address is typed here, and proved by the code that is sent there."""


async def show(visit: Visit) -> Response:
    """Who one is."""
    return await _page(visit)


async def act(visit: Visit) -> Response:
    """A code that links one more messenger, shown once; or what was done to a contact."""
    username, form = visit.caller.officer.username, visit.form
    office = visit.office
    match form.get("act", ""):
        case "add":
            channel, address = form.get("channel", ""), form.get("address", "")
            return await _page(
                visit, told=await contacts.add(office, username, channel, address, by=username)
            )
        case "confirm":
            code = form.get("code", "")
            return await _page(visit, told=await contacts.confirm(office, username, code, by=username))
        case "push":
            endpoint = form.get("endpoint", "")
            return await _page(visit, told=await push.subscribe(office, visit.caller.officer.id, endpoint))
        case "order":
            return await _page(visit, told=await _order(visit))
        case "remove":
            return await _page(visit, told=await _remove(visit, form.get("contact", "")))
    return await _page(visit, await access.new_link_code_for(office, username, by=username))


async def _order(visit: Visit) -> Say:
    username, form = visit.caller.officer.username, visit.form
    words = form.get("order", "").replace(",", " ").split()
    try:
        urgency = Urgency(form.get("urgency", ""))
    except ValueError:
        return Say("contact-order-wrong", {"detail": "?"})
    fault = await contacts.set_order(visit.office, username, urgency, words, by=username)
    return fault or Say("contact-order-set")


async def _remove(visit: Visit, number: str) -> Say:
    username = visit.caller.officer.username
    contact = ContactMethodId(int(number) if number.isascii() and number.isdigit() else 0)
    try:
        return await contacts.remove(visit.office, username, contact, by=username)
    except NotFound:  # from an old page
        return Say("contact-removed")


async def _page(visit: Visit, code: str | None = None, told: Say | None = None) -> Response:
    officer = visit.caller.officer
    return visit.page(
        "account.html",
        officer=officer,
        unit=await units.name_of(visit.office, officer.unit),
        role=f"role-{officer.role.value.replace('_', '-')}",
        weakness=await access.weakness_of(visit.office, officer),
        contacts=await contacts.of_officer(visit.office, officer.id),
        ways=(await contacts.ways(visit.office)).get(officer.id, {}),
        duration=format_duration,
        push_key=push.public_key(visit.office) if visit.office.settings.push.enabled else "",
        by_code=[one for one in BY_CODE if one in visit.office.settings.officer_channels],
        told=None if told is None else visit.office.texts.catalog.text(visit.locale, told),
        code=code,
        said=visit.request.query_params.get("said"),
    )


PAGES = (ConsolePage("/account", show, act),)
