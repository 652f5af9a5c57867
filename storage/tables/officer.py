"""Officers, how they are reached, and the one-time codes that link a messenger to them.

Names and addresses are sealed under the installation's key, so that a copied database names nobody. An
officer's seeds lie sealed under the password; the public half carries a MAC that is checked before anything
is sealed to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    LargeBinary,
    Text,
    UniqueConstraint,
    delete,
    exists,
    insert,
    select,
    update,
)

from hotline.alert import canary
from hotline.ids import ContactMethodId, OfficerId, UnitCode
from storage.schema import AnyRow, Tx, Whole, flag, one_of, rows, rule, table, to_ms

ROLES = ("officer", "unit_lead", "supervisor", "administrator")

officer = table(
    "officer",
    Column("id", Whole, primary_key=True),
    Column("username", Text, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("email", LargeBinary),
    Column("role", Text, nullable=False),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    flag("active", default=1),
    Column("added_at", Whole, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("public_mac", LargeBinary, nullable=False),
    Column("password_salt", LargeBinary, nullable=False),
    Column("seeds", LargeBinary, nullable=False),
    flag("must_change_password"),
    one_of("role", ROLES),
    rule("active_flag", "active IN (0, 1)"),
    rule("must_change_flag", "must_change_password IN (0, 1)"),
    UniqueConstraint("username"),
)

contact_method = table(
    "contact_method",
    Column("id", Whole, primary_key=True),
    Column("officer_id", Whole, ForeignKey("officer.id"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("address_hash", LargeBinary, nullable=False),
    Column("address", LargeBinary, nullable=False),
    Column("asked_at", Whole),
    Column("verified_at", Whole),
    Column("tested_at", Whole),
    Column("failed_at", Whole),
    rule("unverified_does_not_work", "verified_at IS NOT NULL OR failed_at IS NOT NULL"),
    UniqueConstraint("channel", "address_hash"),
)

link_code = table(
    "link_code",
    Column("code_hash", LargeBinary, primary_key=True),
    Column("officer_id", Whole, ForeignKey("officer.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", Whole, nullable=False),
    Column("used_at", Whole),
)


@dataclass(frozen=True, slots=True)
class StoredOfficer:
    """One officer as the database has it; `name` and `seeds` are sealed."""

    id: OfficerId
    username: str
    name: bytes
    email: bytes | None
    role: str
    unit: UnitCode
    active: int
    added_at: int
    public_key: bytes
    public_mac: bytes
    password_salt: bytes
    seeds: bytes
    must_change_password: int


@dataclass(frozen=True, slots=True)
class ContactMethod:
    """One way to reach an officer.

    `asked_at`: when a code was last sent there; until it comes back `verified_at` is None. `tested_at`: a
    test message got there first; `failed_at` is set while it is not known to work, so while unverified too.
    """

    id: ContactMethodId
    officer_id: OfficerId
    channel: str
    address_hash: bytes
    address: bytes
    asked_at: int | None
    verified_at: int | None
    tested_at: int | None
    failed_at: int | None


_OFFICER = tuple(officer.c)
_CONTACT = tuple(contact_method.c)


@dataclass(frozen=True, slots=True)
class Reach:
    """An active officer: was a messenger ever linked, and can a page get there?"""

    id: OfficerId
    username: str
    unit: UnitCode
    role: str
    added_at: int
    linked: bool
    reachable: bool


_THEIRS = contact_method.c.officer_id == officer.c.id
_REACH = (
    select(
        *(officer.c.id, officer.c.username, officer.c.unit, officer.c.role, officer.c.added_at),
        exists().where(_THEIRS, contact_method.c.verified_at.is_not(None)),
        exists().where(_THEIRS, contact_method.c.failed_at.is_(None)),
    )
    .where(officer.c.active == 1)
    .order_by(officer.c.id)
)


def reach(tx: Tx) -> list[Reach]:
    """All active officers."""
    return [Reach(*row) for row in rows(tx, _REACH)]


def _officer(row: AnyRow) -> StoredOfficer:
    return StoredOfficer(*row)


def _contact(row: AnyRow) -> ContactMethod:
    return ContactMethod(*row)


def everybody(tx: Tx) -> list[StoredOfficer]:
    """All officers, active or not, in the order in which they were added; robots are none."""
    wanted = select(*_OFFICER).where(officer.c.unit != canary.UNIT).order_by(officer.c.id)
    return [_officer(row) for row in rows(tx, wanted)]


def robots(tx: Tx) -> list[StoredOfficer]:
    """The canary's officer, once there is one."""
    return [_officer(row) for row in rows(tx, select(*_OFFICER).where(officer.c.unit == canary.UNIT))]


