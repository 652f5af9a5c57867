"""The wall clock was set back and is believed: what waits for a time moves back with it.

Alerts and messages wait for a stretch of time, so they move; deadlines, the beginnings of shifts and promises
are times of the calendar, and stay. Several processes may notice the same step: the first one moves
everything, and where only one of several machines is wrong, pages go out early and never late.
"""

from datetime import datetime, timedelta

from handlers.installation import Installation, Posted
from handlers.steps import telling
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.alert.set_back import earlier
from hotline.duty.roster import Role
from hotline.messages import Say
from storage.schema import Tx, from_ms, to_ms
from storage.tables import alert as alerts
from storage.tables import audit, digest, installation, outbox, process, shift_start

_DONE = "clock_set_back"
_SAME_STEP = timedelta(minutes=15)


async def heed(office: Installation, by: timedelta) -> None:
    """Everything that waits is due when it would have been; the administrators know of it."""
    office.after_commit(await office.writer.do(_heed, office, by, office.now()))


def _heed(tx: Tx, office: Installation, by: timedelta, now: datetime) -> Posted:
    waiting = alerts.waiting(tx)  # locked: of two processes one comes after the other's commit
    last = installation.get(tx, _DONE)
    if last is not None and abs(from_ms(int(last)) - now) < _SAME_STEP:
        return Posted()
    installation.put(tx, _DONE, str(to_ms(now)))
    alerts.move_all(tx, [(stored, earlier(stored.alert, by, now)) for stored in waiting])
    outbox.set_back(tx, by, now)
    digest.set_back(tx, by, now)
    shift_start.set_back(tx, by, now)
    process.set_back(tx, by, now)
    seconds = round(by.total_seconds())
    audit.append(tx, "system", "clock_set_back", "clock", now, seconds=seconds, alerts=len(waiting))
    here, post = scene(tx, office, now), Post(tx, office, now)
    for one in here.duty.officers:
        if one.role is Role.ADMINISTRATOR and one.active:
            minutes = max(1, seconds // 60)
            telling.tell_officer(here, one.id, Say("warn-clock", {"minutes": minutes}), post)
    post.timers_moved = True
    return post.flush()
