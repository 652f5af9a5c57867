"""A second agency acknowledges for itself: its half of the alert climbs until somebody there has taken it.

The half is an alert of its own, with its own number, unit and ladder, and the same report: every rule that
holds for alerts holds for it.
"""

from dataclasses import replace

from handlers.steps import acknowledging, escalating, sealing
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.alert import escalation
from hotline.alert.alert import AlertState
from hotline.duty.roster import Officer
from hotline.happening import Happening
from hotline.ids import AlertNumber, UnitCode
from hotline.messages import Say
from storage.keys.recipient import Seeds
from storage.tables import alert as alerts
from storage.tables import audit, timeline, unit
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event


def ask(
    here: Scene, number: AlertNumber, officer: Officer, desk: UnitCode, seeds: Seeds, post: Post
) -> Outcome:
    """The agency's officers can read the report from now on, and whoever is on duty there is paged."""
    stored = acknowledging.entitled(here, number, officer, "ask_agency")
    if stored is None:
        return acknowledging.unknown(number)
    name = unit.desks(here.tx).get(desk)
    facts: dict[str, str | int] = {"number": int(number), "unit": name or desk}
    opened = sealing.report_seeds(here.tx, stored.report_id, str(officer.id), seeds)
    fault = _fault(here, stored, desk, known=name is not None, member=opened is not None)
    if fault is not None or opened is None:
        return Outcome(Say(fault or "joint-impossible", facts))
    members = [one.id for one in here.duty.members(desk)]
    sealing.admit(here.tx, sealing.readers(here.tx), stored.report_id, opened, members)
    half = _open_half(here, stored, desk, post)
    timeline.note(here.tx, [(number, Event("joint_asked", here.now, officer.id, f"{desk} #{half}"))])
    audit.append(here.tx, officer.username, "asked_agency", f"alert:{number}", here.now, unit=desk)
    return Outcome(Say("joint-asked", facts | {"half": int(half)}), done=True)


def unanswered(here: Scene, number: AlertNumber) -> bool:
    """Whether a second agency was asked that hasn't acknowledged yet."""
    return any(half.alert.state is AlertState.OPEN for half in alerts.halves(here.tx, number))


def _fault(here: Scene, stored: StoredAlert, desk: UnitCode, *, known: bool, member: bool) -> str | None:
    if not known or not member or stored.joint_of is not None or stored.alert.drill:
        return "joint-impossible"
    if stored.alert.state is AlertState.CLOSED:
        return "alert-closed"
    if any(half.alert.unit == desk for half in alerts.halves(here.tx, stored.alert.number)):
        return "joint-already"
    return None


def _open_half(here: Scene, stored: StoredAlert, desk: UnitCode, post: Post) -> AlertNumber:
    urgency = stored.alert.urgency
    policy = here.office.settings.policies[urgency]
    opened = escalation.open_alert(AlertNumber(0), desk, urgency, policy, here.now)
    number = alerts.add_joint(here.tx, stored, opened)
    fresh = replace(stored, alert=replace(opened, number=number), joint_of=stored.alert.number)
    timeline.note_first(here.tx, [(number, Event("opened", here.now, detail=urgency.value))])
    post.happened(Happening("alert_opened", fresh.alert))
    escalating.climb(here, [fresh], post)
    return number
