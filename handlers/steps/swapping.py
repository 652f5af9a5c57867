"""One officer asks another to take a shift; it is the other's once that one presses "yes".

A shift has no number of its own: rotations make it. A button names it by unit, place and beginning; typed
words by the beginning alone.
"""

from dataclasses import replace

from handlers.steps import rostering, telling, typed_words
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from handlers.steps.shift_words import facts_of, local
from hotline.duty.planning import Cover
from hotline.duty.roster import Officer, Role, Shift
from hotline.ids import OfficerId
from hotline.messages import Button, Say, Screen
from storage.schema import to_ms
from storage.tables import audit, roster_change, swap_offer
from storage.tables.swap_offer import ACCEPTED, DECLINED, OFFERED, Offer

_MOST_COLLEAGUES = 12
_MOST_TRADES = 3


def ask_button(here: Scene, shift: Shift) -> Button:
    """Begins the asking, on a list of one's own shifts."""
    return Button(f"swap:{seat_of(shift)}:ask", Say("swap-button-ask", {"from": local(here, shift.from_at)}))


def seat_of(shift: Shift | Cover) -> str:
    """How a button names the shift."""
    return f"{shift.unit}:{shift.place.value}:{to_ms(shift.from_at)}"


def colleagues(here: Scene, officer: Officer, seat: str) -> Screen:
    """Whom the officer may ask to take this shift."""
    shift = _shift(here, officer.id, seat)
    if shift is None:
        return Screen((Say("swap-not-yours"),))
    found = _who_can(here, shift)
    if not found:
        return Screen((Say("swap-nobody"),))
    buttons = tuple(
        Button(f"swap:{seat_of(shift)}:{one.id}", Say("swap-button-colleague", {"name": one.name}))
        for one in found[:_MOST_COLLEAGUES]
    )
    return Screen((Say("swap-whom", facts_of(here, shift)),), buttons)


def offer(here: Scene, officer: Officer, seat: str, taker: int, post: Post) -> Outcome:
    """The colleague is asked."""
    shift = _shift(here, officer.id, seat)
    if shift is None:
        return Outcome(Say("swap-not-yours"))
    colleague = next((one for one in _who_can(here, shift) if one.id == taker), None)
    if colleague is None:
        return Outcome(Say("swap-nobody"))
    cover = Cover(shift.unit, shift.place, shift.from_at, shift.until_at, officer.id, colleague.id)
    number = swap_offer.add(here.tx, cover)
    buttons = (*_yes_or_no(number), *_trades(here, number, officer, colleague))
    asked = Screen((Say("swap-asked", {**facts_of(here, shift), "name": officer.name}),), buttons)
    telling.tell_officer(here, colleague.id, asked, post)
    audit.append(here.tx, officer.username, "swap_offered", f"unit:{shift.unit}", here.now, offer=number)
    return Outcome(Say("swap-offered", {**facts_of(here, shift), "name": colleague.name}), done=True)


def trade(here: Scene, officer: Officer, number: int, seat: str, post: Post) -> Outcome:
    """Whoever was asked would take the shift for one of the own: now the first one is asked."""
    found = swap_offer.one(here.tx, number)
    if found is None or found.cover.taker != officer.id or found.in_turn is not None:
        return Outcome(Say("swap-unknown"), found=False)
    theirs, mine = _shift_of(here, found), _shift(here, officer.id, seat)
    if found.state != OFFERED or theirs is None:
        return Outcome(Say("swap-settled"))
    if mine is None:
        return Outcome(Say("swap-not-yours"))
    giver = next((one for one in _who_can(here, mine) if one.id == found.cover.giver), None)
    if giver is None:
        return Outcome(Say("swap-nobody"))
    cover = Cover(mine.unit, mine.place, mine.from_at, mine.until_at, officer.id, giver.id)
    counter = swap_offer.add(here.tx, cover, in_turn=number)
    facts = {**facts_of(here, mine), "name": officer.name, "yours": local(here, theirs.from_at)}
    telling.tell_officer(here, giver.id, Screen((Say("swap-trade", facts),), _yes_or_no(counter)), post)
    audit.append(here.tx, officer.username, "swap_offered", f"unit:{mine.unit}", here.now, offer=counter)
    return Outcome(Say("swap-offered", {**facts_of(here, mine), "name": giver.name}), done=True)


