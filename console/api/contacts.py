"""By what the caller is paged: addresses added, confirmed by a code, removed."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Literal

from msgspec import Meta, Struct

from console.api.operations import Answer, Ask, Fault, Operation
from console.api.shapes import Problem, Time, Urgency
from handlers import contacts
from hotline.alert.alert import Urgency as AlertUrgency
from hotline.errors import NotFound
from hotline.ids import ContactMethodId
from hotline.messages import Say


class ContactShape(Struct, rename={"linked_at": "confirmed_at"}):
    """One contact method. `confirmed_at` null: the code that was sent there hasn't come back."""

    number: int
    channel: str
    linked_at: Time | None
    works: bool


class WayShape(Struct):
    """A channel, and how long after the page was decided it is used."""

    channel: str
    after_s: int


class ContactList(Struct):
    """The oldest first. `order`: for each urgency, the ways a page takes."""

    items: Sequence[ContactShape]
    order: Mapping[str, Sequence[WayShape]]


class ContactOrder(Struct, forbid_unknown_fields=True):
    """As `langnghe officer contact` takes it: "telegram", "email+1m"; empty for the default."""

    urgency: Urgency
    order: Annotated[Sequence[Annotated[str, Meta(max_length=40)]], Meta(max_length=10)]


class NewContact(Struct, forbid_unknown_fields=True):
    """Where a code is to be sent."""

    channel: Literal["email", "sms", "voice"]
    address: Annotated[str, Meta(min_length=1, max_length=254)]


class ContactCode(Struct, forbid_unknown_fields=True):
    """What arrived there."""

    code: Annotated[str, Meta(min_length=1, max_length=12)]


async def show(ask: Ask) -> Answer:
    """By what one is paged."""
    found = await contacts.of_officer(ask.office, ask.caller.officer.id)
    items = [ContactShape(one.id, one.channel, one.linked_at, one.works) for one in found]
    ways = (await contacts.ways(ask.office)).get(ask.caller.officer.id, {})
    order = {
        urgency.value: [WayShape(one.channel, round(one.after.total_seconds())) for one in found]
        for urgency, found in ways.items()
    }
    return Answer(ContactList(items, order))


async def arrange(ask: Ask) -> Answer:
    """One is paged in this order from now on."""
    wanted: ContactOrder = ask.body
    username, urgency = ask.caller.officer.username, AlertUrgency(wanted.urgency)
    fault = await contacts.set_order(ask.office, username, urgency, wanted.order, by=username)
    if fault is not None:
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, fault.id.replace("-", "_"), fault)
    return Answer(status=HTTPStatus.NO_CONTENT)


async def add(ask: Ask) -> Answer:
    """A code is on its way."""
    wanted: NewContact = ask.body
    username = ask.caller.officer.username
    say = await contacts.add(ask.office, username, wanted.channel, wanted.address, by=username)
    return _done(say, HTTPStatus.ACCEPTED)


async def confirm(ask: Ask) -> Answer:
    """Pages go there too from now on."""
    typed: ContactCode = ask.body
    username = ask.caller.officer.username
    return _done(await contacts.confirm(ask.office, username, typed.code, by=username), HTTPStatus.NO_CONTENT)


async def remove(ask: Ask) -> Answer:
    """No page goes there any more."""
    username, contact = ask.caller.officer.username, ContactMethodId(ask.number)
    try:
        say = await contacts.remove(ask.office, username, contact, by=username)
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    return _done(say, HTTPStatus.NO_CONTENT)


def _done(say: Say, status: HTTPStatus) -> Answer:
    if say.id in contacts.DONE:
        return Answer(status=status)
    tried_out = say.id == "contact-too-often"
    refused = HTTPStatus.TOO_MANY_REQUESTS if tried_out else HTTPStatus.CONFLICT
    raise Fault(refused, say.id.replace("-", "_"), say)


_REFUSED = {HTTPStatus.CONFLICT: Problem, HTTPStatus.TOO_MANY_REQUESTS: Problem}
OPERATIONS = (
    Operation("GET", "/me/contacts", show, {HTTPStatus.OK: ContactList}),
    Operation("POST", "/me/contacts", add, {HTTPStatus.ACCEPTED: None, **_REFUSED}, body=NewContact),
    Operation("PUT", "/me/contacts/order", arrange, {HTTPStatus.NO_CONTENT: None}, body=ContactOrder),
    Operation(
        "POST", "/me/contacts/confirm", confirm, {HTTPStatus.NO_CONTENT: None, **_REFUSED}, body=ContactCode
    ),
    Operation(
        "DELETE",
        "/me/contacts/{number}",
        remove,
        {HTTPStatus.NO_CONTENT: None, HTTPStatus.NOT_FOUND: Problem, **_REFUSED},
    ),
)
