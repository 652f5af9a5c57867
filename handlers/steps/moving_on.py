"""A way to an officer that failed for good: the next one doesn't wait for its time any more."""

from collections.abc import Sequence
from datetime import datetime

from hotline.ids import AlertNumber, OfficerId
from storage.schema import Tx, from_ms, to_ms
from storage.tables import outbox, page
from storage.tables.outbox import OutboxRow
from storage.tables.page import Page


def move_on(tx: Tx, failed: Sequence[Page], now: datetime) -> None:
    """Of each officer who has no other page of that step sent or on its way, the next goes out now.

    Those after it come as much sooner.
    """
    for number in sorted({item.alert for item in failed}):
        pages = page.of_alert(tx, number)
        for place in {_place(item) for item in failed if item.alert == number}:
            _hasten(tx, [item for item in pages if _place(item) == place], now)


def hurry(tx: Tx, number: AlertNumber, officer: OfficerId, now: datetime) -> None:
    """The officer wasn't reached after all: what waits for its turn goes out now, the rest as much sooner."""
    waiting = _waiting(tx, number, officer, now)
    sooner = from_ms(min((row.due_at for row in waiting), default=to_ms(now))) - now
    outbox.put_off(tx, [(row.id, from_ms(row.due_at) - sooner) for row in waiting])


def drop(tx: Tx, number: AlertNumber, officer: OfficerId, now: datetime) -> None:
    """The officer has answered: what waits for its turn isn't sent any more."""
    waiting = _waiting(tx, number, officer, now)
    outbox.remove(tx, [row.id for row in waiting])
    page.settle(tx, [row.page_id for row in waiting if row.page_id is not None], page.CANCELLED, now)


def _waiting(tx: Tx, number: AlertNumber, officer: OfficerId, now: datetime) -> list[OutboxRow]:
    theirs = [one.id for one in page.of_alert(tx, number) if one.officer_id == officer]
    return [row for row in outbox.of_pages(tx, theirs) if row.due_at > to_ms(now) and row.lease_owner is None]


def _hasten(tx: Tx, pages: Sequence[Page], now: datetime) -> None:
    if any(item.state == page.SENT for item in pages):
        return
    waiting = outbox.of_pages(tx, [item.id for item in pages if item.state == page.PENDING])
    if not waiting or min(row.due_at for row in waiting) <= to_ms(now):
        return
    sooner = from_ms(min(row.due_at for row in waiting)) - now
    outbox.put_off(tx, [(row.id, max(from_ms(row.due_at) - sooner, now)) for row in waiting])


def _place(item: Page) -> tuple[object, ...]:
    return (item.officer_id, item.leg, item.round, item.step, item.reason)
