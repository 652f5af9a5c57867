"""One officer hands an alert over to another, who says yes or no; until then it stays where it is.

Only a member of the report can be chosen from a messenger, because nobody is there to open the seal for
another; from the console the owner's own key does it.
"""

from handlers.steps import acknowledging, paging, telling
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from handlers.steps.shift_words import local
from hotline.alert import handing_over
from hotline.alert.acknowledgement import AlreadyClosed, AlreadyTaken, MustOpenFirst, NotTaken
from hotline.alert.handing_over import HandedOver, NotOffered, Offered, Refused
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber, OfficerId
from hotline.messages import Button, Say, Screen
from storage.tables import report
from storage.tables.alert import StoredAlert

_MOST_COLLEAGUES = 12


def receivers(here: Scene, stored: StoredAlert, *, can_grant: bool) -> tuple[Officer, ...]:
    """To whom it can be handed over. `can_grant`: the owner is here to open the seal for another."""
    able = handing_over.receivers(stored.alert, here.duty)
    if can_grant:
        return able
    members = report.members(here.tx, stored.report_id)
    return tuple(one for one in able if str(one.id) in members)


def choices(here: Scene, number: AlertNumber, officer: Officer) -> Outcome:
    """Whom the owner may ask, as buttons."""
    stored = acknowledging.entitled(here, number, officer, "hand_over")
    if stored is None:
        return acknowledging.unknown(number)
    facts = acknowledging.facts_about(here, number, officer)
    if stored.alert.acknowledged_by != officer.id:
        return _not_the_owner(here, stored, officer)
    found = receivers(here, stored, can_grant=False)[:_MOST_COLLEAGUES]
    if not found:
        return Outcome(Say("hand-nobody", facts))
    buttons = tuple(
        Button(f"alert:{number}:hand:{one.id}", Say("hand-button-colleague", {"name": one.name}))
        for one in found
    )
    return Outcome(Say("hand-whom", facts), buttons=buttons)


def offer(
    here: Scene, number: AlertNumber, officer: Officer, to: int, post: Post, *, can_grant: bool
) -> Outcome:
    """The colleague is asked, and has until a time to answer."""
    stored = acknowledging.entitled(here, number, officer, "hand_over")
    if stored is None:
        return acknowledging.unknown(number)
    colleague = next((one for one in receivers(here, stored, can_grant=can_grant) if one.id == to), None)
    if colleague is None:
        return unfit(number, acknowledging.name_of(here, OfficerId(to)))
    match handing_over.hand_over(stored.alert, officer.id, colleague.id, here.now):
        case Offered(alert, withdrawn):
            acknowledging.keep(here, stored, alert, officer, "hand_over_offered", post, colleague.username)
            _ask(here, stored, officer, colleague, post)
            if withdrawn is not None:
                _tell(here, withdrawn, "note-hand-withdrawn", number, officer, post)
            facts = acknowledging.facts_about(here, number, colleague) | _until(here, stored)
            return Outcome(Say("hand-offered", facts), done=True, owner=officer.id)
        case NotTaken() | AlreadyTaken() | AlreadyClosed():
            return _not_the_owner(here, stored, officer)


def unfit(number: AlertNumber, name: str) -> Outcome:
    """Whoever was named can't have it: not of this unit or those above, not active, or the owner."""
    return Outcome(Say("hand-unfit", {"number": int(number), "name": name}))


def accept(here: Scene, number: AlertNumber, officer: Officer, post: Post, *, from_console: bool) -> Outcome:
    """The alert is this officer's now; everyone paged is told who has it (E5)."""
    stored = acknowledging.entitled(here, number, officer, "accept")
    if stored is None:
        return acknowledging.unknown(number)
    opened = acknowledging.has_read(here, number, officer)
    facts = acknowledging.facts_about(here, number, officer)
    match handing_over.accept(stored.alert, officer.id, here.now, from_console=from_console, opened=opened):
        case HandedOver(alert, before):
            acknowledging.keep(here, stored, alert, officer, "hand_over_accepted", post)
            paging.quieten(here, number)
            telling.tell_concerned(here, number, officer.id, before, Say("note-taken", facts), post)
            more = (acknowledging.more_button(number),)
            return Outcome(Say("ack-done", facts), done=True, owner=officer.id, buttons=more)
        case MustOpenFirst():
            acknowledging.refused(here, officer, number, "accept", "must_open_first")
            return Outcome(Say("ack-open-first", facts))
        case NotOffered():
            return Outcome(Say("hand-settled", facts), owner=stored.alert.acknowledged_by)


def refuse(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
    """It stays with its owner, who is told."""
    stored = acknowledging.entitled(here, number, officer, "refuse")
    if stored is None:
        return acknowledging.unknown(number)
    facts = acknowledging.facts_about(here, number, officer)
    match handing_over.refuse(stored.alert, officer.id, here.now):
        case Refused(alert, owner):
            acknowledging.keep(here, stored, alert, officer, "hand_over_refused", post)
            _tell(here, owner, "note-hand-refused", number, officer, post)
            return Outcome(Say("hand-refused", facts), done=True, owner=owner)
        case NotOffered():
            return Outcome(Say("hand-settled", facts), owner=stored.alert.acknowledged_by)


def is_asked(stored: StoredAlert, officer: Officer) -> bool:
    """Whether an offer waits for this officer's answer."""
    return stored.alert.offer is not None and stored.alert.offer.to == officer.id


def _ask(here: Scene, stored: StoredAlert, officer: Officer, colleague: Officer, post: Post) -> None:
    alert = stored.alert
    facts = acknowledging.facts_about(here, alert.number, officer) | _until(here, stored)
    facts |= {"urgency": paging.urgency_words(alert), "unit": here.units.get(alert.unit, alert.unit)}
    buttons = tuple(
        Button(f"alert:{alert.number}:{verb}", Say(f"hand-button-{verb}")) for verb in ("accept", "refuse")
    )
    telling.tell_officer(here, colleague.id, Screen((Say("hand-asked", facts),), buttons), post)


def _until(here: Scene, stored: StoredAlert) -> dict[str, str | int]:
    return {"until": local(here, here.now + handing_over.accept_within(stored.alert.policy))}


def _tell(
    here: Scene, whom: OfficerId, sentence: str, number: AlertNumber, officer: Officer, post: Post
) -> None:
    facts: dict[str, str | int] = {"number": int(number), "name": officer.name}
    telling.tell_officer(here, whom, Say(sentence, facts), post)


def _not_the_owner(here: Scene, stored: StoredAlert, officer: Officer) -> Outcome:
    number, by = stored.alert.number, stored.alert.acknowledged_by
    if stored.closed_at is not None:
        return Outcome(Say("alert-closed", acknowledging.facts_about(here, number, officer)))
    if by is not None and by != officer.id:
        return acknowledging.told_taken(here, number, officer, by)
    return Outcome(Say("take-first", acknowledging.facts_about(here, number, officer)))
