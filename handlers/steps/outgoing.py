"""What other systems are told of an alert: number, urgency, unit and what happened, as JSON."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from handlers.installation import Installation
from hotline.alert import canary
from hotline.alert.alert import Alert
from hotline.happening import Happening
from hotline.messages import Screen, verbatim
from hotline.parcel import Contents
from hotline.webhook_file import Target

_EVENTS = frozenset(
    {
        "alert_opened",
        "alert_acknowledged",
        "alert_hand_over_accepted",
        "alert_passed_on",
        "alert_rerouted",
        "alert_regraded",
        "alert_closed",
        "alert_reopened",
    }
)


def told(office: Installation, happening: Happening, now: datetime) -> Iterator[tuple[Target, Contents]]:
    """To whom, and what; of drills and of the canary nobody is told."""
    alert, targets = happening.alert, office.settings.webhook.targets
    if not targets or alert is None or happening.kind not in _EVENTS or not _is_real(alert):
        return
    body = {
        "type": happening.kind.replace("_", ".", 1),
        "timestamp": now,
        "data": {"number": alert.number, "urgency": alert.urgency.value, "unit": alert.unit},
    }
    words = verbatim(msgspec.json.encode(body).decode())
    for target in targets:
        if target.unit in (None, alert.unit):
            yield target, Contents(office.settings.hotline.default_locale, Screen((words,)))


def _is_real(alert: Alert) -> bool:
    return not alert.drill and alert.unit != canary.UNIT
