"""Who may come in: officers added and disabled, codes that link a messenger, passwords, sessions.

Everything that costs on purpose (Argon2id) runs in a thread before the transaction.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import proving
from handlers.installation import Installation, Posted
from handlers.proving import Device
from handlers.steps import enrolling, giving_up, linking, people, soundness, telling
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.duty.roster import Officer
from hotline.errors import CannotOpen, NotAllowed, NotFound
from hotline.happening import Happening
from hotline.ids import OfficerId, UnitCode
from hotline.messages import Say
from storage.keys import device as devices
from storage.keys import password as passwords
from storage.keys import session as tokens
from storage.keys.link import link_code_hash, new_link_code
from storage.keys.password import ProtectedSeeds
from storage.keys.recipient import Seeds
from storage.schema import Tx, from_ms, to_ms
from storage.tables import audit, outbox, report
from storage.tables import officer as officers
from storage.tables import session as sessions
from storage.tables.officer import StoredOfficer
from storage.tables.session import Session

DEVICE_LASTS = proving.DEVICE_LASTS
LINK_CODE_LASTS = timedelta(minutes=15)
_TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Added:
    """A new officer's first credentials, shown once."""

    id: OfficerId
    username: str
    password: str
    link_code: str


@dataclass(frozen=True, slots=True)
class Caller:
    """An officer in a session, with the seeds that open what is sealed to them."""

    officer: Officer
    seeds: Seeds
    token_hash: bytes
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A session's token, of which only the hash is kept. `device` is for the browser to keep."""

    token: str
    must_change_password: bool
    device: Device


async def add_officer(
    office: Installation,
    name: str,
    unit: UnitCode,
    role: str,
    *,
    email: str | None = None,
    by: str = "operator",
) -> Added:
    """An officer who must change the password at first use; lead and supervisors are told at once."""
    credentials = await asyncio.to_thread(enrolling.new_credentials, office.keys)
    code = new_link_code()
    added, posted = await office.writer.do(
        _add, office, name, unit, role, credentials, code, by, office.now(), email
    )
    office.after_commit(posted)
    return Added(added.id, added.username, credentials.password, code)


async def new_link_code_for(office: Installation, username: str, *, by: str = "operator") -> str:
    """A code that links one more messenger within 15 minutes. Raises NotFound."""
    code = new_link_code()
    await office.writer.do(_add_link_code, username, code, by, office.now())
    return code


async def disable(office: Installation, username: str, *, by: str = "operator") -> None:
    """The officer is gone: sessions, seals, seeds and contacts are deleted. Raises NotFound."""
    await office.writer.do(_disable, username, by, office.now())
    office.on_timers()


async def everybody(office: Installation) -> list[Officer]:
    """All officers, active or not."""
    return await office.reader.read(_everybody)


async def log_in(
    office: Installation, username: str, password: str, kept: Sequence[str] = ()
) -> LoggedIn | None:
    """A session, or None: wrong name, wrong password, or one that has to wait (`log_in_wait`).

    `kept`: what this browser was given when officers logged in from it before.
    """
    proven = await proving.prove(office, username, password, kept, at="console")
    if proven is None:
        return None
    stored, now = proven.stored, office.now()
    token = tokens.new_token()
    seeds = tokens.seal_seeds(token, proven.seeds)
    fresh = Session(tokens.token_hash(token), stored.id, seeds, to_ms(now), to_ms(now))
    await office.writer.do(_log_in, stored, fresh, now)
    office.on_happening(Happening("officer_logged_in"))
    return LoggedIn(token, bool(stored.must_change_password), proven.device)


async def log_in_wait(office: Installation, username: str, kept: Sequence[str] = ()) -> timedelta:
    """How long this name has to wait in this browser before a password is tried again; mostly zero."""
    return await proving.wait_of(office, username, kept)


async def device_of(office: Installation, caller: Caller) -> Device:
    """What the caller's browser keeps from now on: changing the password ended what it had."""
    return await office.reader.read(_device, caller, office.now())


async def caller_of(office: Installation, token: str, *, by_itself: bool = False) -> Caller | None:
    """Whose session this token is; None if it has ended.

    `by_itself`: an open page asks, not the officer, which keeps no session alive.
    """
    now = office.now()
    caller, seen_at = await office.reader.read(_caller, token, now)
    if caller is not None and not by_itself and now - seen_at > _TOUCH_AFTER:
        await office.writer.do(sessions.touch, caller.token_hash, to_ms(now))
    return caller


async def weakness_of(office: Installation, officer: Officer) -> str | None:
    """Why this officer may not be alone on duty; None: there is no reason against it."""
    return (await office.reader.read(soundness.weak, office.settings)).get(officer.id)


async def log_out(office: Installation, caller: Caller) -> None:
    """The token opens nothing any more."""
    await office.writer.do(sessions.end, caller.token_hash)


