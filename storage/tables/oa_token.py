"""The tokens of the Zalo Official Account, sealed; one row. Whoever holds the claim may renew them."""

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Column, LargeBinary, Text, insert, select, update

from storage.schema import Tx, Whole, rows, rule, table

oa_token = table(
    "oa_token",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("renewed_at", Whole, nullable=False),
    Column("access_until", Whole, nullable=False),
    Column("refresh_until", Whole, nullable=False),
    Column("refused_at", Whole),
    Column("claimed_by", Text),
    Column("claimed_until", Whole),
    rule("only_one", "id = 1"),
    rule("claim_has_owner", "(claimed_by IS NULL) = (claimed_until IS NULL)"),
)


class StoredToken(msgspec.Struct, frozen=True):
    """The row. `refused_at`: since then the refresh token isn't taken any more."""

    sealed: bytes
    renewed_at: int
    access_until: int
    refresh_until: int
    refused_at: int | None = None
    claimed_by: str | None = None
    claimed_until: int | None = None


_COLUMNS = tuple(column for column in oa_token.c if column.name != "id")


def find(tx: Tx) -> StoredToken | None:
    """The row, if there is one."""
    return next((StoredToken(*row) for row in rows(tx, select(*_COLUMNS))), None)


def locked(tx: Tx) -> StoredToken | None:
    """As `find`; nobody else changes it before this transaction ends."""
    return next((StoredToken(*row) for row in rows(tx, select(*_COLUMNS).with_for_update())), None)


def put(tx: Tx, fresh: StoredToken) -> None:
    """This is the row now; claims on the one before are over."""
    values = asdict(fresh)
    if tx.connection.execute(update(oa_token).values(values)).rowcount == 0:
        tx.connection.execute(insert(oa_token).values(id=1, **values))


def claim(tx: Tx, owner: str, until: int) -> None:
    """`owner` alone may renew it until then."""
    tx.connection.execute(update(oa_token).values(claimed_by=owner, claimed_until=until))


def let_go(tx: Tx, owner: str) -> None:
    """Another may renew it."""
    ours = update(oa_token).where(oa_token.c.claimed_by == owner)
    tx.connection.execute(ours.values(claimed_by=None, claimed_until=None))


def refuse(tx: Tx, at: int, owner: str, until: int) -> None:
    """The refresh token isn't taken any more; nobody but `owner` may try it again before `until`."""
    values = {"refused_at": at, "claimed_by": owner, "claimed_until": until}
    tx.connection.execute(update(oa_token).values(values))
