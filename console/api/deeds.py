"""What officers do about an alert beside taking it: each a POST, answered by the alert as it stands then."""

from http import HTTPStatus

import msgspec

from console.api.alerts import alert_of
from console.api.operations import Answer, Ask, Fault, Operation
from console.api.shapes import (
    Alert,
    Desk,
    Escalation,
    LikelyCase,
    LikelyCases,
    NewClosing,
    NewPromise,
    NewReopening,
    OtherCase,
    Problem,
    Receiver,
)
from handlers import closing, deeds, likeness
from handlers.deeds import Done
from handlers.likeness import Likely
from hotline.alert.closing import Closing
from hotline.errors import NotFound
from hotline.messages import Say


async def pass_on(ask: Ask) -> Answer:
    """Not this one: the next step is due now; whoever has the alert gives it back."""
    return await _answer(ask, await deeds.pass_on(ask.office, ask.caller.officer, ask.number))


async def ask_help(ask: Ask) -> Answer:
    """Somebody is paged beside the owner, who stays the owner."""
    done = await deeds.ask_help(ask.office, ask.caller.officer, ask.number)
    if done.say.id == "help-done":  # paged a moment ago already: asked twice is asked once
        done = Done(done.say, done=True, found=True)
    return await _answer(ask, done)


async def promise(ask: Ask) -> Answer:
    """The owner will be there in so many minutes; nothing done by then, the alert climbs again."""
    wanted: NewPromise = ask.body
    done = await deeds.promise(ask.office, ask.caller.officer, ask.number, wanted.minutes)
    return await _answer(ask, done)


async def arrive(ask: Ask) -> Answer:
    """The owner is there: the promise is kept."""
    return await _answer(ask, await deeds.arrive(ask.office, ask.caller.officer, ask.number))


async def escalate(ask: Ask) -> Answer:
    """The next step is due now, whoever has the alert."""
    wanted: Escalation = ask.body
    leg, round_, step = (int(one) for one in wanted.standing.split("."))
    done = await deeds.escalate_now(ask.office, ask.caller.officer, ask.number, (leg, round_, step))
    return await _answer(ask, done)


async def hand_over(ask: Ask) -> Answer:
    """A colleague is asked to take it, and can read the case from now on; until a yes the owner stays."""
    wanted: Receiver = ask.body
    caller = ask.caller
    done = await deeds.hand_over(ask.office, caller.officer, caller.seeds, ask.number, wanted.to)
    return await _answer(ask, done)


async def accept(ask: Ask) -> Answer:
    """The alert that was offered is the caller's."""
    done = await deeds.answer_hand_over(ask.office, ask.caller.officer, ask.number, accepts=True)
    return await _answer(ask, done)


async def refuse(ask: Ask) -> Answer:
    """The alert that was offered stays with its owner."""
    done = await deeds.answer_hand_over(ask.office, ask.caller.officer, ask.number, accepts=False)
    return await _answer(ask, done)


async def link(ask: Ask) -> Answer:
    """Another case is about the same child; whoever has the one is paged for the other."""
    wanted: OtherCase = ask.body
    caller = ask.caller
    done = await deeds.link(ask.office, caller.officer, caller.seeds, ask.number, wanted.number)
    return await _answer(ask, done)


async def ask_agency(ask: Ask) -> Answer:
    """A second agency has to acknowledge as well, and is paged until it does."""
    wanted: Desk = ask.body
    caller = ask.caller
    done = await deeds.ask_agency(ask.office, caller.officer, caller.seeds, ask.number, wanted.unit)
    return await _answer(ask, done)


async def close(ask: Ask) -> Answer:
    """The case is closed, with a reason and a look at the child; by the owner or those above."""
    wanted: NewClosing = ask.body
    said = Closing(wanted.reason, wanted.safe, wanted.seen_at, wanted.words)
    result = await closing.close(ask.office, ask.caller.officer, ask.number, said)
    if result.unfit:
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, _code(result.say), result.say)
    return await _answer(ask, Done(result.say, result.done, result.found))


async def reopen(ask: Ask) -> Answer:
    """The case begins again: whoever is on duty now is paged."""
    wanted: NewReopening = ask.body
    result = await closing.reopen(ask.office, ask.caller.officer, ask.number, wanted.reason, wanted.words)
    return await _answer(ask, Done(result.say, result.done, result.found))


async def suggested(ask: Ask) -> Answer:
    """Cases of the same unit and category that may be about the same child."""
    try:
        found = await likeness.suggested(ask.office, ask.caller.officer, ask.number)
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    return _likely(found)


async def similar(ask: Ask) -> Answer:
    """Cases whose story is like this one's, compared in memory by the caller's key; audited."""
    caller = ask.caller
    try:
        found = await likeness.alike(ask.office, caller.officer, caller.seeds, ask.number)
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    return _likely(found)


async def _answer(ask: Ask, done: Done) -> Answer:
    """The alert as it stands now; 409 says why it stands as before."""
    if not done.found:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found")
    if not done.done:
        raise Fault(HTTPStatus.CONFLICT, _code(done.say), done.say)
    return Answer(await alert_of(ask))


def _code(say: Say) -> str:
    return say.id.replace("-", "_")


def _likely(found: tuple[Likely, ...]) -> Answer:
    return Answer(LikelyCases([msgspec.convert(one, LikelyCase, from_attributes=True) for one in found]))


_ANSWERS = {HTTPStatus.OK: Alert, HTTPStatus.NOT_FOUND: Problem, HTTPStatus.CONFLICT: Problem}
_FOUND = {HTTPStatus.OK: LikelyCases, HTTPStatus.NOT_FOUND: Problem}

OPERATIONS = (
    Operation("POST", "/alerts/{number}/pass", pass_on, _ANSWERS),
    Operation("POST", "/alerts/{number}/help", ask_help, _ANSWERS),
    Operation("POST", "/alerts/{number}/promise", promise, _ANSWERS, body=NewPromise),
    Operation("POST", "/alerts/{number}/arrive", arrive, _ANSWERS),
    Operation("POST", "/alerts/{number}/escalate", escalate, _ANSWERS, body=Escalation),
    Operation("POST", "/alerts/{number}/hand-over", hand_over, _ANSWERS, body=Receiver),
    Operation("POST", "/alerts/{number}/accept", accept, _ANSWERS),
    Operation("POST", "/alerts/{number}/refuse", refuse, _ANSWERS),
    Operation("POST", "/alerts/{number}/links", link, _ANSWERS, body=OtherCase),
    Operation("POST", "/alerts/{number}/joint", ask_agency, _ANSWERS, body=Desk),
    Operation("POST", "/alerts/{number}/close", close, _ANSWERS, body=NewClosing),
    Operation("POST", "/alerts/{number}/reopen", reopen, _ANSWERS, body=NewReopening),
    Operation("GET", "/alerts/{number}/suggested", suggested, _FOUND),
    Operation("GET", "/cases/{number}/similar", similar, _FOUND),
)
