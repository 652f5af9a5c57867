"""The recovery file: written once, for its owner, and readable from paper."""

from pathlib import Path

import pytest

from hotline.errors import CannotOpen
from storage.keys.recipient import public_of
from storage.keys.recovery import fingerprint, new_recovery, read_recovery_file, write_recovery_file

SEEDS = new_recovery()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "recovery.txt"
    write_recovery_file(path, SEEDS)
    return path


def test_what_was_written_is_read(file: Path) -> None:
    assert read_recovery_file(file) == SEEDS


def test_only_the_owner_may_read_it(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600


def test_it_warns_in_both_languages_and_names_its_public_half(file: Path) -> None:
    text = file.read_text("utf-8")

    assert "CẢNH BÁO" in text
    assert "WARNING" in text
    assert fingerprint(public_of(SEEDS)) in text


def test_an_older_key_is_never_overwritten(file: Path) -> None:
    with pytest.raises(FileExistsError):
        write_recovery_file(file, new_recovery())

    assert read_recovery_file(file) == SEEDS


def test_typed_back_from_paper_it_is_the_same_key(file: Path) -> None:
    """Without the remarks, in capitals, with other spaces."""
    keys = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    file.write_text("\n\n".join(" ".join(line.upper().split()) for line in keys), "utf-8")

    assert read_recovery_file(file) == SEEDS


def test_a_slip_in_typing_is_named_by_its_line(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    third = next(index for index, line in enumerate(lines) if line.startswith("3 "))
    last = lines[third][-1]
    lines[third] = lines[third][:-1] + ("0" if last != "0" else "1")
    file.write_text("\n".join(lines), "utf-8")

    with pytest.raises(CannotOpen, match="line 3"):
        read_recovery_file(file)


@pytest.mark.parametrize("spoilt", [b"", b"\xff\xfe\x00", b"1\n2\n3\n4\n5\n6\n", b"x y z\n" * 6])
def test_another_file_is_refused(file: Path, spoilt: bytes) -> None:
    file.write_bytes(spoilt)

    with pytest.raises(CannotOpen):
        read_recovery_file(file)


def test_swapped_lines_are_noticed(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    lines[-1], lines[-2] = lines[-2], lines[-1]
    file.write_text("\n".join(lines), "utf-8")

    with pytest.raises(CannotOpen, match="line 5"):
        read_recovery_file(file)
