"""A change in the audit log shows: at the entry itself, or against an anchor."""

from dataclasses import replace

import pytest

from storage.audit_chain import (
    BEFORE_THE_FIRST,
    EMPTY,
    Anchor,
    AuditEntry,
    Detail,
    entry_hash,
    first_broken,
    keeps,
)


def _log(actions: list[str]) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    previous = BEFORE_THE_FIRST
    for seq, action in enumerate(actions, start=1):
        detail: Detail = {"unit": "25747", "attempt": seq}
        previous = entry_hash(previous, seq, 1000 * seq, "officer:7", action, "alert:12", detail)
        entries.append(AuditEntry(seq, 1000 * seq, "officer:7", action, "alert:12", detail, previous))
    return entries


LOG = _log(["opened", "acknowledged", "read", "closed"])


def test_an_untouched_log_holds() -> None:
    assert first_broken(LOG) is None
    assert first_broken([]) is None


@pytest.mark.parametrize(
    "changed",
    [
        replace(LOG[2], at_ms=3001),
        replace(LOG[2], actor="officer:8"),
        replace(LOG[2], action="exported"),
        replace(LOG[2], subject="alert:13"),
        replace(LOG[2], detail={"unit": "25747", "attempt": 4}),
        replace(LOG[2], detail={}),
        replace(LOG[2], hash=bytes(32)),
    ],
)
def test_any_changed_entry_is_named(changed: AuditEntry) -> None:
    assert first_broken([*LOG[:2], changed, LOG[3]]) == 3


def test_a_removed_entry_is_named() -> None:
    assert first_broken([LOG[0], LOG[1], LOG[3]]) == 3


def test_swapped_entries_are_named() -> None:
    assert first_broken([LOG[0], LOG[2], LOG[1], LOG[3]]) == 2


def test_an_entry_rewritten_with_its_own_hash_breaks_the_next() -> None:
    digest = entry_hash(LOG[0].hash, 2, 2000, "officer:8", "acknowledged", "alert:12", {})
    forged = AuditEntry(2, 2000, "officer:8", "acknowledged", "alert:12", {}, digest)

    assert first_broken([LOG[0], forged, LOG[2], LOG[3]]) == 3


def test_the_order_in_which_details_were_noted_does_not_matter() -> None:
    """The database may give them back in another."""
    turned = replace(LOG[1], detail=dict(reversed([*LOG[1].detail.items()])))

    assert first_broken([LOG[0], turned, *LOG[2:]]) is None


def test_words_cannot_move_from_one_column_to_the_next() -> None:
    assert entry_hash(bytes(32), 1, 1, "ab", "c", "", {}) != entry_hash(bytes(32), 1, 1, "a", "bc", "", {})


def test_logs_written_earlier_go_on_to_hold() -> None:
    """Were the encoding to change, every log in the field would look tampered with."""
    assert LOG[0].hash.hex() == "954de70e98c3246bf26cc312f9b13b67440d00518bb2afa1039066cb10eac01a"


def test_a_log_can_be_checked_from_an_anchor_on() -> None:
    anchor = Anchor(2, LOG[1].hash)

    assert first_broken(LOG[2:], after=anchor) is None
    assert first_broken(LOG[3:], after=anchor) == 3


def test_a_rewritten_log_does_not_keep_its_anchor() -> None:
    """Whoever holds the machine can make a chain that holds; not one that ends as it did."""
    anchor = Anchor(3, LOG[2].hash)
    rewritten = _log(["opened", "acknowledged", "nothing", "closed"])

    assert first_broken(rewritten) is None
    assert not keeps(anchor, rewritten)
    assert keeps(anchor, LOG)


def test_a_shortened_log_does_not_keep_its_anchor() -> None:
    assert not keeps(Anchor(4, LOG[3].hash), LOG[:3])


def test_an_empty_logs_anchor_is_kept() -> None:
    assert keeps(EMPTY, LOG)
    assert not keeps(Anchor(0, LOG[0].hash), LOG)


def test_an_anchor_survives_being_written_down() -> None:
    anchor = Anchor(4, LOG[3].hash)

    assert Anchor.parse(f" {anchor}\n") == anchor


@pytest.mark.parametrize("text", ["", "4", "4:", "4:xyz", "x:" + "00" * 32, "4:00", "-1:" + "00" * 32])
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="count:hash"):
        Anchor.parse(text)
