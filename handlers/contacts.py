"""An officer's contact methods: a new address is sent a code, and pages go there once the code came back.

Messengers are linked the other way round: the officer sends the code (`steps/linking.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation, Posted
from handlers.steps import giving_up, linking, people
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.address import address_on
from hotline.alert.alert import Urgency
from hotline.duty.contact_order import Turn, read_order, waits
from hotline.errors import NotFound
from hotline.ids import ContactMethodId, OfficerId
from hotline.messages import Say, Screen
from hotline.settings import CHANNELS
from storage.keys import contact_code
from storage.schema import Tx, from_ms, to_ms
from storage.tables import audit, contact_order, outbox
from storage.tables import officer as officers
from storage.tables.officer import ContactMethod, StoredOfficer

CODE_LASTS = timedelta(hours=1)

DONE = frozenset({"contact-code-sent", "contact-confirmed", "contact-removed"})
"""The sentences that say that it is done; all others say what stands in the way."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach an officer. `linked_at` None: the code that was sent there hasn't come back yet.

    `tested`: a test message got there. `works`: the last message did too.
    """

    id: ContactMethodId
    channel: str
    linked_at: datetime | None
    works: bool
    tested: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A channel in an officer's order: how long after the page was decided it is used."""

    channel: str
    after: timedelta


async def ways(office: Installation) -> dict[OfficerId, dict[Urgency, list[Way]]]:
    """How every officer is paged for each urgency, the first way first."""
    return await office.reader.read(_ways, office, office.now())


async def set_order(
    office: Installation, username: str, urgency: Urgency, words: Sequence[str], *, by: str
) -> Say | None:
    """None: the officer is paged in this order; else what is wrong with it. Raises NotFound.

    `words` as in `hotline/duty/contact_order.py`; none: in the default one.
    """
    try:
        turns = read_order(words, urgency, CHANNELS)
    except ValueError as error:
        return Say("contact-order-wrong", {"detail": str(error)})
    await office.writer.do(_set_order, username, urgency, turns, by, office.now())
    return None


async def of_officer(office: Installation, officer: OfficerId) -> list[Contact]:
    """By what this officer is paged, the oldest first."""
    return await office.reader.read(_contacts, officer)


async def add(office: Installation, username: str, channel: str, address: str, *, by: str) -> Say:
    """A code is on its way to the address, or what stands in the way of it. Raises NotFound."""
    if channel not in office.settings.officer_channels:
        return Say("contact-not-served")
    cleaned = address_on(channel, address)
    if cleaned is None:
        return Say("contact-no-address")
    if not _may_try(office, username):
        return Say("contact-too-often")
    say, posted = await office.writer.do(_add, office, username, channel, cleaned, by, office.now())
    office.after_commit(posted)
    return say


async def confirm(office: Installation, username: str, code: str, *, by: str) -> Say:
    """Pages go to the address that this code was sent to, or why not. Raises NotFound."""
    if not _may_try(office, username):
        return Say("contact-too-often")
    say, posted = await office.writer.do(_confirm, office, username, code, by, office.now())
    office.after_commit(posted)
    return say


async def remove(office: Installation, username: str, contact: ContactMethodId, *, by: str) -> Say:
    """Nothing goes there any more; the only way to an officer stays. Raises NotFound."""
    say, posted = await office.writer.do(_remove, office, username, contact, by, office.now())
    office.after_commit(posted)
    return say


def _ways(tx: Tx, office: Installation, now: datetime) -> dict[OfficerId, dict[Urgency, list[Way]]]:
    channels = {one.id: one.channel for one in officers.contact_methods(tx)}
    people_ = people.duty_at(tx, office, now).officers
    orders = contact_order.of(tx, [one.id for one in people_])
    found = {}
    for one in people_:
        found[one.id] = {
            urgency: _in_order(
                [(contact, channels[contact]) for contact in one.methods_for(urgency)],
                orders.get((one.id, urgency), ()),
            )
            for urgency in Urgency
        }
    return found


def _in_order(working: Sequence[tuple[ContactMethodId, str]], turns: Sequence[Turn]) -> list[Way]:
    after = waits(working, turns)
    first = {channel: after[contact] for contact, channel in working}
    named = [one.channel for one in turns]
    place = {channel: named.index(channel) if channel in named else len(named) for channel in first}
    return [Way(one, first[one]) for one in sorted(first, key=lambda name: (first[name], place[name], name))]


def _set_order(
    tx: Tx, username: str, urgency: Urgency, turns: Sequence[Turn], by: str, now: datetime
) -> None:
    contact_order.put(tx, _active(tx, username).id, urgency, turns)
    audit.append(tx, by, "contact_order_set", f"officer:{username}", now, urgency=urgency.value)


