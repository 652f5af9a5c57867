"""Impossible states are refused by the database itself: one test for each CHECK, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint, Connection
from sqlalchemy.exc import IntegrityError

import storage.tables  # noqa: F401 - defines the tables
from storage.database import sync_engine
from storage.migrate import migrate
from storage.schema import metadata
from tests.postgres import Postgres

Row = dict[str, object]

# A row of each table that may stand there.
POSSIBLE: dict[str, Row] = {
    "alert": {
        "number": 1,
        "report_id": 1,
        "unit": "68",
        "urgency": "urgent",
        "category": None,
        "state": "open",
        "policy": "{}",
        "progress": "{}",
        "version": 1,
        "leg": 0,
        "round": 0,
        "step": 0,
        "opened_at": 5,
        "due_at": 5,
        "acknowledged_by": None,
        "acknowledged_at": None,
        "case_opened": 0,
        "closed_at": None,
        "drill": 0,
        "taps_alone": 0,
        "grouped": 0,
        "joint_of": None,
    },
    "attachment": {"id": 1, "conversation_id": 1, "part_id": None, "sealed_key": b"k"},
    "attachment_opening": {
        "id": 1,
        "part_id": 1,
        "asked_by": 1,
        "asked_at": 5,
        "reason": b"r",
        "agreed_by": 2,
        "agreed_at": 6,
    },
    "case_link": {"earlier": 1, "later": 2, "officer_id": 1, "at": 5},
    "closing": {
        "id": 1,
        "alert": 1,
        "officer_id": 1,
        "at": 5,
        "reason": "child_safe",
        "safe": "yes",
        "seen_at": 5,
    },
    "digest": {
        "id": 1,
        "contact_method_id": 1,
        "page_id": 1,
        "alert": 1,
        "body": b"b",
        "due_at": 5,
    },
    "deadline": {
        "alert": 1,
        "kind": "visit",
        "watch": "{}",
        "starts_at": 1,
        "ends_at": 5,
        "due_at": 5,
        "state": "running",
        "breached_at": None,
        "met_at": None,
        "met_by": None,
    },
    "conversation": {
        "id": 1,
        "kind": "interview",
        "channel": "web",
        "chat_hash": b"h",
        "recipient": "r",
        "key_day": "2026-11-23",
        "key_wrapped": b"k",
        "address": None,
        "state": b"s",
        "version": 1,
        "report_id": None,
        "touched_at": 5,
        "due_at": 5,
    },
    "letter": {
        "id": 1,
        "report_id": 1,
        "for_receipt": b"x",
        "conversation_id": None,
        "for_chat": None,
        "shown": 0,
    },
    "officer": {
        "id": 1,
        "username": "an",
        "name": b"n",
        "email": None,
        "role": "officer",
        "unit": "68",
        "active": 1,
        "added_at": 5,
        "public_key": b"p",
        "public_mac": b"m",
        "password_salt": b"s",
        "seeds": b"s",
        "must_change_password": 0,
    },
    "outbox": {
        "id": 1,
        "bot": "reporter",
        "channel": "telegram",
        "recipient": "r",
        "sequence": 1,
        "conversation_id": 1,
        "contact_method_id": None,
        "page_id": None,
        "alert": None,
        "body": b"b",
        "made_at": 5,
        "due_at": 5,
        "attempts": 0,
        "lease_owner": None,
        "lease_until": None,
    },
    "contact_method": {
        "id": 1,
        "officer_id": 1,
        "channel": "email",
        "address_hash": b"h",
        "address": b"a",
        "verified_at": 5,
    },
    "contact_order": {
        "officer_id": 1,
        "urgency": "urgent",
        "position": 0,
        "channel": "email",
        "wait_ms": 5,
    },
    "page": {
        "id": 1,
        "alert": 1,
        "leg": 0,
        "round": 0,
        "step": 0,
        "reason": "step",
        "officer_id": 1,
        "contact_method_id": 1,
        "state": "pending",
        "made_at": 5,
        "settled_at": None,
    },
    "report_member": {"report_id": 1, "recipient": "recovery", "officer_id": None, "sealed": b"s"},
    "report_part": {
        "id": 1,
        "report_id": 1,
        "kind": "answers",
        "officer_id": None,
        "at": 5,
        "sealed": b"s",
    },
    "unit": {"code": "cong-an", "name": "Công an", "parent": None, "agency": 1},
    "gap_notice": {"unit": "68", "from_at": 5, "stage": "a_day"},
    "shift_start": {
        "id": 1,
        "unit": "68",
        "place": "on_duty",
        "officer_id": 1,
        "from_at": 5,
        "until_at": 6,
        "state": "planned",
        "due_at": 5,
        "asked": "[]",
    },
    "roster_change": {
        "id": 1,
        "kind": "cover",
        "unit": "68",
        "place": "on_duty",
        "from_at": 5,
        "until_at": 6,
        "giver_id": 1,
        "taker_id": 2,
        "officers": None,
        "made_by": "an",
        "made_at": 5,
    },
    "rotation": {
        "id": 1,
        "unit": "68",
        "place": "on_duty",
        "begins_on": "2026-12-01",
        "ends_on": None,
        "from_at": "07:00",
        "until_at": "07:00",
        "turn_days": 1,
        "weekdays": "0123456",
        "day_kind": None,
        "crews": "[[1]]",
    },
    "shift": {"id": 1, "unit": "68", "officer_id": 1, "place": "on_duty", "from_at": 5, "until_at": 6},
    "swap_offer": {
        "id": 1,
        "unit": "68",
        "place": "on_duty",
        "from_at": 5,
        "until_at": 6,
        "giver_id": 1,
        "taker_id": 2,
        "state": "offered",
    },
    "canary": {"id": 1, "robot_id": 1, "due_at": 5, "watched_since": 5},
    "drill_schedule": {
        "id": 1,
        "unit": "68",
        "urgency": "urgent",
        "every": "month",
        "on_day": 15,
        "at_minute": 570,
        "due_at": 5,
        "made_by": "operator",
    },
    "drill_result": {"alert": 1, "officer_id": 1, "outcome": "passed"},
    "special_day": {"day": "2027-02-13", "kind": "working", "name": "n"},
    "oa_token": {"id": 1, "sealed": b"s", "renewed_at": 1, "access_until": 2, "refresh_until": 3},
}

# What makes it impossible: table, the CHECK that says so, the columns that change.
IMPOSSIBLE: list[tuple[str, str, Row]] = [
    ("oa_token", "only_one", {"id": 2}),
    ("oa_token", "claim_has_owner", {"claimed_by": "p"}),
    ("alert", "e1_due_until_closed", {"due_at": None}),
    ("alert", "e1_due_until_closed", {"state": "closed", "closed_at": 6}),
    ("alert", "closed_has_time", {"state": "closed", "due_at": None}),
    ("alert", "closed_has_time", {"closed_at": 6}),
    ("alert", "open_has_no_owner", {"acknowledged_by": 1, "acknowledged_at": 6}),
    ("alert", "acknowledged_has_owner", {"state": "acknowledged"}),
    ("alert", "owner_has_time", {"state": "acknowledged", "acknowledged_by": 1}),
    ("alert", "owner_has_time", {"acknowledged_at": 6}),
    ("alert", "place_counts", {"step": -1}),
    ("alert", "place_counts", {"version": -1}),
    ("alert", "case_opened_flag", {"case_opened": 2}),
    ("alert", "drill_flag", {"drill": 2}),
    ("alert", "taps_alone_flag", {"taps_alone": 2}),
    ("alert", "grouped_are_taps_alone", {"grouped": 1}),
    ("alert", "state_known", {"state": "asleep"}),
    ("alert", "urgency_known", {"urgency": "red"}),
    ("attachment", "of_chat_or_report", {"part_id": 1}),
    ("attachment", "of_chat_or_report", {"conversation_id": None, "sealed_key": None}),
    ("attachment", "key_with_chat", {"sealed_key": None}),
    ("attachment_opening", "agreed_by_somebody", {"agreed_at": None}),
    ("attachment_opening", "two_people", {"agreed_by": 1}),
    ("case_link", "earlier_first", {"earlier": 2}),
    ("closing", "reason_known", {"reason": "tired"}),
    ("closing", "safe_known", {"safe": "no"}),
    ("closing", "safe_was_seen", {"seen_at": None}),
    ("conversation", "kind_known", {"kind": "chat"}),
    ("conversation", "draft_key_of_a_day", {"key_day": None}),
    ("conversation", "follow_up_has_report", {"kind": "follow_up", "key_day": None}),
    ("conversation", "follow_up_has_report", {"kind": "follow_up", "report_id": 1}),
    ("conversation", "version_counts", {"version": -1}),
    ("letter", "shown_or_not", {"shown": 2}),
    ("officer", "role_known", {"role": "guest"}),
    ("officer", "active_flag", {"active": 2}),
    ("officer", "must_change_flag", {"must_change_password": -1}),
    ("outbox", "bot_known", {"bot": "both", "conversation_id": None}),
    ("outbox", "to_one_side", {"conversation_id": None}),
    ("outbox", "to_one_side", {"bot": "officer", "contact_method_id": 1}),
    ("outbox", "to_an_officer", {"contact_method_id": 1}),
    ("outbox", "to_an_officer", {"bot": "officer", "conversation_id": None}),
    ("outbox", "pages_go_to_officers", {"page_id": 1}),
    ("outbox", "lease_has_owner", {"lease_owner": "me"}),
    ("outbox", "lease_has_owner", {"lease_until": 6}),
    ("contact_method", "unverified_does_not_work", {"verified_at": None}),
    ("contact_order", "urgency_known", {"urgency": "whenever"}),
    ("contact_order", "wait_is_one", {"wait_ms": -1}),
    ("page", "settled_has_time", {"state": "sent"}),
    ("page", "settled_has_time", {"settled_at": 6}),
    ("page", "state_known", {"state": "lost", "settled_at": 6}),
    ("page", "reason_known", {"reason": "whim"}),
    ("report_member", "officer_or_recovery", {"recipient": "7"}),
    ("report_member", "officer_or_recovery", {"officer_id": 7}),
    ("report_part", "kind_known", {"kind": "gossip"}),
    ("report_part", "officers_own", {"kind": "to_reporter"}),
    ("report_part", "officers_own", {"officer_id": 1}),
    ("report_part", "officers_own", {"kind": "note"}),
    ("roster_change", "ends_after_it_begins", {"until_at": 5}),
    ("roster_change", "kind_known", {"kind": "whim"}),
    ("roster_change", "leave_is_everywhere", {"kind": "leave"}),
    ("roster_change", "place_known", {"place": "bench"}),
    ("rotation", "day_kind_known", {"day_kind": "half"}),
    ("rotation", "place_known", {"place": "bench"}),
    ("rotation", "turns_have_days", {"turn_days": 0}),
    ("shift", "ends_after_it_begins", {"until_at": 5}),
    ("shift", "place_known", {"place": "bench"}),
    ("gap_notice", "stage_known", {"stage": "soon"}),
    ("shift_start", "place_known", {"place": "bench"}),
    ("shift_start", "state_known", {"state": "late", "due_at": None}),
    ("shift_start", "waits_or_is_settled", {"due_at": None}),
    ("swap_offer", "place_known", {"place": "bench"}),
    ("swap_offer", "state_known", {"state": "maybe"}),
    ("swap_offer", "two_people", {"taker_id": 1}),
    ("unit", "agency_flag", {"agency": 2}),
    ("canary", "there_is_one", {"id": 2}),
    ("drill_schedule", "urgency_known", {"urgency": "soon"}),
    ("drill_schedule", "every_known", {"every": "year"}),
    ("drill_schedule", "minute_of_a_day", {"at_minute": 1440}),
    ("drill_result", "outcome_known", {"outcome": "perhaps"}),
    ("special_day", "kind_known", {"kind": "half"}),
    ("digest", "pages_have_words", {"body": None}),
    ("deadline", "state_known", {"state": "lost", "due_at": None}),
    ("deadline", "ends_after_start", {"starts_at": 5}),
    ("deadline", "e11_due_until_settled", {"due_at": None}),
    ("deadline", "met_has_time", {"state": "met", "due_at": None}),
    ("deadline", "met_has_officer", {"state": "met", "due_at": None, "met_at": 3}),
    ("deadline", "looked_at_by_its_end", {"due_at": 6}),
    ("deadline", "breached_after_its_end", {"breached_at": 4}),
    ("deadline", "late_is_a_breach", {"state": "met", "due_at": None, "met_at": 5, "met_by": 1}),
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tables(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """Migrated tables in which a row may stand alone: what is tested here is a row's own possibility."""
    if request.param == "sqlite":
        yield from _connected(
            f"sqlite:///{tmp_path_factory.mktemp('checks')}/c.sqlite3", "PRAGMA foreign_keys=OFF"
        )
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.fresh_database() as url:
        yield from _connected(url, "SET session_replication_role = replica")


