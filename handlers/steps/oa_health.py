"""How the Official Account's token is, by its times alone: nothing is opened for it."""

from datetime import datetime

from hotline.oa_token import Health, Kept, Pair, health
from hotline.settings import Settings
from storage.schema import Tx, from_ms, maybe_from_ms
from storage.tables import oa_token


def of_account(tx: Tx, settings: Settings, now: datetime) -> Health | None:
    """None if no account is configured."""
    if settings.zalo_oa.app_id is None:
        return None
    stored = oa_token.find(tx)
    if stored is None:
        return health(None, now)
    times = (from_ms(stored.renewed_at), from_ms(stored.access_until), from_ms(stored.refresh_until))
    return health(Kept(Pair("", "", *times), maybe_from_ms(stored.refused_at)), now)
