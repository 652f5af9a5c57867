"""Everything to send, until it arrived (rules E4 and E6).

A transaction inserts rows that are already leased to its own process, which sends them straight away; the
claim query is for what a crash or a failure left behind. Bodies are sealed: a reporter's under the
conversation's key, an officer's under the installation's. A sent row is deleted.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import astuple
from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from hotline.ids import AlertNumber, ContactMethodId, ConversationId, PageId
from storage.among import among
from storage.schema import AnyRow, Tx, Whole, many_inserts, one_of, partial_index, rows, rule, table, to_ms

REPORTER, OFFICER, WEBHOOK = "reporter", "officer", "webhook"

outbox = table(
    "outbox",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("bot", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("sequence", Whole, nullable=False),
    Column("conversation_id", Whole, ForeignKey("conversation.id", ondelete="CASCADE"), index=True),
    Column("contact_method_id", Whole, ForeignKey("contact_method.id", ondelete="CASCADE")),
    Column("page_id", Whole, ForeignKey("page.id"), index=True),
    Column("alert", Whole, ForeignKey("alert.number")),
    Column("body", LargeBinary, nullable=False),
    Column("made_at", Whole, nullable=False),
    Column("due_at", Whole, nullable=False),
    Column("attempts", Whole, nullable=False, server_default="0"),
    Column("lease_owner", Text),
    Column("lease_until", Whole),
    one_of("bot", [REPORTER, OFFICER, WEBHOOK]),
    rule("to_one_side", "(bot = 'reporter') = (conversation_id IS NOT NULL)"),
    rule("to_an_officer", "(bot = 'officer') = (contact_method_id IS NOT NULL)"),
    rule("pages_go_to_officers", "page_id IS NULL OR bot = 'officer'"),
    rule("lease_has_owner", "(lease_owner IS NULL) = (lease_until IS NULL)"),
    Index("ix_outbox_order", "recipient", "sequence", "id"),
    Index("ix_outbox_due", "bot", "due_at"),
)
partial_index(
    "ix_outbox_alert",
    outbox.c.alert,
    where="alert IS NOT NULL",
)


class OutboxRow(msgspec.Struct, frozen=True):
    """One thing to send. `body` is sealed."""

    id: int
    bot: str
    channel: str
    recipient: str
    sequence: int
    conversation_id: ConversationId | None
    contact_method_id: ContactMethodId | None
    page_id: PageId | None
    alert: AlertNumber | None
    body: bytes
    made_at: int
    due_at: int
    attempts: int = 0
    lease_owner: str | None = None
    lease_until: int | None = None


_COLUMNS = tuple(outbox.c)
_BY_ID = select(*_COLUMNS).where(among(outbox.c.id, "ids"))
_IN_OTHER_HANDS = (
    select(outbox.c.recipient, func.count(outbox.c.page_id).label("pages"))
    .where(
        among(outbox.c.recipient, "recipients"),
        or_(outbox.c.lease_owner.is_(None), outbox.c.lease_owner != bindparam("owner")),
    )
    .group_by(outbox.c.recipient)
)
_REMOVE = delete(outbox).where(among(outbox.c.id, "ids"))
_INSERTS = many_inserts(outbox)


def _row(row: AnyRow) -> OutboxRow:
    return OutboxRow(*row)


def add(tx: Tx, fresh: Iterable[OutboxRow]) -> None:
    """Store what is to be sent."""
    _INSERTS.run(tx, [astuple(item) for item in fresh])


def by_id(tx: Tx, ids: Sequence[int]) -> list[OutboxRow]:
    """These rows, as far as they are still there."""
    return [_row(row) for row in rows(tx, _BY_ID, ids=ids)]


_earlier = outbox.alias("earlier")
_CLAIMABLE = (
    select(*_COLUMNS)
    .where(
        outbox.c.bot == bindparam("bot"),
        among(outbox.c.channel, "channels"),
        outbox.c.due_at <= bindparam("now"),
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < bindparam("now")),
        ~exists().where(
            _earlier.c.recipient == outbox.c.recipient,
            or_(
                _earlier.c.sequence < outbox.c.sequence,
                (_earlier.c.sequence == outbox.c.sequence) & (_earlier.c.id < outbox.c.id),
            ),
        ),
    )
    .order_by(outbox.c.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LEASE = (
    update(outbox)
    .where(among(outbox.c.id, "ids"))
    .values(lease_owner=bindparam("owner"), lease_until=bindparam("until"), attempts=outbox.c.attempts + 1)
)


def claim(
    tx: Tx, bot: str, channels: Sequence[str], owner: str, now: datetime, until: datetime, limit: int
) -> list[OutboxRow]:
    """Lease up to `limit` rows of these channels that are due and whose recipient has no earlier row left."""
    waiting = rows(tx, _CLAIMABLE, bot=bot, channels=channels, now=to_ms(now), most=limit)
    found = [_row(row) for row in waiting]
    if found:
        lease = {"ids": [row.id for row in found], "owner": owner, "until": to_ms(until)}
        tx.connection.execute(_LEASE, lease)
    return found


def in_other_hands(tx: Tx, recipients: Sequence[str], owner: str) -> dict[str, bool]:
    """Recipients for whom something waits that `owner` does not hold, and whether a page is among it."""
    found = rows(tx, _IN_OTHER_HANDS, recipients=recipients, owner=owner)
    return {row.recipient: row.pages > 0 for row in found}


def extend(tx: Tx, ids: Sequence[int], owner: str, until: datetime) -> None:
    """`owner` goes on holding these rows."""
    if ids:
        tx.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids), outbox.c.lease_owner == owner)
            .values(lease_until=to_ms(until))
        )


def next_claimable(tx: Tx, bot: str) -> int | None:
    """When the next row of this bot can be claimed, in milliseconds; None if nothing waits."""
    greatest = func.greatest if tx.connection.dialect.name == "postgresql" else func.max
    ready: ColumnElement[int] = greatest(outbox.c.due_at, func.coalesce(outbox.c.lease_until, 0))
    wanted = select(ready).where(outbox.c.bot == bot).order_by(ready).limit(1)
    return tx.connection.execute(wanted).scalar_one_or_none()


def remove(tx: Tx, ids: Sequence[int]) -> None:
    """These rows arrived, or are not to be sent any more."""
    if ids:
        tx.connection.execute(_REMOVE, {"ids": ids})


def put_off(tx: Tx, later: Iterable[tuple[int, datetime]]) -> None:
    """Free these rows and try them again at the given times."""
    values = [{"b_id": row, "due_at": to_ms(at)} for row, at in later]
    if values:
        tx.connection.execute(
            update(outbox)
            .where(outbox.c.id == bindparam("b_id"))
            .values(due_at=bindparam("due_at"), lease_owner=None, lease_until=None),
            values,
        )


def take_of(tx: Tx, contact: ContactMethodId) -> list[OutboxRow]:
    """Remove what waits for this contact method; what it was."""
    waiting = [_row(row) for row in rows(tx, select(*_COLUMNS).where(outbox.c.contact_method_id == contact))]
    remove(tx, [row.id for row in waiting])
    return waiting


def of_pages(tx: Tx, pages: Sequence[PageId]) -> list[OutboxRow]:
    """What these pages wait in."""
    if not pages:
        return []
    return [_row(row) for row in rows(tx, select(*_COLUMNS).where(outbox.c.page_id.in_(pages)))]


def still_there(tx: Tx, ids: Sequence[int]) -> set[int]:
    """Which of these rows were not cancelled meanwhile."""
    return {row.id for row in rows(tx, select(outbox.c.id).where(outbox.c.id.in_(ids)))}


def cancel_pages(tx: Tx, number: AlertNumber) -> list[PageId]:
    """Remove this alert's unsent pages; which pages they were."""
    pending = [
        PageId(row.page_id)
        for row in rows(
            tx, select(outbox.c.page_id).where(outbox.c.alert == number, outbox.c.page_id.is_not(None))
        )
    ]
    tx.connection.execute(delete(outbox).where(outbox.c.alert == number, outbox.c.page_id.is_not(None)))
    return pending


