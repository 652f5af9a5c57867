"""From answers to a sealed report and an alert: at a red answer, at each answer after it, and at the end."""

from dataclasses import dataclass, replace
from datetime import datetime

from handlers.installation import Installation
from handlers.steps import escalating, sealing
from handlers.steps.posting import Post
from hotline.alert import escalation
from hotline.alert.alert import Alert, Urgency
from hotline.alert.urgency import unit_of, urgency_of
from hotline.ids import AlertNumber, ReportId, UnitCode
from storage.keys.receipt import ReceiptKeys
from storage.keys.recipient import Seeds
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import report
from storage.tables.alert import Event, StoredAlert


@dataclass(frozen=True, slots=True)
class Raised:
    """A report that was begun, and what opens it until the interview is over."""

    report_id: ReportId
    seeds: Seeds


def raise_alert(
    tx: Tx,
    office: Installation,
    answers: sealing.Answers,
    receipt: ReceiptKeys,
    post: Post,
    now: datetime,
    *,
    red: bool,
) -> Raised:
    """A report sealed to its members, an alert on its way up, the first page in the outbox.

    `red`: the interview goes on; the alert is an emergency whatever else was answered.
    """
    here = escalating.scene(tx, office, now)
    place = unit_of(answers, UnitCode(office.settings.hotline.province))
    urgency = Urgency.EMERGENCY if red else urgency_of(answers)
    stored, seeds = sealing.begin(tx, receipt, now)
    sealing.admit(tx, stored.id, seeds, [member.id for member in here.duty.members(place)])
    sealing.add_answers(tx, stored, answers, now)
    policy = office.settings.policies[urgency]
    fresh = escalation.open_alert(AlertNumber(0), place, urgency, policy, now)
    number = alerts.add(tx, fresh, stored.id, _category(answers))
    alert = replace(fresh, number=number)
    alerts.note(tx, [(number, Event("opened", now, detail=urgency.value))])
    escalating.climb(here, [StoredAlert(alert, stored.id, _category(answers), None)], post)
    post.timers_moved = True
    if not red:
        report.mark_filed(tx, stored.id, now)
        alerts.note(tx, [(number, Event("filed", now))])
    return Raised(stored.id, seeds)


def add_answers(
    tx: Tx,
    office: Installation,
    raised: Raised,
    answers: sealing.Answers,
    post: Post,
    now: datetime,
    *,
    filed: bool,
) -> None:
    """Seal what is known by now to a report whose alert stands; follow a new place or a higher urgency."""
    stored = report.by_id(tx, raised.report_id)
    sealing.add_answers(tx, stored, answers, now)
    before = alerts.of_report(tx, raised.report_id)
    if before is None:
        return
    if filed:
        report.mark_filed(tx, raised.report_id, now)
        alerts.note(tx, [(before.alert.number, Event("filed", now))])
    _follow(tx, office, before, answers, raised, post, now)


def _follow(
    tx: Tx,
    office: Installation,
    before: StoredAlert,
    answers: sealing.Answers,
    raised: Raised,
    post: Post,
    now: datetime,
) -> None:
    place = unit_of(answers, before.alert.unit)
    moved = escalation.reroute(before.alert, place, urgency_of(answers), office.settings.policies, now)
    category = _category(answers)
    if moved is before.alert and category == before.category:
        return
    if moved is before.alert:
        moved = replace(moved, version=moved.version + 1)
    alerts.change(tx, before, moved, category=category)
    if moved.leg == before.alert.leg:
        return
    here = escalating.scene(tx, office, now)
    sealing.admit(tx, raised.report_id, raised.seeds, [member.id for member in here.duty.members(moved.unit)])
    escalating.quieten(here, moved.number)
    alerts.note(tx, [(moved.number, Event("rerouted", now, detail=_leg(moved)))])
    escalating.climb(here, [replace(before, alert=moved, category=category)], post)


def _category(answers: sealing.Answers) -> str | None:
    chosen = answers.get("category")
    return chosen[0] if isinstance(chosen, tuple) and chosen else None


def _leg(alert: Alert) -> str:
    return f"{alert.leg} {alert.unit} {alert.urgency.value}"