def _connected(url: str, alone: str) -> Iterator[Connection]:
    engine = sync_engine(url)
    migrate(engine)
    with engine.connect() as connection:
        connection.connection.cursor().execute(alone)  # outside any transaction, where SQLite heeds it
        connection.connection.commit()
        yield connection
    engine.dispose()


@pytest.fixture
def connection(tables: Connection) -> Iterator[Connection]:
    """Nothing of what a test does stays."""
    yield tables
    tables.rollback()


@pytest.mark.parametrize("name", POSSIBLE)
def test_a_possible_row_is_taken(connection: Connection, name: str) -> None:
    connection.execute(metadata.tables[name].insert().values(POSSIBLE[name]))


@pytest.mark.parametrize(("name", "check", "change"), IMPOSSIBLE)
def test_an_impossible_row_is_refused(connection: Connection, name: str, check: str, change: Row) -> None:
    with pytest.raises(IntegrityError, match=f"ck_{name}_{check}"):
        connection.execute(metadata.tables[name].insert().values(POSSIBLE[name] | change))


@pytest.mark.parametrize(("name", "check", "change"), IMPOSSIBLE)
def test_a_row_cannot_become_impossible(connection: Connection, name: str, check: str, change: Row) -> None:
    connection.execute(metadata.tables[name].insert().values(POSSIBLE[name]))
    with pytest.raises(IntegrityError, match=f"ck_{name}_{check}"):
        connection.execute(metadata.tables[name].update().values(change))


def test_every_check_is_tried() -> None:
    """A new CHECK: say above what it makes impossible."""
    checks = {
        str(constraint.name)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert checks == {f"ck_{name}_{check}" for name, check, _ in IMPOSSIBLE}


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("page", {"id": 2}),
        ("alert", {"number": 2}),
        ("conversation", {"id": 2}),
        ("officer", {"id": 2}),
    ],
    ids=["a page twice (E3)", "two alerts of one report", "two interviews in one chat", "one name for two"],
)
def test_what_there_can_be_once_is_there_once(connection: Connection, name: str, again: Row) -> None:
    connection.execute(metadata.tables[name].insert().values(POSSIBLE[name]))
    with pytest.raises(IntegrityError):
        connection.execute(metadata.tables[name].insert().values(POSSIBLE[name] | again))
