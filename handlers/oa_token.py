"""The tokens of the Zalo Official Account: kept sealed, and renewed by one process at a time.

A refresh token works once. Whoever is to spend it claims it first, in a transaction that locks the row, and
stores the new pair before anybody uses it; a claim outlives a process that died with it by a minute.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation
from hotline.oa_token import Kept, Pair
from storage.keys.context import Context, Kind
from storage.schema import Tx, from_ms, maybe_from_ms, to_ms
from storage.tables import audit, oa_token
from storage.tables.oa_token import StoredToken

CLAIMED_FOR = timedelta(minutes=1)
TRIED_AGAIN_AFTER = timedelta(hours=1)
"""A refresh token that was refused."""


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
    """Zalo doesn't take the refresh token: for an hour nobody tries; the auditor tells the administrators."""
    await office.writer.do(_refused, office.owner, spent, office.now())


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


def _refused(tx: Tx, owner: str, spent: str, now: datetime) -> None:
    known = _opened(tx, oa_token.locked(tx))
    if known is not None and known.pair.refresh == spent:
        oa_token.refuse(tx, to_ms(known.refused_at or now), owner, to_ms(now + TRIED_AGAIN_AFTER))


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
