"""What an officer can do about an alert on its case's page, beside taking it: one form each."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from console.pages.visit import Visit
from handlers import closing, deeds, likeness
from handlers.closing import Decided
from handlers.deeds import Done
from handlers.likeness import Likely
from hotline.alert.closing import CloseReason, Closing, ReopenReason, Safe
from hotline.messages import Say

_STANDING = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})", re.ASCII)
_LONGEST_NUMBER = 15
MINUTES = (15, 30, 60, 120)
CLOSE_REASONS = tuple(reason.value for reason in CloseReason)
REOPEN_REASONS = tuple(reason.value for reason in ReopenReason)
SAFE = tuple(safe.value for safe in Safe)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a form: `words` say why nothing did; None if it is done."""

    found: bool
    words: str | None


async def do(visit: Visit) -> Told | None:
    """Do what the form asks; None if it is none of these."""
    act = _ACTS.get(visit.form.get("do", ""))
    if act is None:
        return None
    result = await act(visit)
    return Told(result.found, None if result.done else visit.text(result.say.id, **result.say.args))


async def alike(visit: Visit) -> tuple[Likely, ...]:
    """Other cases that may be about the same child: by words if the officer asked, then by coarse facts."""
    caller = visit.caller
    by_facts = await likeness.suggested(visit.office, caller.officer, visit.number)
    if not visit.request.query_params.get("compare"):
        return by_facts
    by_words = await likeness.alike(visit.office, caller.officer, caller.seeds, visit.number)
    named = {one.number for one in by_words}
    return (*by_words, *(one for one in by_facts if one.number not in named))


async def _pass_on(visit: Visit) -> Done:
    return await deeds.pass_on(visit.office, visit.caller.officer, visit.number)


async def _help(visit: Visit) -> Done:
    return await deeds.ask_help(visit.office, visit.caller.officer, visit.number)


async def _promise(visit: Visit) -> Done:
    minutes = visit.form.get("minutes", "")
    if minutes not in {str(one) for one in MINUTES}:
        return Done(Say("promise-too-far", {"number": visit.number}), done=False, found=True)
    return await deeds.promise(visit.office, visit.caller.officer, visit.number, int(minutes))


async def _arrive(visit: Visit) -> Done:
    return await deeds.arrive(visit.office, visit.caller.officer, visit.number)


async def _escalate(visit: Visit) -> Done:
    seen = _STANDING.fullmatch(visit.form.get("standing", ""))
    if seen is None:
        return Done(Say("now-already", {"number": visit.number}), done=False, found=True)
    standing = (int(seen[1]), int(seen[2]), int(seen[3]))
    return await deeds.escalate_now(visit.office, visit.caller.officer, visit.number, standing)


async def _hand_over(visit: Visit) -> Done:
    caller, to = visit.caller, visit.form.get("to", "")
    return await deeds.hand_over(visit.office, caller.officer, caller.seeds, visit.number, to)


async def _accept(visit: Visit) -> Done:
    return await deeds.answer_hand_over(visit.office, visit.caller.officer, visit.number, accepts=True)


async def _refuse(visit: Visit) -> Done:
    return await deeds.answer_hand_over(visit.office, visit.caller.officer, visit.number, accepts=False)


async def _link(visit: Visit) -> Done:
    caller, digits = visit.caller, visit.form.get("other", "").strip().lstrip("#")
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER
    other = int(digits) if plain else 0
    done = await deeds.link(visit.office, caller.officer, caller.seeds, visit.number, other)
    return done if done.done else Done(done.say, done=False, found=True)


async def _joint(visit: Visit) -> Done:
    caller, desk = visit.caller, visit.form.get("desk", "")
    return await deeds.ask_agency(visit.office, caller.officer, caller.seeds, visit.number, desk)


async def _close(visit: Visit) -> Decided:
    form = visit.form
    why, safe = form.get("why", ""), form.get("safe", "")
    if why not in CLOSE_REASONS or safe not in SAFE:
        return Decided(Say("close-incomplete"), unfit=True)
    said = Closing(CloseReason(why), Safe(safe), _seen_at(visit), form.get("words", ""))
    return await closing.close(visit.office, visit.caller.officer, visit.number, said)


async def _reopen(visit: Visit) -> Decided:
    why, words = visit.form.get("why", ""), visit.form.get("words", "")
    if why not in REOPEN_REASONS:
        return Decided(Say("close-incomplete"), unfit=True)
    return await closing.reopen(visit.office, visit.caller.officer, visit.number, ReopenReason(why), words)


def _seen_at(visit: Visit) -> datetime | None:
    """The time as the form has it, where the officers are; None if it is none."""
    zone = visit.office.settings.hotline.zone
    try:
        local = datetime.fromisoformat(visit.form.get("seen_at", ""))
        return (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):  # the first day of the first year has no time in UTC
        return None


_ACTS: Mapping[str, Callable[[Visit], Awaitable[Done | Decided]]] = {
    "pass": _pass_on,
    "help": _help,
    "promise": _promise,
    "arrive": _arrive,
    "escalate": _escalate,
    "hand": _hand_over,
    "accept": _accept,
    "refuse": _refuse,
    "link": _link,
    "joint": _joint,
    "close": _close,
    "reopen": _reopen,
}
