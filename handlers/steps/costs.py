"""Counting what was paid for: text messages and calls that left."""

from collections.abc import Sequence

from handlers.installation import Installation
from handlers.steps import spending, telling
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.duty.contact_order import COSTLY
from hotline.duty.roster import Role
from hotline.messages import Say
from storage.schema import Tx
from storage.tables import installation, tally


def count(tx: Tx, office: Installation, channels: Sequence[str], post: Post) -> None:
    """So many left; the administrators hear once a month that the limit is reached."""
    for channel in sorted(COSTLY & set(channels)):
        tally.add(tx, channel, spending.day(office, post.now), channels.count(channel))
        if spending.is_spent(tx, office, channel, post.now):
            _warn(tx, office, channel, post)


def _warn(tx: Tx, office: Installation, channel: str, post: Post) -> None:
    month = f"{spending.day(office, post.now):%Y-%m}"
    if installation.get(tx, f"spent:{channel}") == month:
        return
    installation.put(tx, f"spent:{channel}", month)
    here = scene(tx, office, post.now)
    say = Say("warn-spent", {"channel": channel, "count": office.settings.paid(channel).most_per_month})
    for officer in here.duty.officers:
        if officer.role is Role.ADMINISTRATOR and officer.active:
            telling.tell_officer(here, officer.id, say, post)
