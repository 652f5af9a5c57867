"""The backup's file: what goes in comes out whole and in order, or not at all; else it is noise."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.errors import BadBackup, CannotOpen, HotlineError
from storage.backup_file import FEWEST_CHUNKS, FORMAT, BackupWriter, beside, records, rounded_up
from storage.keys.recipient import Seeds, new_seeds, public_of

CHUNK = 65536 + 29
BEGINNING = len(FORMAT) + 1169
CANARY = "chim hoàng yến".encode()


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return new_seeds()


def sealed(seeds: Seeds, *content: bytes) -> bytes:
    file = io.BytesIO()
    writer = BackupWriter(file, public_of(seeds))
    for record in content:
        writer.add(record)
    writer.finish()
    return file.getvalue()


def opened(seeds: Seeds, raw: bytes) -> list[bytes]:
    return list(records(io.BytesIO(raw), seeds, lambda _: None))


def chunks(raw: bytes) -> list[bytes]:
    return [raw[start : start + CHUNK] for start in range(BEGINNING, len(raw), CHUNK)]


@given(sizes=st.lists(st.integers(0, 200_000), max_size=8))
@settings(max_examples=15)
def test_records_of_any_size_come_back_in_order(sizes: list[int]) -> None:
    seeds = new_seeds()
    content = [bytes([number]) * size for number, size in enumerate(sizes)]

    assert opened(seeds, sealed(seeds, *content)) == content


def test_nothing_of_it_can_be_read(seeds: Seeds) -> None:
    raw = sealed(seeds, CANARY, CANARY * 1000)

    assert CANARY not in raw
    assert public_of(seeds) not in raw


def test_the_length_tells_no_single_record(seeds: Seeds) -> None:
    assert len(sealed(seeds, CANARY)) == len(sealed(seeds, *[bytes(8192)] * 100))
    assert len(sealed(seeds)) == BEGINNING + FEWEST_CHUNKS * CHUNK


@given(needed=st.integers(1, 10**6))
def test_the_length_is_rounded_up_by_an_eighth_at_most(needed: int) -> None:
    rounded = rounded_up(needed)

    assert needed <= rounded <= max(FEWEST_CHUNKS, needed * 9 / 8)
    assert rounded_up(rounded) == rounded


def test_another_recovery_key_is_told_apart_from_damage(seeds: Seeds) -> None:
    with pytest.raises(CannotOpen, match="another installation's key"):
        opened(new_seeds(), sealed(seeds, CANARY))


@pytest.mark.parametrize("place", [0, 17, 18, 600, BEGINNING - 1, BEGINNING, BEGINNING + 40, -CHUNK, -1])
def test_a_changed_byte_is_noticed(seeds: Seeds, place: int) -> None:
    raw = bytearray(sealed(seeds, CANARY))
    raw[place] ^= 1

    with pytest.raises(HotlineError):
        opened(seeds, bytes(raw))


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=60)
def test_a_changed_bit_anywhere_is_noticed(place: float, bit: int) -> None:
    seeds = new_seeds()
    raw = bytearray(sealed(seeds, CANARY * 10_000))
    raw[int(place * len(raw))] ^= 1 << bit

    with pytest.raises(HotlineError):
        opened(seeds, bytes(raw))


SPOILT: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "the end is missing": lambda parts: parts[:-1],
    "the middle is missing": lambda parts: parts[:3] + parts[4:],
    "two are exchanged": lambda parts: [parts[1], parts[0], *parts[2:]],
    "one comes twice": lambda parts: [parts[0], *parts],
    "the end comes early": lambda parts: [parts[0], parts[-1]],
    "something follows": lambda parts: [*parts, parts[-1]],
    "a few bytes follow": lambda parts: [*parts, b"abc"],
    "the last is cut off": lambda parts: [*parts[:-1], parts[-1][:-1]],
    "nothing is left": lambda _: [],
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_chunks_that_are_not_all_there_in_order_are_noticed(
    seeds: Seeds, spoil: Callable[[list[bytes]], list[bytes]]
) -> None:
    raw = sealed(seeds, CANARY * 50_000)

    with pytest.raises(BadBackup, match="damaged or cut off"):
        opened(seeds, raw[:BEGINNING] + b"".join(spoil(chunks(raw))))


def test_a_chunk_of_another_backup_is_noticed(seeds: Seeds) -> None:
    one, other = sealed(seeds, CANARY), sealed(seeds, CANARY)

    with pytest.raises(BadBackup):
        opened(seeds, one[:BEGINNING] + other[BEGINNING:])


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", FORMAT, FORMAT.replace(b"1", b"2") + bytes(5000)])
def test_what_is_no_backup_is_said_to_be_none(seeds: Seeds, raw: bytes) -> None:
    with pytest.raises(BadBackup):
        opened(seeds, raw)


def test_a_file_that_was_not_finished_leaves_nothing(tmp_path: Path) -> None:
    with beside(tmp_path / "b") as unpublished:
        unpublished.file.write(b"half")

    assert list(tmp_path.iterdir()) == []


def test_only_an_older_backup_is_replaced(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.write_bytes(FORMAT)
    theirs.write_bytes(b"somebody's thesis")

    with beside(ours) as unpublished:
        unpublished.file.write(FORMAT + b"newer")
        unpublished.publish()
    with pytest.raises(BadBackup, match="not a backup"), beside(theirs):
        pass

    assert ours.read_bytes() == FORMAT + b"newer"
    assert ours.stat().st_mode & 0o077 == 0
    assert theirs.read_bytes() == b"somebody's thesis"
