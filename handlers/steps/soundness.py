"""Who may be the only one on duty: whoever was reached by a test message, and didn't fail the last drill.

Where officers can be paged by two messengers, both must work.
"""

from collections.abc import Sequence
from enum import StrEnum

from hotline.ids import OfficerId
from hotline.settings import Settings
from storage.schema import Tx, to_ms
from storage.tables import drill
from storage.tables import officer as officers
from storage.tables.officer import ContactMethod, Reach


class Weakness(StrEnum):
    """Why an officer may not be alone."""

    UNTESTED = "untested"
    ONE_WAY = "one-way"
    DRILL = "drill"


def weak(tx: Tx, settings: Settings, active: Sequence[Reach] | None = None) -> dict[OfficerId, Weakness]:
    """The active officers who may not be alone on duty, and why; looked up unless they are given."""
    wanted = min(2, max(1, len(settings.officer_channels)))
    failed = {officer: to_ms(at) for officer, at in drill.last_failed(tx).items()}
    theirs: dict[OfficerId, list[ContactMethod]] = {}
    for contact in officers.contact_methods(tx):
        if contact.failed_at is None and contact.tested_at is not None:
            theirs.setdefault(contact.officer_id, []).append(contact)
    found = {}
    for one in officers.reach(tx) if active is None else active:
        weakness = _weakness(theirs.get(one.id, []), wanted, failed.get(one.id))
        if weakness is not None:
            found[one.id] = weakness
    return found


def _weakness(working: list[ContactMethod], wanted: int, failed_at: int | None) -> Weakness | None:
    """A messenger that was linked since makes good a drill that failed."""
    if not working:
        return Weakness.UNTESTED
    if failed_at is not None and max(one.verified_at or 0 for one in working) <= failed_at:
        return Weakness.DRILL
    if len({one.channel for one in working}) < wanted:
        return Weakness.ONE_WAY
    return None