def answer(here: Scene, officer: Officer, number: int, verb: str, post: Post) -> Outcome:
    """The colleague says yes ("accept") or no. Only the first answer counts."""
    found = swap_offer.one(here.tx, number)
    if found is None or found.cover.taker != officer.id:
        return Outcome(Say("swap-unknown"), found=False)
    offers = [found] if found.in_turn is None else [found, *_first(here, found.in_turn)]
    shift = _shift_of(here, found)
    if shift is None or not all(_still_stands(here, one) for one in offers):
        return Outcome(Say("swap-settled"))
    facts = facts_of(here, shift)
    said = "swap-accepted" if verb == "accept" else "swap-declined"
    for one in offers if verb == "accept" else [found]:
        swap_offer.settle(here.tx, one.id, ACCEPTED if verb == "accept" else DECLINED)
        if verb == "accept":
            cover = replace(one.cover, from_at=max(here.now, one.cover.from_at))
            roster_change.add(here.tx, cover, officer.username, here.now)
    audit.append(here.tx, officer.username, said.replace("-", "_"), f"unit:{shift.unit}", here.now)
    telling.tell_officer(here, found.cover.giver, Say(said, {**facts, "name": officer.name}), post)
    return Outcome(Say(f"{said}-done", facts), done=True)


def _first(here: Scene, number: int) -> list[Offer]:
    """The offer that was answered by another."""
    found = swap_offer.one(here.tx, number)
    return [] if found is None else [found]


def _yes_or_no(number: int) -> tuple[Button, ...]:
    return tuple(
        Button(f"swap:{number}:{verb}", Say(f"swap-button-{verb}")) for verb in ("accept", "decline")
    )


def _trades(here: Scene, number: int, giver: Officer, taker: Officer) -> tuple[Button, ...]:
    """For each of the taker's next shifts that the giver could take."""
    zone, far = here.office.settings.hotline.zone, rostering.FAR
    mine = [
        one for one in rostering.between(here.tx, zone, here.now, here.now + far) if one.officer == taker.id
    ]
    return tuple(
        Button(
            f"swap:{number}:trade:{seat_of(one)}",
            Say("swap-button-trade", {"from": local(here, one.from_at)}),
        )
        for one in mine[:_MOST_TRADES]
        if any(each.id == giver.id for each in _who_can(here, one))
    )


def _shift(here: Scene, officer: OfficerId, seat: str) -> Shift | None:
    """The officer's shift that the button names, unless it is over or somebody else's by now."""
    zone, far = here.office.settings.hotline.zone, rostering.FAR
    for one in rostering.between(here.tx, zone, here.now, here.now + far):
        if one.officer == officer and seat in (seat_of(one), typed_words.begins(to_ms(one.from_at), zone)):
            return one
    return None


def _shift_of(here: Scene, found: Offer) -> Shift | None:
    return _shift(here, found.cover.giver, seat_of(found.cover))


def _still_stands(here: Scene, found: Offer) -> bool:
    """Neither was it answered, nor has the roster changed under it."""
    shift = _shift_of(here, found)
    return (
        found.state == OFFERED
        and shift is not None
        and found.cover.taker not in rostering.taken(here.tx, here.office.settings.hotline.zone, shift)
    )


def _who_can(here: Scene, shift: Shift) -> list[Officer]:
    """Colleagues who may read what the unit is sent, can be asked and aren't taken; the unit's own first."""
    taken = rostering.taken(here.tx, here.office.settings.hotline.zone, shift)
    able = [
        one
        for one in here.duty.members(shift.unit)
        if one.id not in taken and one.contact_methods and one.role is not Role.ADMINISTRATOR
    ]
    return sorted(able, key=lambda one: (one.unit != shift.unit, one.id))