def void_leases(tx: Tx, owners_alive: Sequence[str]) -> None:
    """Free what dead processes had leased."""
    tx.connection.execute(
        update(outbox)
        .where(outbox.c.lease_owner.is_not(None), outbox.c.lease_owner.not_in(owners_alive))
        .values(lease_owner=None, lease_until=None)
    )


class Overdue(msgspec.Struct, frozen=True):
    """A row that should have left long ago, and who holds it until when."""

    id: int
    due_at: int
    lease_owner: str | None
    lease_until: int | None


_TO_PEOPLE = outbox.c.bot.in_([REPORTER, OFFICER])
_OVERDUE = (
    select(outbox.c.id, outbox.c.due_at, outbox.c.lease_owner, outbox.c.lease_until)
    .where(_TO_PEOPLE, outbox.c.due_at < bindparam("before"))
    .order_by(outbox.c.due_at)
    .limit(bindparam("most"))
)
_BEYOND = select(outbox.c.id).where(_TO_PEOPLE, outbox.c.due_at > bindparam("at")).limit(bindparam("most"))


def overdue(tx: Tx, before: datetime, limit: int) -> list[Overdue]:
    """Rows that could have been sent before this time, the longest waiting first."""
    return [Overdue(*row) for row in rows(tx, _OVERDUE, before=to_ms(before), most=limit)]


def put_off_beyond(tx: Tx, at: datetime, limit: int) -> list[int]:
    """Rows that would not leave before this time."""
    return [row.id for row in rows(tx, _BEYOND, at=to_ms(at), most=limit)]


def free(tx: Tx, ids: Sequence[int], now: datetime) -> None:
    """Nobody holds these rows any more, and they may be sent now."""
    if ids:
        due_at = case((outbox.c.due_at > to_ms(now), to_ms(now)), else_=outbox.c.due_at)
        tx.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids))
            .values(lease_owner=None, lease_until=None, due_at=due_at)
        )


def set_back(tx: Tx, by: timedelta, now: datetime) -> None:
    """The clock went back by this much, and what waits for a time waits no longer for it."""
    ms, earlier = to_ms(now), by // timedelta(milliseconds=1)
    waits = (outbox.c.bot.in_([REPORTER, OFFICER]), outbox.c.due_at > ms)
    tx.connection.execute(update(outbox).where(*waits).values(due_at=outbox.c.due_at - earlier))
    leased = update(outbox).where(outbox.c.lease_until > ms)
    tx.connection.execute(leased.values(lease_until=outbox.c.lease_until - earlier))


def queues(tx: Tx) -> dict[str, tuple[int, int]]:
    """How much waits to be sent, by bot, and since when the oldest could have been, in milliseconds."""
    wanted = select(outbox.c.bot, func.count(), func.min(outbox.c.due_at)).group_by(outbox.c.bot)
    return {row[0]: (int(row[1]), int(row[2])) for row in rows(tx, wanted)}


def oldest_due(tx: Tx) -> int | None:
    """Since when the longest waiting row could have been sent, in milliseconds."""
    found: int | None = tx.connection.execute(select(func.min(outbox.c.due_at))).scalar_one()
    return found
