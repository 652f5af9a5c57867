"""A look ahead in the rosters: gaps are told, beginnings of shifts are waited for."""

from datetime import datetime, timedelta

from handlers.installation import Installation, Posted
from handlers.steps import foreseeing, starting
from handlers.steps.foreseeing import Gap
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.duty.roster import Shift
from storage.schema import Tx
from storage.tables import gap_notice, shift_start, swap_offer

_KEPT_FOR = timedelta(days=7)


async def look(office: Installation) -> None:
    """One look; safe at any time and in any number of processes."""
    gaps, coming = await office.reader.read(_see, office, office.now())
    if gaps or coming:
        office.after_commit(await office.writer.do(_act, office, office.now()))


def _see(tx: Tx, office: Installation, now: datetime) -> tuple[list[Gap], list[Shift]]:
    asks = office.settings.duty.confirm_starts
    coming = starting.unplanned_starts(tx, office, now) if asks else []
    return foreseeing.untold_gaps(tx, office, now), coming


def _act(tx: Tx, office: Installation, now: datetime) -> Posted:
    gaps, coming = _see(tx, office, now)
    post = Post(tx, office, now)
    if gaps:
        foreseeing.tell_of_gaps(scene(tx, office, now), gaps, post)
    shift_start.plan(tx, coming)
    post.timers_moved = post.timers_moved or bool(coming)
    gap_notice.forget_before(tx, now - _KEPT_FOR)
    shift_start.forget_before(tx, now - _KEPT_FOR)
    swap_offer.forget_before(tx, now - _KEPT_FOR)
    return post.flush()
