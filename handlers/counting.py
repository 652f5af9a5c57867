"""How much waits, for the metrics: read now and then, by index."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation
from hotline.alert.alert import AlertState, Urgency
from storage.schema import Tx, from_ms
from storage.tables import alert_watch, outbox


@dataclass(frozen=True, slots=True)
class Counted:
    """Alerts that are not closed, by (state, urgency); messages to be sent and the oldest's age, by bot."""

    alerts: Mapping[tuple[str, str], int]
    waiting: Mapping[str, int]
    oldest: Mapping[str, timedelta]


async def count(office: Installation) -> Counted:
    """As things stand now; what there is none of is 0."""
    return await office.reader.read(_count, office.now())


def _count(tx: Tx, now: datetime) -> Counted:
    found = alert_watch.counts(tx)
    queues = outbox.queues(tx)
    states = (AlertState.OPEN, AlertState.ACKNOWLEDGED)
    bots = (outbox.REPORTER, outbox.OFFICER)
    since = {bot: from_ms(queues[bot][1]) if bot in queues else now for bot in bots}
    return Counted(
        alerts={
            (state.value, urgency.value): found.get((state.value, urgency.value), 0)
            for state in states
            for urgency in Urgency
        },
        waiting={bot: queues[bot][0] if bot in queues else 0 for bot in bots},
        oldest={bot: max(now - since[bot], timedelta()) for bot in bots},
    )
