"""What a backup holds: every table was thought of, and nothing that opens a chat is in it."""

from storage import backup_rows
from storage.backup_rows import LEFT_OUT
from storage.schema import metadata

KEPT = {
    "attachment",
    "attachment_content",
    "attachment_opening",
    "alert",
    "alert_event",
    "audit",
    "calendar_feed",
    "case_link",
    "closing",
    "contact_order",
    "canary",
    "contact_method",
    "drill_result",
    "drill_run",
    "drill_schedule",
    "deadline",
    "digest",
    "gap_notice",
    "installation",
    "letter",
    "officer",
    "outbox",
    "page",
    "place_alias",
    "poster",
    "recording",
    "report",
    "report_member",
    "report_part",
    "roster_change",
    "rotation",
    "set_aside",
    "shift",
    "shift_start",
    "special_day",
    "swap_offer",
    "tally",
    "unit",
}


def test_every_table_is_kept_or_left_out_on_purpose() -> None:
    """A new table: does it have to survive the machine, and may it lie in a file for years? Add it here."""
    assert {table.name for table in backup_rows.kept()} == KEPT
    assert metadata.tables.keys() == KEPT | LEFT_OUT.keys()


def test_a_table_comes_after_those_it_refers_to() -> None:
    seen: set[str] = set()
    for table in backup_rows.kept():
        needed = {key.column.table.name for key in table.foreign_keys} - {table.name, *LEFT_OUT}
        assert needed <= seen
        seen.add(table.name)
