"""Push to the console: a browser of an officer's that is told "look", and nothing else."""

from urllib.parse import urlsplit

from handlers.installation import Installation, Posted
from handlers.steps import linking
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.address import address_on
from hotline.ids import OfficerId
from hotline.messages import Say, Screen
from storage.schema import Tx, to_ms
from storage.tables import audit
from storage.tables import officer as officers

CHANNEL = "push"


def public_key(office: Installation) -> str:
    """What a browser subscribes with."""
    from storage.keys import vapid  # noqa: PLC0415 - its part of the library is for push alone

    return vapid.public_key(office.keys)


def authorization(office: Installation, endpoint: str) -> str:
    """The header that proves to a push service who we are."""
    from storage.keys import vapid  # noqa: PLC0415 - as above

    parts = urlsplit(endpoint)
    sender = office.settings.email.from_
    contact = f"mailto:{sender}" if sender is not None else office.console_origin
    return vapid.authorization(office.keys, f"{parts.scheme}://{parts.netloc}", contact, office.now())


async def subscribe(office: Installation, officer: OfficerId, endpoint: str) -> Say:
    """The browser gets pages too; its push service is told at once, as a test."""
    cleaned = address_on(CHANNEL, endpoint, office.settings.push.services)
    if CHANNEL not in office.settings.officer_channels or cleaned is None:
        return Say("contact-no-address")
    say, posted = await office.writer.do(_subscribe, office, officer, cleaned)
    office.after_commit(posted)
    return say


def _subscribe(tx: Tx, office: Installation, officer_id: OfficerId, endpoint: str) -> tuple[Say, Posted]:
    now = office.now()
    here, post = scene(tx, office, now), Post(tx, office, now)
    person = next(one for one in here.duty.officers if one.id == officer_id)
    address_hash = tx.keys.contact_hash(CHANNEL, endpoint)
    known = officers.contact_by_hash(tx, CHANNEL, address_hash)
    if known is not None and known.officer_id == officer_id and known.failed_at is None:
        return Say("contact-known"), Posted()
    linking.announce(here, person, CHANNEL, post)
    works: dict[str, object] = {
        "officer_id": officer_id,
        "verified_at": to_ms(now),
        "tested_at": None,  # the first push is the test
        "failed_at": None,
    }
    fresh = linking.keep(tx, known, CHANNEL, endpoint, works)
    post.to_officer(fresh, Screen((Say("link-done", {"name": person.name, "unit": ""}),)))
    audit.append(tx, person.username, "linked", f"channel:{CHANNEL}", now)
    post.timers_moved = True
    return Say("contact-confirmed"), post.flush()
