"""A way to an officer that failed for good: the next one doesn't wait for its time any more."""

from collections.abc import Sequence
from datetime import datetime

from storage.schema import Tx, from_ms, to_ms
from storage.tables import outbox, page
from storage.tables.page import Page


def move_on(tx: Tx, failed: Sequence[Page], now: datetime) -> None:
    """Of each officer who has no other page of that step sent or on its way, the next goes out now.

    Those after it come as much sooner.
    """
    for number in sorted({item.alert for item in failed}):
        pages = page.of_alert(tx, number)
        for place in {_place(item) for item in failed if item.alert == number}:
            _hasten(tx, [item for item in pages if _place(item) == place], now)


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
