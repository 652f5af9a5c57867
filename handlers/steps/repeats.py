"""Reports about the same child: linked by an officer who recognises it, never merged.

Both stay what they are: two reports, two alerts, each on its own ladder. Whoever has the one is paged for
the other, and has it only once that one is taken as well.
"""

from datetime import timedelta

from handlers.steps import acknowledging, paging, sealing
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.alert.acknowledgement import standing
from hotline.alert.alert import AlertState, PageDue, PageReason
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber, OfficerId
from hotline.messages import Say
from storage.keys.recipient import Seeds
from storage.tables import alert_lists, audit, case_link, timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event

WITHIN = timedelta(days=90)
MOST = 30


def link(
    here: Scene, number: AlertNumber, other: AlertNumber, officer: Officer, seeds: Seeds, post: Post
) -> Outcome:
    """The two cases name each other; whoever has the one is paged for the other."""
    one = acknowledging.entitled(here, number, officer, "link")
    two = acknowledging.entitled(here, other, officer, "link")
    if one is None or two is None:
        return acknowledging.unknown(number if one is None else other)
    facts: dict[str, str | int] = {"number": int(number), "other": int(other)}
    if number == other or one.alert.drill or two.alert.drill or one.report_id == two.report_id:
        return Outcome(Say("link-impossible", facts))
    if not case_link.add(here.tx, number, other, officer.id, here.now):
        return Outcome(Say("link-already", facts))
    for mine, theirs in ((one, two), (two, one)):
        event = Event("linked", here.now, officer.id, f"#{theirs.alert.number}")
        timeline.note(here.tx, [(mine.alert.number, event)])
        subject, detail = f"case:{mine.alert.number}", int(theirs.alert.number)
        audit.append(here.tx, officer.username, "linked_case", subject, here.now, other=detail)
        _page_owner(here, mine, theirs, officer, seeds, post)
    post.timers_moved = True
    return Outcome(Say("link-made", facts), done=True)


def suggested(here: Scene, stored: StoredAlert) -> list[StoredAlert]:
    """Cases that may be about the same child, by what the server knows: unit, category, time."""
    linked = case_link.linked(here.tx, stored.alert.number)
    found = alert_lists.like(here.tx, stored, here.now - WITHIN, MOST)
    return [
        one
        for one in found
        if one.category is not None and one.category == stored.category and one.alert.number not in linked
    ]


def _page_owner(
    here: Scene, mine: StoredAlert, theirs: StoredAlert, officer: Officer, seeds: Seeds, post: Post
) -> None:
    """Whoever has `mine`, or had it when it was closed, is paged for `theirs`, and can read it."""
    owner, alert = mine.alert.acknowledged_by, theirs.alert
    if owner is None or alert.state is AlertState.CLOSED or alert.acknowledged_by == owner:
        return
    person = next((one for one in here.duty.members(alert.unit) if one.id == owner), None)
    if person is None:
        return
    _grant(here, theirs, officer, owner, seeds)
    due = PageDue(owner, person.methods_for(alert.urgency), *standing(alert), PageReason.REPEAT)
    other: dict[str, str | int] = {"other": int(mine.alert.number)}
    paging.send_pages(here, [(alert, due)], post, facts=other)


def _grant(here: Scene, stored: StoredAlert, officer: Officer, to: OfficerId, seeds: Seeds) -> None:
    """The one who links opens the seal for the owner, where the owner isn't a member yet."""
    opened = sealing.report_seeds(here.tx, stored.report_id, str(officer.id), seeds)
    if opened is not None:
        sealing.admit(here.tx, sealing.readers(here.tx), stored.report_id, opened, [to])