async def change_password(office: Installation, caller: Caller, old: str, new: str) -> str | None:
    """None: changed, and the officer's other sessions have ended. Else the sentence that says why not."""
    reason = passwords.weak(new, caller.officer.username)
    if reason is not None:
        return reason
    if new == old:
        return "password-same"
    now, waits = office.now(), office.log_ins.waits
    who = f"in a session|{caller.officer.username}"
    async with office.log_ins.place(known=True):
        if waits.left(who, now):
            return "password-too-many-tries"
        stored = await office.reader.read(officers.by_username, caller.officer.username)
        if await asyncio.to_thread(proving.unlocked, stored, old, office.keys.pepper) is None:
            waits.failed(who, now)
            return "password-old-wrong"
    waits.succeeded(who)
    protected = await asyncio.to_thread(passwords.protect, caller.seeds, new, office.keys.pepper)
    await office.writer.do(_change_password, caller, protected, now)
    return None


def _add(
    tx: Tx,
    office: Installation,
    name: str,
    unit: UnitCode,
    role: str,
    credentials: enrolling.Credentials,
    code: str,
    by: str,
    now: datetime,
    email: str | None,
) -> tuple[StoredOfficer, Posted]:
    stored = enrolling.enrol(tx, name, unit, role, credentials, by, now, email)
    officers.add_link_code(tx, link_code_hash(code), stored.id, now + LINK_CODE_LASTS)
    post = Post(tx, office, now)
    here = scene(tx, office, now)
    facts: dict[str, str | int] = {
        "name": name,
        "unit": here.units.get(unit, unit),
        "position": f"@role-{role.replace('_', '-')}",
    }
    watching = {one.id for one in here.duty.supervisors(unit)} | {
        one.id for one in here.duty.members(unit) if one.role.value == "unit_lead" and one.unit == unit
    }
    for officer in sorted(watching - {stored.id}):
        telling.tell_officer(here, officer, Say("note-officer-added", facts), post)
    post.timers_moved = True
    return stored, post.flush()


def _add_link_code(tx: Tx, username: str, code: str, by: str, now: datetime) -> None:
    stored = _named(tx, username)
    if not stored.active:
        raise NotAllowed(f"{username}: this officer was disabled")
    officers.add_link_code(tx, link_code_hash(code), stored.id, now + LINK_CODE_LASTS)
    audit.append(tx, by, "link_code_made", f"officer:{username}", now)


def _disable(tx: Tx, username: str, by: str, now: datetime) -> None:
    stored = _named(tx, username)
    officers.change(tx, stored.id, {"active": 0, "seeds": b"", "password_salt": b""})
    sessions.end_all_of(tx, stored.id)
    report.forget_member(tx, stored.id)
    for contact in officers.contact_methods(tx):
        if contact.officer_id == stored.id and contact.address:
            linking.unlink(tx, contact, to_ms(now))
            giving_up.give_up(tx, outbox.take_of(tx, contact.id), now)
    audit.append(tx, by, "officer_disabled", f"officer:{username}", now)


def _named(tx: Tx, username: str) -> StoredOfficer:
    stored = officers.by_username(tx, username)
    if stored is None:
        raise NotFound(f"{username}: there is no officer of this name")
    return stored


def _everybody(tx: Tx) -> list[Officer]:
    contacts = officers.contact_methods(tx)
    return [
        people.officer_of(
            tx,
            stored,
            tuple(one.id for one in contacts if one.officer_id == stored.id and one.failed_at is None),
        )
        for stored in officers.everybody(tx)
    ]


def _log_in(tx: Tx, stored: StoredOfficer, fresh: Session, now: datetime) -> None:
    sessions.add(tx, fresh)
    audit.append(tx, stored.username, "logged_in", "console", now)


def _device(tx: Tx, caller: Caller, now: datetime) -> Device:
    stored = _named(tx, caller.officer.username)
    return Device(stored.id, devices.new_device(tx.keys, stored.id, stored.password_salt, now))


def _caller(tx: Tx, token: str, now: datetime) -> tuple[Caller | None, datetime]:
    found = sessions.by_hash(tx, tokens.token_hash(token))
    if found is None:
        return None, now
    seen_at = from_ms(found.seen_at)
    if now - seen_at > sessions.IDLE_ENDS or now - from_ms(found.begun_at) > sessions.LASTS:
        return None, seen_at
    stored = officers.by_id(tx, found.officer_id)
    if stored is None or not stored.active:
        return None, seen_at
    try:
        seeds = tokens.open_seeds(token, found.seeds)
    except CannotOpen:
        return None, seen_at
    officer = people.officer_of(tx, stored)
    return Caller(officer, seeds, found.token_hash, bool(stored.must_change_password)), seen_at


def _change_password(tx: Tx, caller: Caller, protected: ProtectedSeeds, now: datetime) -> None:
    officers.change(
        tx,
        caller.officer.id,
        {"password_salt": protected.salt, "seeds": protected.sealed, "must_change_password": 0},
    )
    sessions.end_all_of(tx, caller.officer.id, but=caller.token_hash)
    audit.append(tx, caller.officer.username, "password_changed", f"officer:{caller.officer.username}", now)
