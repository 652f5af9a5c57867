"""Who works here, as the rules see it: names and contacts opened, the roster of the moment."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from handlers.installation import Installation
from handlers.steps import rostering, spending
from handlers.steps.unit_names import units_named
from hotline.alert.alert import Urgency
from hotline.duty.roster import Duty, Officer, Role
from hotline.duty.roster_words import Office
from hotline.ids import ContactMethodId, OfficerId, UnitCode
from storage.keys.context import Context, Kind
from storage.schema import Tx
from storage.tables import officer as officers
from storage.tables.officer import ContactMethod, StoredOfficer

Reserved = tuple[tuple[ContactMethodId, frozenset[Urgency]], ...]
_MOMENT = timedelta(milliseconds=1)


def name_context(username: str) -> Context:
    """Where an officer's sealed name belongs."""
    return Context(Kind.OFFICER_DATA, recipient=f"name|{username}")


def email_context(username: str) -> Context:
    """Where an officer's sealed mail address belongs."""
    return Context(Kind.OFFICER_DATA, recipient=f"email|{username}")


def address_context(channel: str) -> Context:
    """Where an officer's sealed address belongs."""
    return Context(Kind.OFFICER_DATA, recipient=f"address|{channel}")


def name_of(tx: Tx, stored: StoredOfficer) -> str:
    """The officer's name in clear."""
    return tx.keys.open_officer_data(name_context(stored.username), stored.name).decode()


def address_of(tx: Tx, contact: ContactMethod) -> str:
    """The contact's address in clear."""
    return tx.keys.open_officer_data(address_context(contact.channel), contact.address).decode()


def officer_of(
    tx: Tx, stored: StoredOfficer, contacts: tuple[ContactMethodId, ...] = (), reserved: Reserved = ()
) -> Officer:
    """The officer as the rules see one."""
    return Officer(
        id=stored.id,
        username=stored.username,
        name=name_of(tx, stored),
        unit=stored.unit,
        role=Role(stored.role),
        contact_methods=contacts,
        active=bool(stored.active),
        reserved=reserved,
    )


def duty_at(tx: Tx, office: Installation, now: datetime) -> Duty:
    """The officers, their working contacts, and the shifts that cover `now`."""
    reachable: dict[OfficerId, list[ContactMethodId]] = {}
    reserved: dict[OfficerId, Reserved] = {}
    urgencies = spending.urgencies(tx, office, now)
    for contact in officers.contact_methods(tx):
        if contact.failed_at is None:
            reachable.setdefault(contact.officer_id, []).append(contact.id)
            if contact.channel in urgencies:
                before = reserved.get(contact.officer_id, ())
                reserved[contact.officer_id] = (*before, (contact.id, urgencies[contact.channel]))
    return Duty(
        province=UnitCode(office.settings.hotline.province),
        officers=tuple(
            officer_of(tx, stored, tuple(reachable.get(stored.id, ())), reserved.get(stored.id, ()))
            for stored in officers.everybody(tx)
        ),
        shifts=tuple(rostering.between(tx, office.settings.hotline.zone, now, now + _MOMENT)),
        robots=tuple(_robot(tx, stored, reachable) for stored in officers.robots(tx)),
    )


def _robot(tx: Tx, stored: StoredOfficer, reachable: dict[OfficerId, list[ContactMethodId]]) -> Officer:
    """To everybody else it is not active."""
    return replace(officer_of(tx, stored, tuple(reachable.get(stored.id, ()))), active=True)


def references(tx: Tx, office: Installation, now: datetime) -> Office:
    """What the words of a roster refer to here."""
    return Office(
        province=UnitCode(office.settings.hotline.province),
        units=partial(units_named, tx),
        officers={one.username: one for one in duty_at(tx, office, now).officers},
        zone=office.settings.hotline.zone,
    )
