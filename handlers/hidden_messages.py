"""How many messages a messenger kept from us, as it does with children's: a number for each day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from handlers.installation import Installation
from hotline.duty.roster import Officer, Role
from storage.schema import Tx
from storage.tables import tally

_SHOWN_FOR = timedelta(days=14)


async def counted(office: Installation, officer: Officer, now: datetime) -> Mapping[date, int]:
    """The last fourteen days on which there were any, the latest first; for who looks after the whole."""
    if officer.role not in {Role.SUPERVISOR, Role.ADMINISTRATOR}:
        return {}
    since = (now - _SHOWN_FOR).astimezone(office.settings.hotline.zone).date()
    return await office.reader.read(_of_days, since)


async def count(office: Installation) -> None:
    """One more, of which the messenger doesn't even say whose it was; others the interview counts."""
    await office.writer.do(_count, office.now().astimezone(office.settings.hotline.zone).date())


def _count(tx: Tx, day: date) -> None:
    tally.add(tx, tally.HIDDEN, day, 1)


def _of_days(tx: Tx, since: date) -> Mapping[date, int]:
    return tally.of_days(tx, tally.HIDDEN, since)