def _may_try(office: Installation, username: str) -> bool:
    now = office.now()
    if office.contact_tries.exhausted(username.encode(), now):
        return False
    office.contact_tries.count(username.encode(), now)
    return True


def _contacts(tx: Tx, officer: OfficerId) -> list[Contact]:
    return [
        Contact(
            one.id,
            one.channel,
            None if one.verified_at is None else from_ms(one.verified_at),
            one.failed_at is None,
            tested=one.tested_at is not None,
        )
        for one in officers.contact_methods(tx)
        if one.officer_id == officer and one.address
    ]


def _add(
    tx: Tx, office: Installation, username: str, channel: str, address: str, by: str, now: datetime
) -> tuple[Say, Posted]:
    officer = _active(tx, username)
    address_hash = tx.keys.contact_hash(channel, address)
    known = officers.contact_by_hash(tx, channel, address_hash)
    if known is not None and known.verified_at is not None and known.failed_at is None:
        return Say("contact-known" if known.officer_id == officer.id else "contact-of-another"), Posted()
    asked: dict[str, object] = {
        "officer_id": officer.id,
        "asked_at": to_ms(now),
        "verified_at": None,
        "tested_at": None,
        "failed_at": to_ms(now),
    }
    fresh = linking.keep(tx, known, channel, address, asked)
    post = Post(tx, office, now)
    post.to_officer(fresh, Screen((_code(tx, fresh, officer),)))
    audit.append(tx, by, "contact_asked", f"officer:{username}", now, channel=channel)
    return Say("contact-code-sent"), post.flush()


def _code(tx: Tx, contact: ContactMethod, officer: StoredOfficer) -> Say:
    code = contact_code.code_for(tx.keys, contact.id, contact.asked_at or 0)
    return Say("contact-code", {"code": code, "username": officer.username})


def _confirm(
    tx: Tx, office: Installation, username: str, code: str, by: str, now: datetime
) -> tuple[Say, Posted]:
    officer = _active(tx, username)
    asked = [
        one
        for one in officers.contact_methods(tx)
        if one.officer_id == officer.id and one.verified_at is None and _is_fresh(one, now)
    ]
    meant = next(
        (one for one in asked if contact_code.is_code(tx.keys, one.id, one.asked_at or 0, code)), None
    )
    if meant is None:
        audit.append(tx, by, "refused", f"officer:{username}", now, why="contact_code")
        return Say("contact-wrong-code"), Posted()
    here, post = scene(tx, office, now), Post(tx, office, now)
    person = next(one for one in here.duty.officers if one.id == officer.id)
    linking.announce(here, person, meant.channel, post)
    works: dict[str, object] = {"verified_at": to_ms(now), "tested_at": to_ms(now), "failed_at": None}
    officers.change_contact(tx, meant.id, works)
    facts: dict[str, str | int] = {"name": person.name, "unit": here.units.get(person.unit, person.unit)}
    post.to_officer(meant, Screen((Say("link-done", facts),)))
    audit.append(tx, officer.username, "linked", f"channel:{meant.channel}", now)
    post.timers_moved = True
    return Say("contact-confirmed"), post.flush()


def _is_fresh(contact: ContactMethod, now: datetime) -> bool:
    return contact.asked_at is not None and now - from_ms(contact.asked_at) <= CODE_LASTS


def _remove(
    tx: Tx, office: Installation, username: str, contact: ContactMethodId, by: str, now: datetime
) -> tuple[Say, Posted]:
    officer = _active(tx, username)
    theirs = [one for one in officers.contact_methods(tx) if one.officer_id == officer.id and one.address]
    gone = next((one for one in theirs if one.id == contact), None)
    if gone is None:
        raise NotFound(f"{username} has no contact {contact}")
    if gone.failed_at is None and not any(one.failed_at is None for one in theirs if one != gone):
        return Say("contact-only-one"), Posted()
    linking.announce_removal(scene(tx, office, now), gone, post := Post(tx, office, now))
    linking.unlink(tx, gone, to_ms(now))
    giving_up.give_up(tx, outbox.take_of(tx, gone.id), now)
    audit.append(tx, by, "contact_removed", f"officer:{username}", now, channel=gone.channel)
    post.timers_moved = True
    return Say("contact-removed"), post.flush()


def _active(tx: Tx, username: str) -> StoredOfficer:
    stored = officers.by_username(tx, username)
    if stored is None or not stored.active:
        raise NotFound(f"{username}: there is no officer of this name")
    return stored
