"""An officer's shifts for the officer's own calendar program, behind a secret address that can be revoked."""

from datetime import datetime

from handlers.installation import Installation
from handlers.steps import people, rostering
from hotline.duty.planning import untangled
from hotline.duty.roster_ical import format_ical
from hotline.errors import NotFound
from hotline.ids import OfficerId
from storage.keys.session import new_token, token_hash
from storage.schema import Tx
from storage.tables import audit, calendar_feed, unit
from storage.tables import officer as officers


async def make(office: Installation, username: str, *, by: str) -> str:
    """The calendar's new address, shown once; an earlier one opens nothing any more. Raises NotFound."""
    secret = new_token()
    await office.writer.do(_make, username, token_hash(secret), by, office.now())
    return f"{office.console_origin}/calendar/{secret}.ics"


async def revoke(office: Installation, username: str, *, by: str) -> bool:
    """Whether there was an address; there is none any more. Raises NotFound."""
    return await office.writer.do(_revoke, username, by, office.now())


async def fetch(office: Installation, secret: str) -> str | None:
    """The officer's coming shifts as a calendar; None if the secret opens none."""
    return await office.reader.read(_fetch, office, token_hash(secret), office.now())


def _officer(tx: Tx, username: str) -> OfficerId:
    found = officers.by_username(tx, username)
    if found is not None and found.active:
        return found.id
    raise NotFound(f"{username}: there is no such officer; see `langnghe officer list`")


def _make(tx: Tx, username: str, secret_hash: bytes, by: str, now: datetime) -> None:
    calendar_feed.put(tx, _officer(tx, username), secret_hash, now)
    audit.append(tx, by, "calendar_address_made", f"officer:{username}", now)


def _revoke(tx: Tx, username: str, by: str, now: datetime) -> bool:
    done = calendar_feed.revoke(tx, _officer(tx, username))
    if done:
        audit.append(tx, by, "calendar_address_revoked", f"officer:{username}", now)
    return done


def _fetch(tx: Tx, office: Installation, secret_hash: bytes, now: datetime) -> str | None:
    owner = calendar_feed.officer_of(tx, secret_hash)
    officer = next(
        (one for one in people.duty_at(tx, office, now).officers if one.id == owner and one.active), None
    )
    if officer is None:
        return None
    shifts = rostering.between(tx, office.settings.hotline.zone, now, now + rostering.FAR)
    mine = [one for one in shifts if one.officer == officer.id]
    return format_ical(untangled(mine), {officer.id: officer.username}, unit.names(tx), now)
