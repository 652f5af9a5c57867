"""The people and places that a transaction about alerts looks up once."""

from dataclasses import dataclass
from datetime import datetime

from handlers.installation import Installation
from handlers.steps import people
from hotline.duty.roster import Duty
from hotline.ids import AlertNumber, ContactMethodId, UnitCode
from storage.schema import Tx
from storage.tables import officer as officers
from storage.tables import unit
from storage.tables.officer import ContactMethod


@dataclass(frozen=True, slots=True)
class Scene:
    """What moving alerts needs to know about the people, looked up once a transaction."""

    tx: Tx
    office: Installation
    now: datetime
    duty: Duty
    contacts: dict[ContactMethodId, ContactMethod]
    units: dict[UnitCode, str]


def scene(tx: Tx, office: Installation, now: datetime) -> Scene:
    """The people and places as they are now."""
    contacts = {contact.id: contact for contact in officers.contact_methods(tx)}
    return Scene(tx, office, now, people.duty_at(tx, office, now), contacts, unit.names(tx))


def case_link(office: Installation, number: AlertNumber) -> str:
    """Where the case can be read, in the console."""
    return f"{office.console_origin}/cases/{number}"
