"""What officers do about a case's time limits: they say that what had to be done is done."""

from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps import timekeeping
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.alert import acknowledgement
from hotline.duty.deadlines import DeadlineView, State
from hotline.duty.roster import Officer
from hotline.errors import NotFound
from hotline.ids import AlertNumber
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import audit, deadline


async def meet(office: Installation, officer: Officer, number: int, kind: str) -> tuple[DeadlineView, bool]:
    """The deadline as it stands now, and whether this met it: it may have been met before.

    Raises NotFound if there is no such deadline of a case that this officer may see.
    """
    found, posted = await office.writer.do(_meet, office, officer, number, kind, office.now())
    if found is None:
        raise NotFound("there is no such deadline for this officer")
    office.after_commit(posted)
    return found


def _meet(
    tx: Tx, office: Installation, officer: Officer, number: int, kind: str, now: datetime
) -> tuple[tuple[DeadlineView, bool] | None, Posted]:
    here, post = scene(tx, office, now), Post(tx, office, now)
    stored = alerts.load(tx, AlertNumber(number))
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        audit.append(tx, officer.username, "refused", f"case:{number}", now, act="meet_deadline")
        return None, Posted()
    before = deadline.one(tx, stored.alert.number, kind)
    if timekeeping.meet(here, stored.alert.number, kind, officer) is None:
        return None, Posted()
    if stored.alert.acknowledged_by == officer.id:
        alerts.change(tx, stored, acknowledgement.note_activity(stored.alert, now))
    post.timers_moved = True
    view = next(one for one in timekeeping.views(here, stored.alert.number) if one.kind == kind)
    return (view, before is not None and before.state is not State.MET), post.flush()
