"""A new officer: keys, one-time password, username; sealed to from now on."""

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.steps import people
from hotline.ids import UnitCode
from hotline.text import fold
from storage.keys import password as passwords
from storage.keys.keyring import Keyring
from storage.keys.password import ProtectedSeeds
from storage.keys.recipient import new_seeds, public_of
from storage.schema import Tx, to_ms
from storage.tables import audit
from storage.tables import officer as officers
from storage.tables.officer import StoredOfficer


@dataclass(frozen=True, slots=True)
class Credentials:
    """A key pair under a one-time password."""

    password: str
    protected: ProtectedSeeds
    public: bytes


def new_credentials(keys: Keyring) -> Credentials:
    """Takes about 0.1 s, on purpose: call it in a thread."""
    seeds = new_seeds()
    password = passwords.new_one_time_password()
    return Credentials(password, passwords.protect(seeds, password, keys.pepper), public_of(seeds))


def enrol(
    tx: Tx,
    name: str,
    unit: UnitCode,
    role: str,
    credentials: Credentials,
    by: str,
    now: datetime,
    email: str | None = None,
) -> StoredOfficer:
    """Store the officer; the server vouches for the public key."""
    username = _free_username(tx, name)
    values: dict[str, object] = {
        "username": username,
        "name": tx.keys.seal_officer_data(people.name_context(username), name.encode()),
        "email": None
        if email is None
        else tx.keys.seal_officer_data(people.email_context(username), email.encode()),
        "role": role,
        "unit": unit,
        "active": 1,
        "added_at": to_ms(now),
        "public_key": credentials.public,
        "public_mac": tx.keys.public_mac(credentials.public, f"officer:{username}"),
        "password_salt": credentials.protected.salt,
        "seeds": credentials.protected.sealed,
        "must_change_password": 1,
    }
    officers.add(tx, values)
    audit.append(tx, by, "officer_added", f"officer:{username}", now, unit=unit, role=role)
    stored = officers.by_username(tx, username)
    if stored is None:
        raise LookupError("the officer was not stored")
    return stored


def _free_username(tx: Tx, name: str) -> str:
    """Given name and initials, as Vietnamese offices write it: Nguyễn Văn An is annv."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    wanted = (words[-1] + "".join(word[0] for word in words[:-1])) if words else "officer"
    username, count = wanted[:32], 1
    while officers.by_username(tx, username) is not None:
        count += 1
        username = f"{wanted[:32]}{count}"
    return username
