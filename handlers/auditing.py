"""The second pair of eyes: looks for what the rules forbid, says what it found, repairs what is safe.

It asks the database, not the loops, so that it also sees what a loop that hangs would hide. One repair for
now: an alert whose due time lies further off than its policy can ever put it is due at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.installation import Installation, Posted
from handlers.steps import escalating
from hotline.alert.alert import Alert, AlertState
from storage.schema import Tx, from_ms
from storage.tables import alert as alerts
from storage.tables import audit, outbox, page
from storage.tables.alert import Event

LATE = timedelta(seconds=30)
STUCK = timedelta(seconds=60)
_NOBODY_AGAIN = timedelta(seconds=30)
_LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class Findings:
    """How much of each kind was found; `rearmed` was repaired."""

    late: int = 0
    rearmed: int = 0
    stuck_outbox: int = 0
    never_accepted: int = 0
    officers_without_contact: int = 0
    nobody_on_duty: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return self == Findings()


async def look(office: Installation) -> Findings:
    """One look; what can be repaired is repaired in the same transaction."""
    findings, posted = await office.writer.do(_look, office, office.now())
    office.after_commit(posted)
    return findings


def _look(tx: Tx, office: Installation, now: datetime) -> tuple[Findings, Posted]:
    here = escalating.scene(tx, office, now)
    waiting = [
        stored
        for state in (AlertState.OPEN, AlertState.ACKNOWLEDGED)
        for stored in alerts.listed(tx, None, state, None, _LOOKED_AT)
    ]
    astray = [stored for stored in waiting if _astray(stored.alert, now)]
    for stored in astray:
        alerts.change(tx, stored, replace(stored.alert, version=stored.alert.version + 1, due_at=now))
        audit.append(tx, "system", "rearmed", f"alert:{stored.alert.number}", now)
    alerts.note(tx, [(stored.alert.number, Event("rearmed", now)) for stored in astray])
    oldest = outbox.oldest_due(tx)
    findings = Findings(
        late=sum(stored.alert.due_at is not None and now - stored.alert.due_at > LATE for stored in waiting),
        rearmed=len(astray),
        stuck_outbox=int(oldest is not None and now - from_ms(oldest) > STUCK),
        never_accepted=sum(_never_accepted(tx, stored.alert, now) for stored in waiting),
        officers_without_contact=sum(
            one.active and not one.contact_methods and one.role.value != "administrator"
            for one in here.duty.officers
        ),
        nobody_on_duty=int(escalating.nobody_reachable(here)),
    )
    return findings, Posted(timers_moved=bool(astray))


def _astray(alert: Alert, now: datetime) -> bool:
    policy = alert.policy
    longest = max(
        policy.repeat_after,
        policy.open_within,
        policy.idle_after,
        _NOBODY_AGAIN,
        *(step.after for step in policy.steps),
    )
    return alert.due_at is not None and alert.due_at - now > longest


def _never_accepted(tx: Tx, alert: Alert, now: datetime) -> bool:
    """Open for longer than the first page may take, and no messenger has taken any page of it."""
    if alert.state is not AlertState.OPEN or now - alert.opened_at < STUCK:
        return False
    return not any(item.state == page.SENT for item in page.of_alert(tx, alert.number))
