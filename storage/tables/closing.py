"""Every closing of a case: why, and how the child was found. A line stays, also if the case is opened again.

What the officer wrote about it is sealed with the report.
"""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Text, insert

from hotline.alert.closing import CloseReason, Closing, Safe
from hotline.ids import AlertNumber, OfficerId
from storage.schema import Tx, Whole, maybe_ms, one_of, rule, table, to_ms

closing = table(
    "closing",
    Column("id", Whole, primary_key=True),
    Column("alert", Whole, ForeignKey("alert.number"), nullable=False, index=True),
    Column("officer_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("at", Whole, nullable=False),
    Column("reason", Text, nullable=False),
    Column("safe", Text, nullable=False),
    Column("seen_at", Whole),
    one_of("reason", [reason.value for reason in CloseReason]),
    one_of("safe", [Safe.YES.value, Safe.UNKNOWN.value]),
    rule("safe_was_seen", "safe <> 'yes' OR seen_at IS NOT NULL"),
)


def add(tx: Tx, number: AlertNumber, officer: OfficerId, said: Closing, at: datetime) -> None:
    """Remember what was said when this alert was closed, all but the words."""
    values = {
        "alert": number,
        "officer_id": officer,
        "at": to_ms(at),
        "reason": said.reason.value,
        "safe": said.safe.value,
        "seen_at": maybe_ms(said.seen_at),
    }
    tx.connection.execute(insert(closing).values(values))
