"""What text messages and calls may be used for: the urgencies of the configuration, and a limit a month.

Past the limit they still go out for emergencies, always; the administrators are told once a month.
"""

from collections.abc import Mapping
from datetime import date, datetime

from handlers.installation import Installation
from hotline.alert.alert import Urgency
from hotline.duty.contact_order import COSTLY
from storage.schema import Tx
from storage.tables import tally


def urgencies(tx: Tx, office: Installation, now: datetime) -> Mapping[str, frozenset[Urgency]]:
    """What each channel that costs money may be used for at this moment."""
    found = {}
    for channel in sorted(COSTLY):
        paid = office.settings.paid(channel)
        allowed = frozenset(paid.urgencies)
        if (
            paid.provider is not None
            and allowed != {Urgency.EMERGENCY}
            and is_spent(tx, office, channel, now)
        ):
            allowed &= {Urgency.EMERGENCY}
        found[channel] = allowed
    return found


def is_spent(tx: Tx, office: Installation, channel: str, now: datetime) -> bool:
    """Whether the month's limit is reached."""
    since = day(office, now).replace(day=1)
    return sum(tally.of_days(tx, channel, since).values()) >= office.settings.paid(channel).most_per_month


def day(office: Installation, now: datetime) -> date:
    """On which day of the province's this is."""
    return now.astimezone(office.settings.hotline.zone).date()
