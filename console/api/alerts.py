"""Alerts: listed, shown, acknowledged. Another unit's alert is no alert at all."""

from http import HTTPStatus
from typing import get_args

import msgspec

from console.api.operations import Answer, Ask, Fault, Operation
from console.api.shapes import Alert, AlertList, AlertSummary, NewUrgency, Problem, State, Taken
from handlers import alert as alerts
from handlers import regrading
from hotline.alert.alert import Urgency
from hotline.errors import NotFound
from hotline.messages import Say

_LONGEST_CURSOR = 15
_UNFIT = frozenset({"regrade-no-reason", "regrade-too-long"})


async def listed(ask: Ask) -> Answer:
    """The caller's alerts, newest first."""
    state = ask.query.get("state")
    if state is not None and state not in get_args(State):
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_query")
    found = await alerts.listed(ask.office, ask.caller.officer, state, _before(ask))
    items = [msgspec.convert(item, AlertSummary, from_attributes=True) for item in found.items]
    return Answer(AlertList(items, None if found.next is None else str(found.next)))


async def shown(ask: Ask) -> Answer:
    """One alert with its pages."""
    return Answer(await alert_of(ask))


async def acknowledge(ask: Ask) -> Answer:
    """The alert is the caller's; 409 if somebody has it already, be it the caller."""
    result = await alerts.acknowledge(ask.office, ask.caller.officer, ask.number)
    if not result.found:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    alert = await alert_of(ask)
    if result.done:
        return Answer(alert)
    code = "closed" if alert.state == "closed" else "taken"
    return Answer(Taken(code, ask.text(result.say), alert.acknowledged_by), HTTPStatus.CONFLICT)


async def regrade(ask: Ask) -> Answer:
    """Another urgency, by an officer who has read the case; the reason is sealed to the report."""
    asked: NewUrgency = ask.body
    officer, urgency = ask.caller.officer, Urgency(asked.urgency)
    try:
        result = await regrading.regrade(ask.office, officer, ask.number, urgency, asked.reason)
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    if result.fault is not None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if result.fault in _UNFIT else HTTPStatus.CONFLICT
        raise Fault(status, result.fault.replace("-", "_"), Say(result.fault))
    return Answer(await alert_of(ask))


async def alert_of(ask: Ask) -> Alert:
    """The alert of the path. Raises Fault."""
    view = await alerts.shown(ask.office, ask.caller.officer, ask.number)
    if view is None:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    return msgspec.convert(view, Alert, from_attributes=True)


def _before(ask: Ask) -> int | None:
    cursor = ask.query.get("cursor")
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= _LONGEST_CURSOR):
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown_query")
    return int(cursor)


OPERATIONS = (
    Operation(
        "GET",
        "/alerts",
        listed,
        {HTTPStatus.OK: AlertList},
        query={
            "state": {"enum": list(get_args(State))},
            "cursor": {"type": "string", "pattern": f"^[0-9]{{1,{_LONGEST_CURSOR}}}$"},
        },
    ),
    Operation("GET", "/alerts/{number}", shown, {HTTPStatus.OK: Alert, HTTPStatus.NOT_FOUND: Problem}),
    Operation(
        "POST",
        "/alerts/{number}/ack",
        acknowledge,
        {HTTPStatus.OK: Alert, HTTPStatus.NOT_FOUND: Problem, HTTPStatus.CONFLICT: Taken},
    ),
    Operation(
        "POST",
        "/alerts/{number}/urgency",
        regrade,
        {HTTPStatus.OK: Alert, HTTPStatus.NOT_FOUND: Problem, HTTPStatus.CONFLICT: Problem},
        body=NewUrgency,
    ),
)
