"""A provider says that a text message or a call didn't arrive: the officer's next way is used at once."""

from datetime import datetime

from handlers.installation import Installation
from handlers.steps import moving_on
from hotline.alert.alert import AlertState
from storage.keys import ack_link
from storage.schema import Tx
from storage.tables import alert as alerts


async def not_arrived(office: Installation, token: str) -> None:
    """`token`: of the page's link, which the provider gave back. One that isn't ours changes nothing."""
    await office.writer.do(_not_arrived, token, office.now())


def _not_arrived(tx: Tx, token: str, now: datetime) -> None:
    claim = ack_link.read(tx.keys, token)
    stored = None if claim is None else alerts.load(tx, claim.alert)
    if claim is not None and stored is not None and stored.alert.state is AlertState.OPEN:
        moving_on.hurry(tx, claim.alert, claim.officer, now)
