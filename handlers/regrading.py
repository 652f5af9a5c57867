"""An officer who has read a case sets another urgency, and says why.

The reason may hold the story, so it is sealed to the report; the timeline and the audit log keep from what
to what. Whoever was paged, or has taken the alert, is told.
"""

from dataclasses import dataclass
from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps import escalating, paging, sealing, telling, timekeeping
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, scene
from hotline.alert import regrading
from hotline.alert.acknowledgement import AlreadyClosed
from hotline.alert.alert import Alert, AlertState, Urgency
from hotline.alert.regrading import Regraded, SameUrgency
from hotline.duty.roster import Officer
from hotline.errors import NotFound
from hotline.happening import Happening
from hotline.ids import AlertNumber
from hotline.messages import Say
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import audit, page, report, timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event

MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Regrading:
    """`fault`: the sentence that says why the urgency stays as it was; None if it is another now."""

    fault: str | None = None


async def regrade(
    office: Installation, officer: Officer, number: int, urgency: Urgency, reason: str
) -> Regrading:
    """The alert is as urgent as this officer says. Raises NotFound if this officer may not see the case."""
    reason = reason.strip()
    if not reason:
        return Regrading("regrade-no-reason")
    if len(reason) > MOST_CHARACTERS:
        return Regrading("regrade-too-long")
    result, posted = await office.writer.do(_regrade, office, officer, number, urgency, reason, office.now())
    if result is None:
        raise NotFound("there is no such case for this officer")
    office.after_commit(posted)
    return result


def _regrade(
    tx: Tx,
    office: Installation,
    officer: Officer,
    number: int,
    urgency: Urgency,
    reason: str,
    now: datetime,
) -> tuple[Regrading | None, Posted]:
    here, post = scene(tx, office, now), Post(tx, office, now)
    stored = alerts.load(tx, AlertNumber(number))
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        audit.append(tx, officer.username, "refused", f"case:{number}", now, act="regrade")
        return None, Posted()
    if not _has_read(tx, stored, officer):
        return Regrading("regrade-read-first"), Posted()
    match regrading.regrade(stored.alert, urgency, office.settings.policies, now):
        case AlreadyClosed():
            return Regrading("regrade-closed"), Posted()
        case SameUrgency():
            return Regrading("regrade-same"), Posted()
        case Regraded(alert):
            _store(here, stored, alert, officer, reason)
            _tell(here, stored, alert, officer, post)
            return Regrading(), post.flush()


def _has_read(tx: Tx, stored: StoredAlert, officer: Officer) -> bool:
    """Whether this officer has opened the case since the reporter last told something."""
    opened = [
        event.at
        for event in timeline.events(tx, stored.alert.number)
        if event.kind == "case_opened" and event.officer == officer.id
    ]
    return bool(opened) and opened[-1] >= report.reporter_last_told(tx, stored.report_id)


def _store(here: Scene, before: StoredAlert, alert: Alert, officer: Officer, reason: str) -> None:
    was, is_now = before.alert.urgency.value, alert.urgency.value
    alerts.change(here.tx, before, alert)
    now_is = StoredAlert(alert, before.report_id, before.category, before.closed_at)
    timekeeping.begin(here, [now_is], since=here.now)  # a limit doesn't run from before it applied
    kept = report.by_id(here.tx, before.report_id)
    sealing.add_regrading(here.tx, kept, sealing.Regraded(was, is_now, reason), here.now, officer.id)
    timeline.note(here.tx, [(alert.number, Event("regraded", here.now, officer.id, f"{was} {is_now}"))])
    audit.append(
        here.tx, officer.username, "regraded", f"alert:{alert.number}", here.now, before=was, urgency=is_now
    )


def _tell(here: Scene, before: StoredAlert, alert: Alert, officer: Officer, post: Post) -> None:
    say = Say(
        "note-regraded",
        {"number": int(alert.number), "name": officer.name, "urgency": paging.urgency_words(alert)},
    )
    telling.tell_paged(here, alert.number, officer.id, say, post)
    if before.alert.urgency is Urgency.EMERGENCY:
        _tell_supervisors(here, alert, officer, say, post)
    post.happened(Happening("alert_regraded", alert, took=here.now - alert.opened_at))
    post.timers_moved = True
    if alert.state is AlertState.OPEN:
        paging.quieten(here, alert.number)
        escalating.climb(
            here, [StoredAlert(alert, before.report_id, before.category, before.closed_at)], post
        )


def _tell_supervisors(here: Scene, alert: Alert, officer: Officer, say: Say, post: Post) -> None:
    """Nobody makes less of an emergency unseen: not even whoever alone was paged for it."""
    told = {officer.id, *(item.officer_id for item in page.of_alert(here.tx, alert.number))}
    for one in here.duty.supervisors(alert.unit):
        if one.id not in told:
            telling.tell_officer(here, one.id, say, post)
