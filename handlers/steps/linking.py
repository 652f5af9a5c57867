"""Linking an officer's messenger by a one-time code, and noticing that a contact works again."""

import secrets

from handlers.steps import giving_up, people, telling
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, scene
from handlers.steps.shift_words import local
from hotline.duty.roster import Officer
from hotline.messages import Say, Screen
from storage.keys.link import link_code_hash
from storage.schema import Tx, to_ms
from storage.tables import audit
from storage.tables import officer as officers
from storage.tables.officer import ContactMethod


def link(here: Scene, channel: str, address: str, code: str, post: Post) -> Say | None:
    """The chat is the officer's from now on, announced on the officer's other contacts.

    None: done, and said in the chat. Else what to tell whoever wrote: nothing was changed.
    """
    tx = here.tx
    address_hash = tx.keys.contact_hash(channel, address)
    known = officers.contact_by_hash(tx, channel, address_hash)
    if not code:
        return _without_code(here, known, post)
    officer_id = officers.use_link_code(tx, link_code_hash(code), here.now)
    officer = next((one for one in here.duty.officers if one.id == officer_id and one.active), None)
    if officer is None:
        audit.append(tx, "stranger", "refused", f"channel:{channel}", here.now, why="link_code")
        return Say("link-refused")
    announce(here, officer, channel, post)
    if known is not None and known.officer_id != officer.id:
        _take_from(here, known, post)
    verified: dict[str, object] = {
        "officer_id": officer.id,
        "verified_at": to_ms(here.now),
        "tested_at": None,  # the message that greets the officer is the test
        "failed_at": None,
    }
    contact = keep(tx, known, channel, address, verified)
    unit = here.units.get(officer.unit, officer.unit)
    post.to_officer(
        contact, Screen((Say("link-done", {"name": officer.name, "unit": unit}), Say("officer-help")))
    )
    audit.append(tx, officer.username, "linked", f"channel:{channel}", here.now)
    post.timers_moved = True
    return None


def keep(
    tx: Tx, known: ContactMethod | None, channel: str, address: str, values: dict[str, object]
) -> ContactMethod:
    """The contact method behind this address, with these columns; `known`: it was there before."""
    if known is None:
        kept = officers.add_contact(
            tx,
            values
            | {
                "channel": channel,
                "address_hash": tx.keys.contact_hash(channel, address),
                "address": tx.keys.seal_officer_data(people.address_context(channel), address.encode()),
            },
        )
    else:
        kept = known.id
        officers.change_contact(tx, kept, values)
    return officers.contacts_by_id(tx, [kept])[kept]


def _take_from(here: Scene, known: ContactMethod, post: Post) -> None:
    """The chat was another officer's, who isn't paged there any more: that must not go unnoticed."""
    if known.failed_at is None:
        officers.change_contact(here.tx, known.id, {"failed_at": to_ms(here.now)})
        giving_up.tell_leads(scene(here.tx, here.office, here.now), [known.id], post)


def announce(here: Scene, officer: Officer, channel: str, post: Post) -> None:
    """Whoever holds the old contacts hears of the new one: it may be somebody else's."""
    facts: dict[str, str | int] = {"channel": channel, "at": local(here, here.now), "name": officer.name}
    telling.tell_officer(here, officer.id, Say("note-new-contact", facts), post)


def announce_removal(here: Scene, gone: ContactMethod, post: Post) -> None:
    """Everywhere, and there for the last time: whoever removes a way may be somebody else."""
    facts: dict[str, str | int] = {"channel": gone.channel, "at": local(here, here.now)}
    telling.tell_officer(here, gone.officer_id, Say("note-contact-removed", facts), post)


def works_again(tx: Tx, contact: ContactMethod) -> None:
    """An officer who writes to us can be reached."""
    if contact.failed_at is not None:
        officers.change_contact(tx, contact.id, {"failed_at": None})


def unlink(tx: Tx, contact: ContactMethod, now_ms: int) -> None:
    """The address is forgotten; pages that went there stay in their alerts' timelines."""
    officers.change_contact(
        tx,
        contact.id,
        {"address": b"", "address_hash": secrets.token_bytes(32), "failed_at": now_ms},
    )


def _without_code(here: Scene, known: ContactMethod | None, post: Post) -> Say | None:
    if known is None:
        audit.append(here.tx, "stranger", "refused", "verb:start", here.now, why="no_link_code")
        return Say("officer-stranger")
    works_again(here.tx, known)
    post.to_officer(known, Screen((Say("officer-help"),)))
    return None
