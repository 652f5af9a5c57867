"""An officer's address that will never work again: mark it, and move on what waited for it (rule E7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.steps import moving_on, telling
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.alert import escalation
from hotline.alert.alert import Rung
from hotline.ids import AlertNumber, ContactMethodId
from hotline.messages import Say
from storage.schema import Tx, to_ms
from storage.tables import alert as alerts
from storage.tables import officer as officers
from storage.tables import page, timeline
from storage.tables.outbox import OutboxRow
from storage.tables.timeline import Event


def give_up(tx: Tx, failed: Sequence[OutboxRow], now: datetime) -> bool:
    """These rows, removed by now, will never arrive; True if an alert's next step is due because of it."""
    lost_ids = page.with_riders(tx, [row.page_id for row in failed if row.page_id is not None])
    pages = page.by_id(tx, lost_ids)
    page.settle(tx, list(pages), page.FAILED, now)
    for contact in {row.contact_method_id for row in failed if row.contact_method_id is not None}:
        officers.change_contact(tx, contact, {"failed_at": to_ms(now)})
    moving_on.move_on(tx, list(pages.values()), now)
    moved = False
    for number in sorted({item.alert for item in pages.values()}):
        lost = [item for item in pages.values() if item.alert == number]
        moved = _step_failed(tx, number, lost, now) or moved
    return moved


def newly_lost(tx: Tx, failed: Sequence[OutboxRow]) -> list[ContactMethodId]:
    """The contact methods of these rows that worked until now; to be asked before `give_up`."""
    asked = sorted({row.contact_method_id for row in failed if row.contact_method_id is not None})
    return [
        contact.id for contact in officers.contacts_by_id(tx, asked).values() if contact.failed_at is None
    ]


def tell_leads(here: Scene, lost: Sequence[ContactMethodId], post: Post) -> None:
    """Whoever leads the unit, else the supervisors, learn that an officer can't be paged there, or at all."""
    for contact in lost:
        if contact in here.contacts:  # the officer hears of it where something still arrives
            gone = here.contacts[contact]
            say = Say("note-contact-lost", {"channel": gone.channel})
            telling.tell_officer(here, gone.officer_id, say, post)
    reached = {contact.officer_id for contact in here.contacts.values() if contact.failed_at is None}
    owners = {here.contacts[contact].officer_id for contact in lost if contact in here.contacts}
    for officer in here.duty.officers:
        if officer.id not in owners or not officer.active:
            continue
        left = "some" if officer.id in reached else "none"
        say = Say("note-unreachable", {"name": officer.name, "left": left})
        leads = [one for one in here.duty.resolve(Rung.UNIT_LEAD, officer.unit, here.now) if one != officer]
        for lead in leads or [one for one in here.duty.supervisors(officer.unit) if one != officer]:
            telling.tell_officer(here, lead.id, say, post)


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
    timeline.note(tx, [(number, Event("page_failed", now, item.officer_id)) for item in failed])
    if moved is stored.alert:
        return False
    return alerts.change(tx, stored, replace(moved, version=stored.alert.version + 1))
