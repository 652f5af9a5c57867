"""A closed case begins again: by an officer's decision, or because its reporter told more."""

from dataclasses import replace

from handlers.steps import escalating, telling, timekeeping
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, case_link
from hotline.alert import closing
from hotline.alert.closing import NotClosed
from hotline.happening import Happening
from hotline.ids import OfficerId
from hotline.messages import Say
from storage.tables import alert as alerts
from storage.tables import timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event


def reopen(here: Scene, stored: StoredAlert, by: OfficerId | None, why: str, post: Post) -> bool:
    """Whoever is on duty now is paged, and whoever had it last is told; False if it wasn't closed."""
    before = stored.alert
    policy = here.office.settings.policies[before.urgency]
    match closing.reopen(before, policy, here.now):
        case NotClosed():
            return False
        case closing.Reopened(alert):
            pass
    alerts.change(here.tx, stored, alert)
    timekeeping.follow(here, before, alert)
    timeline.note(here.tx, [(alert.number, Event("reopened", here.now, by, why))])
    post.happened(Happening("alert_reopened", alert, took=here.now - alert.opened_at))
    escalating.climb(here, [replace(stored, alert=alert, closed_at=None)], post)
    if before.acknowledged_by is not None and before.acknowledged_by != by:
        facts: dict[str, str | int] = {
            "number": int(alert.number),
            "link": case_link(here.office, alert.number),
        }
        telling.tell_officer(here, before.acknowledged_by, Say("note-reopened", facts), post)
    return True
