"""The keys directory: owner-only, shared by processes, and what must die in it dies."""

import multiprocessing
from datetime import date, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from hotline.errors import CannotOpen, InstallationInUse, KeyMissing
from storage.keys.context import Context, Kind
from storage.keys.envelope import new_key
from storage.keys.keyring import ConversationKey, Keyring
from storage.keys.recipient import new_seeds, public_of

MONDAY = date(2026, 7, 6)
NAME = Context(Kind.OFFICER_DATA, 7)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def keyring(directory: Path) -> Keyring:
    return Keyring.create(directory)


def test_only_the_owner_may_read_anything(keyring: Keyring, directory: Path) -> None:
    keyring.new_conversation_key(MONDAY, 1)

    assert directory.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in directory.iterdir()} == {
        "server.key": 0o600,
        "delivery.key": 0o600,
        "draft-2026-07-06.key": 0o600,
    }
    assert keyring.problems() == []


def test_a_file_that_others_may_read_is_named(keyring: Keyring, directory: Path) -> None:
    (directory / "server.key").chmod(0o644)

    assert keyring.problems() == ["server.key: mode 0644 lets others in; chmod 600"]


def test_a_second_installation_never_overwrites_the_first(keyring: Keyring, directory: Path) -> None:
    before = (directory / "server.key").read_bytes()

    with pytest.raises(InstallationInUse):
        Keyring.create(directory)

    assert (directory / "server.key").read_bytes() == before


def test_without_a_server_key_nothing_is_loaded(directory: Path) -> None:
    with pytest.raises(KeyMissing):
        Keyring.load(directory)


@pytest.mark.parametrize("content", [b"", b"langnghe-key-1 server 00\n", b"\xff\xfe", b"a b c\n"])
def test_a_damaged_server_key_is_an_error(keyring: Keyring, directory: Path, content: bytes) -> None:
    (directory / "server.key").write_bytes(content)

    with pytest.raises(CannotOpen, match=r"server\.key is damaged"):
        Keyring.load(directory)


def test_one_keys_file_is_not_taken_for_anothers(keyring: Keyring, directory: Path) -> None:
    (directory / "server.key").write_bytes((directory / "delivery.key").read_bytes())

    with pytest.raises(CannotOpen, match="another key's file"):
        Keyring.load(directory)


def test_a_restart_changes_nothing(keyring: Keyring, directory: Path) -> None:
    key, wrapped = keyring.new_conversation_key(MONDAY, 1)
    for_delivery = keyring.wrap_for_delivery(key, 1)
    name = keyring.seal_officer_data(NAME, b"An")

    again = Keyring.load(directory)

    assert again.sender_hash("telegram", "42") == keyring.sender_hash("telegram", "42")
    assert (again.pepper, again.receipt_salt) == (keyring.pepper, keyring.receipt_salt)
    assert again.open_officer_data(NAME, name) == b"An"
    assert again.unwrap_conversation_key(MONDAY, 1, wrapped) == key
    assert again.unwrap_delivery(1, for_delivery) == key


def test_a_backup_holds_what_must_survive_and_opens_no_conversation(
    keyring: Keyring, directory: Path, tmp_path: Path
) -> None:
    key, wrapped = keyring.new_conversation_key(MONDAY, 1)
    for_delivery = keyring.wrap_for_delivery(key, 1)
    restored = tmp_path / "restored"
    restored.mkdir()
    (restored / "server.key").write_bytes((directory / "server.key").read_bytes())

    again = Keyring.load(restored)

    assert again.receipt_salt == keyring.receipt_salt
    with pytest.raises(KeyMissing):
        again.unwrap_conversation_key(MONDAY, 1, wrapped)
    with pytest.raises(KeyMissing):
        again.unwrap_delivery(1, for_delivery)
    fresh = again.wrap_for_delivery(ConversationKey(new_key()), 2)
    assert len(again.unwrap_delivery(2, fresh)) == 32
    with pytest.raises(CannotOpen):
        again.unwrap_delivery(1, for_delivery)