def by_id(tx: Tx, officer_id: OfficerId) -> StoredOfficer | None:
    """The officer of this id."""
    found = tx.connection.execute(select(*_OFFICER).where(officer.c.id == officer_id)).first()
    return None if found is None else _officer(found)


def by_username(tx: Tx, username: str) -> StoredOfficer | None:
    """The officer of this username."""
    found = tx.connection.execute(select(*_OFFICER).where(officer.c.username == username)).first()
    return None if found is None else _officer(found)


def add(tx: Tx, values: dict[str, object]) -> OfficerId:
    """Store a new officer (all columns but the id); the id."""
    return OfficerId(
        tx.connection.execute(insert(officer).values(**values).returning(officer.c.id)).scalar_one()
    )


def change(tx: Tx, officer_id: OfficerId, values: dict[str, object]) -> None:
    """Change these columns of an officer."""
    tx.connection.execute(update(officer).where(officer.c.id == officer_id).values(**values))


_CONTACTS = select(*_CONTACT).order_by(contact_method.c.id)


def contact_methods(tx: Tx) -> list[ContactMethod]:
    """Every contact method, the oldest first."""
    return [_contact(row) for row in rows(tx, _CONTACTS)]


def contact_by_hash(tx: Tx, channel: str, address_hash: bytes) -> ContactMethod | None:
    """The contact method behind this address; None for a stranger."""
    found = tx.connection.execute(
        select(*_CONTACT).where(
            contact_method.c.channel == channel, contact_method.c.address_hash == address_hash
        )
    ).first()
    return None if found is None else _contact(found)


def contacts_by_id(tx: Tx, ids: Sequence[ContactMethodId]) -> dict[ContactMethodId, ContactMethod]:
    """These contact methods."""
    found = rows(tx, select(*_CONTACT).where(contact_method.c.id.in_(ids)))
    return {ContactMethodId(row.id): _contact(row) for row in found}


def add_contact(tx: Tx, values: dict[str, object]) -> ContactMethodId:
    """Store a verified contact method; its id."""
    statement = insert(contact_method).values(**values).returning(contact_method.c.id)
    return ContactMethodId(tx.connection.execute(statement).scalar_one())


def change_contact(tx: Tx, contact: ContactMethodId, values: dict[str, object]) -> None:
    """Change these columns of a contact method."""
    tx.connection.execute(update(contact_method).where(contact_method.c.id == contact).values(**values))


def note_tested(tx: Tx, contacts: Sequence[ContactMethodId], now: datetime) -> None:
    """A message got there: from now on each of these is known to work, if it wasn't before."""
    untested = contact_method.c.id.in_(contacts) & contact_method.c.tested_at.is_(None)
    tx.connection.execute(update(contact_method).where(untested).values(tested_at=to_ms(now)))


def add_link_code(tx: Tx, code_hash: bytes, officer_id: OfficerId, expires_at: datetime) -> None:
    """Store a one-time code; older unused codes of the officer die."""
    tx.connection.execute(
        delete(link_code).where(link_code.c.officer_id == officer_id, link_code.c.used_at.is_(None))
    )
    tx.connection.execute(
        insert(link_code).values(code_hash=code_hash, officer_id=officer_id, expires_at=to_ms(expires_at))
    )


def use_link_code(tx: Tx, code_hash: bytes, now: datetime) -> OfficerId | None:
    """Spend the code: its officer, or None if it is unknown, spent or too old."""
    now_ms = to_ms(now)
    spent = (
        update(link_code)
        .where(
            link_code.c.code_hash == code_hash,
            link_code.c.used_at.is_(None),
            link_code.c.expires_at > now_ms,
        )
        .values(used_at=now_ms)
        .returning(link_code.c.officer_id)
    )
    found = tx.connection.execute(spent).scalar_one_or_none()
    return None if found is None else OfficerId(found)
