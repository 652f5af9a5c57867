"""A unit's drills and how its officers fared. Another unit's drills are none at all."""

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Literal

from msgspec import Meta, Struct

from console.api.operations import Answer, Ask, Fault, Operation
from console.api.shapes import UNIT_CODE, Problem, Time
from handlers import drill
from handlers.drill import Past, Result
from hotline.ids import UnitCode


class DrillOfficer(Struct):
    """How one officer fared. `relieved`: somebody else took it first. Seconds from the beginning."""

    officer: Annotated[str, Meta(description="a username")]
    outcome: Literal["passed", "relieved", "unanswered", "unread", "unreachable"] | None
    paged_after_seconds: float | None
    accepted_after_seconds: float | None
    acknowledged_after_seconds: float | None
    opened_after_seconds: float | None


class PastDrill(Struct):
    """One drill. While it is `running` there are no results."""

    number: int
    unit: str
    begun_at: Time
    running: bool
    officers: Sequence[DrillOfficer]


class Drills(Struct):
    """A unit's last drills, newest first."""

    items: Sequence[PastDrill]


async def drills(ask: Ask) -> Answer:
    """The last drills of a unit, by default the caller's."""
    officer = ask.caller.officer
    found = await drill.results_for(ask.office, officer, UnitCode(ask.query.get("unit", officer.unit)))
    if found is None:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    return Answer(Drills([_past(one) for one in found]))


def _past(one: Past) -> PastDrill:
    return PastDrill(
        one.number, one.unit, one.begun_at, one.running, [_officer(each) for each in one.results]
    )


def _officer(one: Result) -> DrillOfficer:
    return DrillOfficer(
        one.username,
        None if one.outcome is None else one.outcome.value,
        _seconds(one.paged),
        _seconds(one.accepted),
        _seconds(one.acknowledged),
        _seconds(one.opened),
    )


def _seconds(after: timedelta | None) -> float | None:
    return None if after is None else round(after.total_seconds(), 3)


OPERATIONS = (
    Operation(
        "GET",
        "/drills",
        drills,
        {HTTPStatus.OK: Drills, HTTPStatus.NOT_FOUND: Problem},
        query={"unit": {"type": "string", "pattern": UNIT_CODE}},
    ),
)
