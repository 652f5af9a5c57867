"""An officer's address that will never work again: mark it, and move on what waited for it (rule E7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hotline.alert import escalation
from hotline.ids import AlertNumber
from storage.schema import Tx, to_ms
from storage.tables import alert as alerts
from storage.tables import officer as officers
from storage.tables import page
from storage.tables.alert import Event
from storage.tables.outbox import OutboxRow


def give_up(tx: Tx, failed: Sequence[OutboxRow], now: datetime) -> bool:
    """These rows, removed by now, will never arrive; True if an alert's next step is due because of it."""
    pages = page.by_id(tx, [row.page_id for row in failed if row.page_id is not None])
    page.settle(tx, list(pages), page.FAILED, now)
    for contact in {row.contact_method_id for row in failed if row.contact_method_id is not None}:
        officers.change_contact(tx, contact, {"failed_at": to_ms(now)})
    moved = False
    for number in sorted({item.alert for item in pages.values()}):
        lost = [item for item in pages.values() if item.alert == number]
        moved = _step_failed(tx, number, lost, now) or moved
    return moved


def _step_failed(tx: Tx, number: AlertNumber, failed: Sequence[page.Page], now: datetime) -> bool:
    stored = alerts.load(tx, number)
    if stored is None:
        return False
    alive = {
        (item.leg, item.round, item.step)
        for item in page.of_alert(tx, number)
        if item.state != page.FAILED and item.reason == "step"
    }
    moved = stored.alert
    for place in sorted({(item.leg, item.round, item.step) for item in failed} - alive):
        moved = escalation.pages_failed(moved, *place, now)
    alerts.note(tx, [(number, Event("page_failed", now, item.officer_id)) for item in failed])
    if moved is stored.alert:
        return False
    return alerts.change(tx, stored, replace(moved, version=stored.alert.version + 1))
