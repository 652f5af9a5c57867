"""The tokens of the Zalo Official Account: kept sealed, and renewed by one process at a time.

A refresh token works once. Whoever is to spend it claims it first, in a transaction that locks the row, and
stores the new pair before anybody uses it; a claim outlives a process that died with it by a minute.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.installation import Installation
from storage.keys.context import Context, Kind
from storage.schema import Tx, from_ms, maybe_from_ms, to_ms
from storage.tables import audit, oa_token
from storage.tables.oa_token import StoredToken

CLAIMED_FOR = timedelta(minutes=1)
ENDS_SOON = timedelta(days=14)
OVERDUE_AFTER = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token and the refresh token that will get the next pair. Times are aware UTC."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    renewed_at: datetime
    access_until: datetime
    refresh_until: datetime

    @property
    def due_at(self) -> datetime:
        """When to renew: at half its life, so that a day's trouble costs nothing."""
        return self.renewed_at + (self.access_until - self.renewed_at) / 2


@dataclass(frozen=True, slots=True)
class Kept:
    """The pair as it is stored. `refused_at`: since then Zalo takes its refresh token no more."""

    pair: Pair
    refused_at: datetime | None = None


class Health(StrEnum):
    """How the token is."""

    GOOD = "good"
    OVERDUE = "overdue"  # nothing renews it
    ENDING = "ending"  # the refresh token ends soon, because nothing has renewed it for weeks
    LOST = "lost"  # Zalo takes the refresh token no more
    MISSING = "missing"  # nobody has authorised us


def health(known: Kept | None, now: datetime) -> Health:
    """How this pair is; whatever isn't GOOD or OVERDUE only a person can mend."""
    if known is None:
        return Health.MISSING
    if known.refused_at is not None or known.pair.refresh_until <= now:
        return Health.LOST
    if known.pair.refresh_until - now <= ENDS_SOON:
        return Health.ENDING
    return Health.OVERDUE if known.pair.due_at + OVERDUE_AFTER <= now else Health.GOOD


@dataclass(frozen=True, slots=True)
class Claim:
    """`kept` is the pair now; `ours`: this process, and no other, may spend its refresh token."""

    kept: Kept | None
    ours: bool = False


async def kept(office: Installation) -> Kept | None:
    """The pair, or None if nobody ever authorised us."""
    return await office.reader.read(_kept)


async def authorised(office: Installation, pair: Pair) -> None:
    """A person has authorised us: whatever there was before counts no more."""
    await office.writer.do(_authorised, pair, office.now())


async def claim(office: Installation, stale: str) -> Claim:
    """Ask to renew the pair whose access token is `stale`; another's pair may be there by now."""
    return await office.writer.do(_claim, office.owner, stale, office.now())


async def renewed(office: Installation, spent: str, pair: Pair) -> None:
    """The refresh token `spent` has brought this pair; it is stored when this returns."""
    await office.writer.do(_renewed, spent, pair)


async def refused(office: Installation, spent: str) -> None:
    """Zalo doesn't take the refresh token: administrators hear of it from the auditor."""
    await office.writer.do(_refused, spent, office.now())


async def let_go(office: Installation) -> None:
    """This process could not renew it: another may try."""
    await office.writer.do(oa_token.let_go, office.owner)


def _kept(tx: Tx) -> Kept | None:
    return _opened(tx, oa_token.find(tx))


def _authorised(tx: Tx, pair: Pair, now: datetime) -> None:
    oa_token.put(tx, _sealed(tx, pair))
    audit.append(tx, "operator", "zalo_oa_authorised", "zalo_oa", now)


def _claim(tx: Tx, owner: str, stale: str, now: datetime) -> Claim:
    stored = oa_token.locked(tx)
    known = _opened(tx, stored)
    if stored is None or known is None or known.pair.access != stale:
        return Claim(known)
    taken = stored.claimed_until is not None and stored.claimed_until > to_ms(now)
    if taken:
        return Claim(known)
    oa_token.claim(tx, owner, to_ms(now + CLAIMED_FOR))
    return Claim(known, ours=True)


def _renewed(tx: Tx, spent: str, pair: Pair) -> None:
    known = _opened(tx, oa_token.locked(tx))
    if known is not None and known.pair.refresh == spent:  # else a person has authorised us meanwhile
        oa_token.put(tx, _sealed(tx, pair))


def _refused(tx: Tx, spent: str, now: datetime) -> None:
    known = _opened(tx, oa_token.locked(tx))
    if known is not None and known.pair.refresh == spent:
        oa_token.refuse(tx, to_ms(known.refused_at or now))


def _sealed(tx: Tx, pair: Pair) -> StoredToken:
    words = f"{pair.access}\n{pair.refresh}".encode()
    return StoredToken(
        sealed=tx.keys.seal_officer_data(Context(Kind.OA_TOKEN), words),
        renewed_at=to_ms(pair.renewed_at),
        access_until=to_ms(pair.access_until),
        refresh_until=to_ms(pair.refresh_until),
    )


def _opened(tx: Tx, stored: StoredToken | None) -> Kept | None:
    if stored is None:
        return None
    words = tx.keys.open_officer_data(Context(Kind.OA_TOKEN), stored.sealed).decode()
    access, _, refresh = words.partition("\n")
    times = (from_ms(stored.renewed_at), from_ms(stored.access_until), from_ms(stored.refresh_until))
    return Kept(Pair(access, refresh, *times), maybe_from_ms(stored.refused_at))
