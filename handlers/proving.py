"""Proving by a password who one is: to log in, or to take an alert by its link. Both count as one.

Who has proved it keeps a token in that browser (`Device`), by which the browser is known from then on.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation
from hotline.errors import WrongPassword
from hotline.happening import Happening
from hotline.ids import OfficerId
from storage.keys import device as devices
from storage.keys import password as passwords
from storage.keys.password import ProtectedSeeds
from storage.keys.recipient import Seeds
from storage.schema import Tx
from storage.tables import audit
from storage.tables import officer as officers
from storage.tables.officer import StoredOfficer

DEVICE_LASTS = devices.DEVICE_LASTS


@dataclass(frozen=True, slots=True)
class Device:
    """What a browser keeps of an officer."""

    officer: OfficerId
    token: str


@dataclass(frozen=True, slots=True)
class Proven:
    """Whose password it was, what it opens, and what the browser keeps of it."""

    stored: StoredOfficer
    seeds: Seeds
    device: Device


async def prove(
    office: Installation, username: str, password: str, kept: Sequence[str], *, at: str
) -> Proven | None:
    """The officer; None: wrong name, wrong password, or one that has to wait (`wait_of`).

    `kept`: the tokens that this browser holds, of whomever. `at`: what the password was typed for, for the
    audit log. An unknown name costs as long as a wrong password.
    """
    username, waits = typed_name(username), office.log_ins.waits
    known = _known(office, await office.reader.read(officers.by_username, username), kept)
    who = _counted_under(username, known)
    async with office.log_ins.place(known=known is not None):
        now = office.now()
        # In the queue's turn, so that a hundred tries at once are counted one after another.
        if waits.left(who, now):
            return None
        stored = await office.reader.read(officers.by_username, username)
        seeds = await asyncio.to_thread(unlocked, stored, password, office.keys.pepper)
        if stored is None or seeds is None or not stored.active:
            waits.failed(who, now)
            must_wait = bool(waits.left(who, now))
            await office.writer.do(_note_refusal, username, at, now, must_wait=must_wait)
            office.on_happening(Happening("log_in_refused"))
            return None
    waits.succeeded(who)
    token = known or devices.new_device(office.keys, stored.id, stored.password_salt, now)
    return Proven(stored, seeds, Device(stored.id, token))


async def wait_of(office: Installation, username: str, kept: Sequence[str]) -> timedelta:
    """How long this name has to wait in this browser before a password is tried again; mostly zero."""
    username = typed_name(username)
    known = _known(office, await office.reader.read(officers.by_username, username), kept)
    return office.log_ins.waits.left(_counted_under(username, known), office.now())


def known_here(tx: Tx, kept: Sequence[str], now: datetime) -> dict[OfficerId, StoredOfficer]:
    """The active officers whose browser this is, by the tokens that it holds."""
    found: dict[OfficerId, StoredOfficer] = {}
    for token in kept:
        named = devices.named_in(token)
        stored = None if named is None else officers.by_id(tx, named)
        if stored is None or not stored.active:
            continue
        if devices.is_device(tx.keys, stored.id, stored.password_salt, token, now):
            found[stored.id] = stored
    return found


def typed_name(username: str) -> str:
    """A username as it is stored: phones begin with a capital, and PostgreSQL takes no NUL."""
    return username.strip().casefold().replace("\0", "")


def unlocked(stored: StoredOfficer | None, password: str, pepper: bytes) -> Seeds | None:
    """The officer's seeds, if this is the password. Slow on purpose: call it in a thread."""
    protected = (
        passwords.nobody()
        if stored is None or not stored.seeds
        else ProtectedSeeds(stored.password_salt, stored.seeds)
    )
    try:
        return passwords.unlock(protected, password, pepper)
    except WrongPassword:
        return None


def _known(office: Installation, stored: StoredOfficer | None, kept: Sequence[str]) -> str | None:
    """The token by which this browser is known as the officer's."""
    if stored is None:
        return None
    keys, now = office.keys, office.now()
    theirs = (one for one in kept if devices.is_device(keys, stored.id, stored.password_salt, one, now))
    return next(theirs, None)


def _counted_under(username: str, known: str | None) -> str:
    return f"strangers|{username}" if known is None else f"device|{username}|{known}"


def _note_refusal(tx: Tx, username: str, at: str, now: datetime, *, must_wait: bool) -> None:
    """Tries within a wait are not noted: whoever floods the console must not fill the log."""
    known = officers.by_username(tx, username) is not None
    why = "wrong_password_and_must_wait" if must_wait else "wrong_password"
    audit.append(tx, username if known else "stranger", "log_in_refused", at, now, why=why)
