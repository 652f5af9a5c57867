"""How much waits, for the metrics: read now and then, by index."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation
from hotline.alert.alert import AlertState, Urgency
from storage.schema import Tx, from_ms
from storage.tables import alert_watch, canary, drill, outbox


@dataclass(frozen=True, slots=True)
class Counted:
    """Alerts that are not closed, by (state, urgency); messages to be sent and the oldest's age, by bot.

    `canary`: when it last came through, and how long that took. `drills`: the age of the last drill of that
    unit which waited longest for one (None: there was none), and how many officers failed their last.
    """

    alerts: Mapping[tuple[str, str], int]
    waiting: Mapping[str, int]
    oldest: Mapping[str, timedelta]
    canary_at: datetime | None
    canary_took: timedelta | None
    drill_age: timedelta | None
    drills_failed: int


async def count(office: Installation) -> Counted:
    """As things stand now; what there is none of is 0."""
    return await office.reader.read(_count, office.now())


def _count(tx: Tx, now: datetime) -> Counted:
    found = alert_watch.counts(tx)
    queues = outbox.queues(tx)
    states = (AlertState.OPEN, AlertState.ACKNOWLEDGED)
    bots = (outbox.REPORTER, outbox.OFFICER)
    flown, drilled = canary.seen(tx), drill.last_begun(tx)
    since = {bot: from_ms(queues[bot][1]) if bot in queues else now for bot in bots}
    return Counted(
        alerts={
            (state.value, urgency.value): found.get((state.value, urgency.value), 0)
            for state in states
            for urgency in Urgency
        },
        waiting={bot: queues[bot][0] if bot in queues else 0 for bot in bots},
        oldest={bot: max(now - since[bot], timedelta()) for bot in bots},
        canary_at=None if flown is None else flown.succeeded_at,
        canary_took=None if flown is None else flown.took,
        drill_age=now - min(drilled.values()) if drilled else None,
        drills_failed=len(drill.last_failed(tx)),
    )
