"""Pages: one attempt to reach one officer by one contact method, unique by rule E3."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import astuple
from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    case,
    func,
    select,
    update,
)

from hotline.alert.alert import PageReason
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, PageId
from storage.among import among
from storage.schema import AnyRow, Tx, Whole, many_inserts, one_of, partial_index, rows, rule, table, to_ms

PENDING, SENT, FAILED, CANCELLED = "pending", "sent", "failed", "cancelled"

page = table(
    "page",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("alert", Whole, ForeignKey("alert.number"), nullable=False),
    Column("leg", Whole, nullable=False),
    Column("round", Whole, nullable=False),
    Column("step", Whole, nullable=False),
    Column("reason", Text, nullable=False),
    Column("officer_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("contact_method_id", Whole, ForeignKey("contact_method.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("made_at", Whole, nullable=False),
    Column("settled_at", Whole),
    Column("rides_on", Whole, ForeignKey("page.id")),
    one_of("state", [PENDING, SENT, FAILED, CANCELLED]),
    one_of("reason", [reason.value for reason in PageReason]),
    rule("settled_has_time", "(state = 'pending') = (settled_at IS NULL)"),
    UniqueConstraint(
        "alert", "leg", "round", "step", "reason", "officer_id", "contact_method_id", name="uq_page_e3"
    ),
    Index("ix_page_officer", "officer_id", "id"),
)
partial_index(
    "ix_page_rides_on",
    page.c.rides_on,
    where="rides_on IS NOT NULL",
)


class Page(msgspec.Struct, frozen=True):
    """One page as it lies in the database. `rides_on`: the page whose message says this one too."""

    id: PageId
    alert: AlertNumber
    leg: int
    round: int
    step: int
    reason: str
    officer_id: OfficerId
    contact_method_id: ContactMethodId
    state: str
    made_at: int
    settled_at: int | None
    rides_on: PageId | None = None


_COLUMNS = tuple(page.c)
_INSERTS = many_inserts(page)


def _page(row: AnyRow) -> Page:
    return Page(*row)


def _key(item: Page | AnyRow) -> tuple[object, ...]:
    return (
        item.alert,
        item.leg,
        item.round,
        item.step,
        item.reason,
        item.officer_id,
        item.contact_method_id,
    )


def add(tx: Tx, fresh: Sequence[Page], *, first: bool = False) -> list[Page]:
    """Store those pages that do not exist yet, and return them: inserting one twice is a no-op (E3).

    `first`: their alerts were opened in this transaction, so there can be none yet.
    """
    if not fresh:
        return []
    numbers = sorted({item.alert for item in fresh})
    legs = sorted({item.leg for item in fresh})
    known = (
        set()
        if first
        else {
            _key(row)
            for row in rows(tx, select(*_COLUMNS).where(page.c.alert.in_(numbers), page.c.leg.in_(legs)))
        }
    )
    new = [item for item in fresh if _key(item) not in known]
    _INSERTS.run(tx, [astuple(item) for item in new])
    return new


def ride(tx: Tx, on: PageId, ids: Sequence[PageId]) -> None:
    """These pages have no message of their own: that of page `on` says them too, and settles them."""
    if ids:
        tx.connection.execute(update(page).where(page.c.id.in_(ids)).values(rides_on=on))


def with_riders(tx: Tx, ids: Sequence[PageId]) -> list[PageId]:
    """These pages, and those that their messages say too."""
    if not ids:
        return []
    found = rows(tx, select(page.c.id).where(page.c.rides_on.in_(ids)))
    return [*ids, *(PageId(row.id) for row in found)]


def of_alert(tx: Tx, number: AlertNumber) -> list[Page]:
    """All pages of an alert, oldest first."""
    return [
        _page(row) for row in rows(tx, select(*_COLUMNS).where(page.c.alert == number).order_by(page.c.id))
    ]


class PagedStep(msgspec.Struct, frozen=True):
    """What became of one step's pages: since when there are any, and whether a messenger took one."""

    alert: AlertNumber
    leg: int
    round: int
    step: int
    made_at: int
    accepted: int


_STEPS_OF = (
    select(
        page.c.alert,
        page.c.leg,
        page.c.round,
        page.c.step,
        func.min(page.c.made_at),
        func.max(case((page.c.state == SENT, 1), else_=0)),
    )
    .where(among(page.c.alert, "numbers"), page.c.reason == PageReason.STEP.value)
    .group_by(page.c.alert, page.c.leg, page.c.round, page.c.step)
)


def steps_of(tx: Tx, numbers: Sequence[AlertNumber]) -> list[PagedStep]:
    """The steps of these alerts for which there are pages."""
    return [PagedStep(*row) for row in rows(tx, _STEPS_OF, numbers=numbers)]


def paged_before(tx: Tx, numbers: Sequence[AlertNumber]) -> set[tuple[AlertNumber, OfficerId]]:
    """Who was already paged for which of these alerts."""
    wanted = select(page.c.alert, page.c.officer_id).where(page.c.alert.in_(numbers)).distinct()
    return {(AlertNumber(row.alert), OfficerId(row.officer_id)) for row in rows(tx, wanted)}


def by_id(tx: Tx, ids: Sequence[PageId]) -> dict[PageId, Page]:
    """These pages."""
    return {PageId(row.id): _page(row) for row in rows(tx, select(*_COLUMNS).where(page.c.id.in_(ids)))}


def settle(tx: Tx, ids: Sequence[PageId], state: str, at: datetime) -> None:
    """These pages were sent, failed for good, or are not needed any more."""
    if ids:
        tx.connection.execute(
            update(page)
            .where(page.c.id.in_(ids), page.c.state == PENDING)
            .values(state=state, settled_at=to_ms(at))
        )


def newest_of(tx: Tx, officer: OfficerId) -> AlertNumber | None:
    """The alert of the newest page that this officer got."""
    wanted = select(page.c.alert).where(page.c.officer_id == officer).order_by(page.c.id.desc()).limit(1)
    return tx.connection.execute(wanted).scalar_one_or_none()
