"""A case: what was reported, what has happened since, and what an officer can do about it."""

from http import HTTPStatus
from itertools import groupby

from starlette.responses import Response

from console.pages import deadlines, deeds
from console.pages.alerts import category
from console.pages.answers import answered, named
from console.pages.guard import ConsolePage
from console.pages.times import age, due
from console.pages.visit import Visit, number_in
from console.sound import sound
from handlers import alert as alerts
from handlers import case as cases
from handlers import deeds as doing
from handlers import follow_up, regrading
from handlers.alert import AlertView, EventView
from hotline.alert.alert import Urgency
from hotline.errors import NotFound
from hotline.letter import MOST_CHARACTERS
from hotline.recording import length
from hotline.two_people import LONGEST_REASON, SHORTEST_REASON

_SAID = frozenset(
    {"done", "acknowledged", "taken", "sent", "not-told", "regraded", "met", "met-before", "asked", "agreed"}
)
_URGENCIES = tuple(urgency.value for urgency in Urgency)


async def show(visit: Visit) -> Response:
    """The case in clear; the handler audits that it was opened."""
    return await _page(visit)


async def act(visit: Visit) -> Response:
    """Take the alert, set another urgency, meet a deadline, write to the reporter, or another deed."""
    if visit.form.get("do") == "acknowledge":
        return await _acknowledge(visit)
    if visit.form.get("do") == "regrade":
        return await _regrade(visit)
    if visit.form.get("do") == "meet":
        return await _meet(visit)
    told = await deeds.do(visit)
    if told is None:
        return await _write(visit)
    if not told.found:
        return not_found(visit)
    if told.words is not None:
        return await _page(visit, refused=told.words)
    return visit.go(f"{visit.path}?said=done")


async def _acknowledge(visit: Visit) -> Response:
    result = await alerts.acknowledge(visit.office, visit.caller.officer, visit.number)
    if not result.found:
        return not_found(visit)
    return visit.go(f"{visit.path}?said={'acknowledged' if result.done else 'taken'}")


async def _write(visit: Visit) -> Response:
    text = visit.form.get("text", "")
    try:
        written = await follow_up.write(visit.office, visit.caller.officer, visit.number, text)
    except NotFound:
        return not_found(visit)
    if written.fault is not None:
        return await _page(visit, fault=written.fault, text=text)
    return visit.go(f"{visit.path}?said={'sent' if written.tells_chat else 'not-told'}")


async def _meet(visit: Visit) -> Response:
    try:
        done = await deadlines.meet(visit)
    except NotFound:
        return not_found(visit)
    return visit.go(f"{visit.path}?said={'met' if done else 'met-before'}")


async def _regrade(visit: Visit) -> Response:
    asked, reason = visit.form.get("urgency", ""), visit.form.get("reason", "")
    if asked not in _URGENCIES:
        return await _page(visit, unfit="regrade-same", reason=reason)
    try:
        result = await regrading.regrade(
            visit.office, visit.caller.officer, visit.number, Urgency(asked), reason
        )
    except NotFound:
        return not_found(visit)
    if result.fault is not None:
        return await _page(visit, unfit=result.fault, reason=reason)
    return visit.go(f"{visit.path}?said=regraded")


async def play(visit: Visit) -> Response:
    """A voice message; the handler audits that it was opened."""
    caller, place = visit.caller, number_in(visit.request.path_params, "place")
    try:
        recording = await cases.open_recording(
            visit.office, caller.officer, caller.seeds, visit.number, place
        )
    except NotFound:
        return not_found(visit)
    return sound(visit.request, recording, f"{visit.number}-{place}")


def not_found(visit: Visit) -> Response:
    """There is nothing here for this officer, be there something or not."""
    return visit.page("notice.html", status=HTTPStatus.NOT_FOUND, notice="not_found")


async def _page(
    visit: Visit,
    *,
    fault: str | None = None,
    text: str = "",
    unfit: str | None = None,
    reason: str = "",
    refused: str | None = None,
) -> Response:
    caller = visit.caller
    try:
        view = await cases.open_case(visit.office, caller.officer, caller.seeds, visit.number)
    except NotFound:
        return not_found(visit)
    alert = await alerts.shown(visit.office, caller.officer, visit.number)
    if alert is None:
        return not_found(visit)
    said = visit.request.query_params.get("said")
    return visit.page(
        "case.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if fault or unfit or refused else HTTPStatus.OK,
        alert=alert,
        case=view,
        mine=alert.acknowledged_by == caller.officer.username,
        answers=answered(visit, view.answers),
        spoken=[(one, length(one.seconds), named(visit, one.question)) for one in view.spoken],
        me=caller.officer.username,
        shortest_reason=SHORTEST_REASON,
        longest_reason=LONGEST_REASON,
        events=_events(visit, alert),
        age=age(visit, alert),
        due=due(visit, alert),
        deadlines=deadlines.lines(visit, view.deadlines),
        category=category(visit, alert),
        said=said if said in _SAID else None,
        refused=refused,
        form=visit.form,
        deeds=deeds,
        choices=await doing.choices(visit.office, caller.officer, visit.number),
        alike=await deeds.alike(visit),
        compared=bool(visit.request.query_params.get("compare")),
        fault=fault,
        text=text,
        unfit=unfit,
        reason=reason,
        urgencies=[one for one in _URGENCIES if one != alert.urgency],
        most_characters=MOST_CHARACTERS,
    )


def _events(visit: Visit, alert: AlertView) -> list[tuple[EventView, str, int]]:
    """The timeline: each event in words, the same one over and over only once, with how often."""
    runs = groupby(alert.events, key=lambda event: (event.kind, event.officer))
    counted = [(next(run), 1 + sum(1 for _ in run)) for _, run in runs]
    return [(event, _in_words(visit, event), count) for event, count in counted]


def _in_words(visit: Visit, event: EventView) -> str:
    sentence = f"event-{event.kind}"
    return visit.text(sentence if visit.office.texts.catalog.has(sentence) else "event-other")


PAGES = (ConsolePage("/cases/{number}", show, act), ConsolePage("/cases/{number}/media/{place}", play))
