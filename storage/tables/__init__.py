"""The tables, one noun a file; importing this package defines them all."""

from storage.tables import (
    alert,
    audit,
    conversation,
    duty,
    inbox,
    installation,
    officer,
    outbox,
    page,
    place_alias,
    process,
    recording,
    report,
    session,
    unit,
)

__all__ = [
    "alert",
    "audit",
    "conversation",
    "duty",
    "inbox",
    "installation",
    "officer",
    "outbox",
    "page",
    "place_alias",
    "process",
    "recording",
    "report",
    "session",
    "unit",
]
