"""Drills: beginning one, ending it, and how each officer fared.

A drill goes the whole real way. It never begins beside a report that nobody has taken yet, so that no
officer looks at the drill first; one that is under way neither holds up nor quietens anything real.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from handlers.installation import Installation
from handlers.steps import paging, telling
from handlers.steps.filing import Filing
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.alert import closing
from hotline.alert.alert import Alert, Rung, Urgency
from hotline.alert.drilled import FAILED, outcome
from hotline.alert.drilled import Fared as Known
from hotline.duty.drill_times import next_time
from hotline.ids import AlertNumber, OfficerId, UnitCode
from hotline.messages import Say
from storage.keys.receipt_supply import Prepared
from storage.schema import Tx, from_ms
from storage.tables import alert as alerts
from storage.tables import alert_figures, alert_lists, audit, drill, page, timeline
from storage.tables.alert import StoredAlert
from storage.tables.drill import Fared, Run, Schedule
from storage.tables.page import Page
from storage.tables.timeline import Event

LONGEST: Final = timedelta(hours=24)
PUT_OFF: Final = timedelta(minutes=30)
"""How long a drill waits for a report that nobody has taken."""


def begin(
    tx: Tx, office: Installation, unit: UnitCode, urgency: Urgency, prepared: Prepared, by: str, post: Post
) -> StoredAlert:
    """The alert stands, its first pages are on their way, and it ends by itself."""
    now = post.now
    filing = Filing(tx, office, post, now)
    story = office.texts.catalog.text(office.settings.hotline.default_locale, Say("drill-story"))
    filing.raise_drill(unit, urgency, story, prepared)
    filing.write()
    [stored] = alert_lists.listed(tx, None, None, None, 1)
    drill.begin(tx, Run(stored.alert.number, unit, now, now + term(stored.alert)))
    audit.append(tx, by, "drill_begun", f"alert:{stored.alert.number}", now)
    return stored


def term(alert: Alert) -> timedelta:
    """Once round the ladder, and no longer than a day."""
    policy = alert.policy
    return min(sum((step.after for step in policy.steps), policy.repeat_after), LONGEST)


def begin_scheduled(
    tx: Tx, office: Installation, schedule: Schedule, prepared: Prepared, post: Post
) -> StoredAlert | None:
    """The schedule's drill begins, and its next one is waited for; None: put off, something real waits."""
    if alert_figures.real_waiting(tx, schedule.times.unit):
        drill.put_off(tx, schedule.id, post.now + PUT_OFF)
        return None
    drill.put_off(tx, schedule.id, next_time(schedule.times, post.now, office.settings.hotline.zone))
    return begin(tx, office, schedule.times.unit, schedule.times.urgency, prepared, "schedule", post)


def close(here: Scene, stored: StoredAlert, by: str) -> bool:
    """Nobody is paged for it any more; False if it was over already."""
    closed = closing.ended(stored.alert)
    if closed is stored.alert:
        return False
    alerts.change(here.tx, stored, closed, closed_at=here.now)
    paging.quieten(here, closed.number)
    timeline.note(here.tx, [(closed.number, Event("closed", here.now))])
    audit.append(here.tx, by, "drill_ended", f"alert:{closed.number}", here.now)
    return True


def wind_up(here: Scene, over: Sequence[Run], post: Post) -> None:
    """These drills are over; what came of them is kept, and whoever leads the unit hears who failed."""
    for run in over:
        stored = alerts.load(here.tx, run.alert)
        if stored is None:
            drill.end(here.tx, run.alert, [])
            continue
        term_over = close(here, stored, "system")
        results = fared(here.tx, stored.alert, term_over=term_over)
        drill.end(here.tx, run.alert, results)
        failed = {one.officer for one in results if one.outcome in FAILED}
        if failed:
            _tell_lead(here, run, failed, post)


def fared(tx: Tx, alert: Alert, *, term_over: bool = False) -> list[Fared]:
    """Of everyone who was paged, or took it without having been, in that order."""
    pages = page.of_alert(tx, alert.number)
    events = timeline.events(tx, alert.number)
    taking = [event.officer for event in events if event.kind == "acknowledged" and event.officer is not None]
    concerned = dict.fromkeys([*(item.officer_id for item in pages), *taking])
    return [_one(alert.number, officer, pages, events, term_over=term_over) for officer in concerned]


def _one(
    number: AlertNumber, officer: OfficerId, pages: list[Page], events: list[Event], *, term_over: bool
) -> Fared:
    mine = [item for item in pages if item.officer_id == officer]
    accepted = [item.settled_at for item in mine if item.state == page.SENT and item.settled_at is not None]

    def first(kind: str) -> datetime | None:
        return min((one.at for one in events if (one.kind, one.officer) == (kind, officer)), default=None)

    known = Known(
        reached=bool(accepted),
        lost=bool(mine) and all(item.state == page.FAILED for item in mine),
        waited=_went_past(mine, pages),
        passed_on=first("passed_on") is not None,
        acknowledged=first("acknowledged") is not None,
        opened=first("case_opened") is not None,
    )
    return Fared(
        number,
        officer,
        outcome(known, term_over=term_over),
        paged_at=_earliest(item.made_at for item in mine),
        accepted_at=_earliest(accepted),
        acknowledged_at=first("acknowledged"),
        opened_at=first("case_opened"),
    )


def _went_past(mine: list[Page], pages: list[Page]) -> bool:
    """Somebody further up was paged after the officer's first page."""
    if not mine:
        return False
    first = min((item.leg, item.round, item.step) for item in mine)
    return any((item.leg, item.round, item.step) > first and item.reason == "step" for item in pages)


def _earliest(times: Iterable[int]) -> datetime | None:
    found = min(times, default=None)
    return None if found is None else from_ms(found)


def _tell_lead(here: Scene, run: Run, failed: set[OfficerId], post: Post) -> None:
    """The unit's leads; where there is none to be reached, or the lead failed, the supervisors."""
    leads = here.duty.resolve(Rung.UNIT_LEAD, run.unit, here.now)
    told = [one for one in leads if one.contact_methods and one.id not in failed]
    facts: dict[str, str | int] = {
        "number": int(run.alert),
        "unit": here.units.get(run.unit, run.unit),
        "names": ", ".join(one.name for one in here.duty.officers if one.id in failed),
    }
    for one in told or here.duty.supervisors(run.unit):
        telling.tell_officer(here, one.id, Say("drill-told-failed", facts), post)
