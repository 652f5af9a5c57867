"""Pictures and files of a case: asked for by one officer, agreed to by a second one, opened by the first."""

from http import HTTPStatus

from console.api.operations import Answer, Ask, Fault, Operation
from console.api.shapes import NewOpening, OpeningAgreed, OpeningAsked, Problem
from handlers import attachments
from handlers.attachments import Opened
from hotline.attachment import Attachment, Cleaned
from hotline.errors import NotFound

_FAULTS = {"two_people": HTTPStatus.FORBIDDEN, "no_copy": HTTPStatus.NOT_FOUND}


async def ask(ask: Ask) -> Answer:
    """A second person who may read the case is asked to agree."""
    caller, wish = ask.caller, ask.body
    try:
        asked = await attachments.ask(
            ask.office, caller.officer, caller.seeds, ask.number, ask.medium, wish.reason
        )
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    if asked.asked_at is None:
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "reason")
    return Answer(OpeningAsked(asked.id, asked.asked_at), HTTPStatus.CREATED)


async def agree(ask: Ask) -> Answer:
    """Whoever asked may open it for a while; 409 for whoever asked, or if it is too late."""
    caller = ask.caller
    try:
        agreed = await attachments.agree(ask.office, caller.officer, caller.seeds, ask.number, ask.medium)
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    if agreed.open_until is None:
        raise Fault(HTTPStatus.CONFLICT, agreed.fault or "lapsed")
    return Answer(OpeningAgreed(agreed.open_until), HTTPStatus.CREATED)


async def copy(ask: Ask) -> Answer:
    """The picture drawn anew, without what a camera wrote into it."""
    return Answer((await _opened(ask, cleaned=True)).cleaned)


async def original(ask: Ask) -> Answer:
    """What was sent, as it came: only ever a download."""
    return Answer((await _opened(ask, cleaned=False)).original)


async def _opened(ask: Ask, *, cleaned: bool) -> Opened:
    caller = ask.caller
    try:
        opened = await attachments.open_one(
            ask.office, caller.officer, caller.seeds, ask.number, ask.medium, cleaned=cleaned
        )
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    if opened.fault is not None:
        raise Fault(_FAULTS[opened.fault], opened.fault)
    return opened


OPERATIONS = (
    Operation(
        "POST",
        "/cases/{number}/attachments/{medium}/openings",
        ask,
        {HTTPStatus.CREATED: OpeningAsked, HTTPStatus.NOT_FOUND: Problem},
        body=NewOpening,
    ),
    Operation(
        "POST",
        "/cases/{number}/openings/{medium}/agreement",
        agree,
        {HTTPStatus.CREATED: OpeningAgreed, HTTPStatus.NOT_FOUND: Problem, HTTPStatus.CONFLICT: Problem},
    ),
    Operation(
        "GET",
        "/cases/{number}/attachments/{medium}/copy",
        copy,
        {HTTPStatus.OK: Cleaned, HTTPStatus.NOT_FOUND: Problem},
    ),
    Operation(
        "GET",
        "/cases/{number}/attachments/{medium}/original",
        original,
        {HTTPStatus.OK: Attachment, HTTPStatus.NOT_FOUND: Problem},
    ),
)
