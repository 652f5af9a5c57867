"""What isn't urgent and waits a minute at the most, to be said to an officer with what else comes by then.

A row without a body says only that something went out just now: after some of them, the next things wait
until their time. All rows of a contact method have the same `due_at`. Bodies are sealed as the outbox's are.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import astuple
from sqlalchemy import Column, ForeignKey, LargeBinary, delete, func, select, update

from hotline.ids import AlertNumber, ContactMethodId, PageId
from storage.among import among
from storage.schema import Tx, Whole, many_inserts, rows, rule, table, to_ms

digest = table(
    "digest",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column(
        "contact_method_id",
        Whole,
        ForeignKey("contact_method.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("page_id", Whole, ForeignKey("page.id")),
    Column("alert", Whole, ForeignKey("alert.number"), index=True),
    Column("body", LargeBinary),
    Column("due_at", Whole, nullable=False, index=True),
    rule("pages_have_words", "page_id IS NULL OR body IS NOT NULL"),
)


class Held(msgspec.Struct, frozen=True):
    """One thing that waits; `body` None: nothing, but what comes now has to wait."""

    id: int
    contact_method_id: ContactMethodId
    page_id: PageId | None
    alert: AlertNumber | None
    body: bytes | None
    due_at: int


_COLUMNS = tuple(digest.c)
_INSERTS = many_inserts(digest)
_WINDOWS = (
    select(digest.c.contact_method_id, func.min(digest.c.due_at), func.count())
    .where(among(digest.c.contact_method_id, "contacts"))
    .group_by(digest.c.contact_method_id)
)


def windows(tx: Tx, contacts: Sequence[ContactMethodId]) -> dict[ContactMethodId, tuple[int, int]]:
    """When these contact methods' minutes end, in milliseconds, and how much went out or waits in them."""
    if not contacts:
        return {}
    return {ContactMethodId(row[0]): (row[1], row[2]) for row in rows(tx, _WINDOWS, contacts=contacts)}


def add(tx: Tx, held: Iterable[Held]) -> None:
    """These wait from now on."""
    _INSERTS.run(tx, [astuple(one) for one in held])


def take_due(tx: Tx, now: datetime) -> dict[ContactMethodId, list[Held]]:
    """What has waited long enough, in order, by contact method; it waits no longer."""
    ripe = select(digest.c.contact_method_id).where(digest.c.due_at <= to_ms(now)).scalar_subquery()
    wanted = select(*_COLUMNS).where(digest.c.contact_method_id.in_(ripe)).order_by(digest.c.id)
    found = [Held(*row) for row in rows(tx, wanted.with_for_update())]
    if found:
        tx.connection.execute(delete(digest).where(among(digest.c.id, "ids")), {"ids": [x.id for x in found]})
    taken: dict[ContactMethodId, list[Held]] = {}
    for one in found:
        taken.setdefault(one.contact_method_id, []).append(one)
    return taken


def cancel_pages(tx: Tx, number: AlertNumber) -> list[PageId]:
    """This alert's pages wait no longer; which pages they were."""
    this = (digest.c.alert == number, digest.c.page_id.is_not(None))
    pending = [PageId(row.page_id) for row in rows(tx, select(digest.c.page_id).where(*this))]
    if pending:
        tx.connection.execute(delete(digest).where(*this))
    return pending


def next_due(tx: Tx) -> int | None:
    """When to look again, in milliseconds; None if nothing waits."""
    found: int | None = tx.connection.execute(select(func.min(digest.c.due_at))).scalar_one()
    return found


def set_back(tx: Tx, by: timedelta, now: datetime) -> None:
    """The clock went back by this much."""
    earlier = digest.c.due_at - by // timedelta(milliseconds=1)
    tx.connection.execute(update(digest).where(digest.c.due_at > to_ms(now)).values(due_at=earlier))