def test_hashes_differ_by_channel_purpose_and_installation(keyring: Keyring, tmp_path: Path) -> None:
    other = Keyring.create(tmp_path / "other")
    hashes = {
        keyring.sender_hash("telegram", "42"),
        keyring.sender_hash("web", "42"),
        keyring.contact_hash("telegram", "42"),
        other.sender_hash("telegram", "42"),
        other.contact_hash("telegram", "42"),
    }

    assert len(hashes) == 5
    assert {len(value) for value in hashes} == {32}


def test_derived_keys_are_all_different(keyring: Keyring) -> None:
    assert keyring.pepper != keyring.receipt_salt


def test_a_public_key_that_was_swapped_in_the_database_is_refused(keyring: Keyring) -> None:
    an, thief = public_of(new_seeds()), public_of(new_seeds())
    mac = keyring.public_mac(an, "officer:7")

    keyring.check_public(an, "officer:7", mac)
    for public, owner in ((thief, "officer:7"), (an, "officer:8")):
        with pytest.raises(CannotOpen):
            keyring.check_public(public, owner, mac)


def test_a_conversations_key_opens_for_that_conversation_only(keyring: Keyring) -> None:
    key, wrapped = keyring.new_conversation_key(MONDAY, 1)

    assert keyring.unwrap_conversation_key(MONDAY, 1, wrapped) == key
    with pytest.raises(CannotOpen):
        keyring.unwrap_conversation_key(MONDAY, 2, wrapped)


def test_a_conversation_that_goes_on_moves_to_the_new_days_key(keyring: Keyring) -> None:
    key, _ = keyring.new_conversation_key(MONDAY, 1)
    wrapped = keyring.wrap_conversation_key(key, MONDAY + timedelta(days=2), 1)

    keyring.forget_old_drafts(MONDAY + timedelta(days=3))

    assert keyring.unwrap_conversation_key(MONDAY + timedelta(days=2), 1, wrapped) == key


def test_drafts_die_on_the_fourth_day(keyring: Keyring, directory: Path) -> None:
    _, wrapped = keyring.new_conversation_key(MONDAY, 1)

    assert keyring.forget_old_drafts(MONDAY + timedelta(days=2)) == 0
    keyring.unwrap_conversation_key(MONDAY, 1, wrapped)

    assert keyring.forget_old_drafts(MONDAY + timedelta(days=3)) == 1
    for each in (keyring, Keyring.load(directory)):
        with pytest.raises(KeyMissing):
            each.unwrap_conversation_key(MONDAY, 1, wrapped)
    assert not list(directory.glob("*draft*"))


def test_opening_never_brings_a_dead_key_back(keyring: Keyring, directory: Path) -> None:
    _, wrapped = keyring.new_conversation_key(MONDAY, 1)
    keyring.forget_old_drafts(MONDAY + timedelta(days=3))

    with pytest.raises(KeyMissing):
        keyring.unwrap_conversation_key(MONDAY, 1, wrapped)

    assert not list(directory.glob("*draft*"))


def test_what_a_killed_process_left_of_a_draft_key_dies_too(keyring: Keyring, directory: Path) -> None:
    """A kill between linking and unlinking leaves the key under a second name."""
    keyring.new_conversation_key(MONDAY, 1)
    left = directory / ".draft-2026-07-06.key.0123456789abcdef"
    left.write_bytes((directory / "draft-2026-07-06.key").read_bytes())
    (directory / "draft-of-a-letter.txt").touch()

    assert keyring.forget_old_drafts(MONDAY + timedelta(days=3)) == 2
    assert not left.exists()
    assert (directory / "draft-of-a-letter.txt").exists()


def _make_days_key(directory: Path, start: Barrier, made: "Queue[tuple[bytes, bytes]]") -> None:
    keyring = Keyring.load(directory)
    start.wait()
    made.put(keyring.new_conversation_key(MONDAY, 1))


def test_processes_that_need_the_days_key_at_once_agree(keyring: Keyring, directory: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    start, made = processes.Barrier(3), processes.Queue()
    workers = [processes.Process(target=_make_days_key, args=(directory, start, made)) for _ in range(3)]
    for worker in workers:
        worker.start()

    keys = [made.get(timeout=30) for _ in workers]
    for worker in workers:
        worker.join(30)

    for key, wrapped in keys:
        assert keyring.unwrap_conversation_key(MONDAY, 1, wrapped) == key
