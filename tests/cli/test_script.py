"""`langnghe script`: for whoever looks over the wording."""

from pathlib import Path

import pytest

from cli.main import main


def test_every_sentence_fits_a_bubble_and_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", "check", "--data-dir", str(tmp_path)]) == 0

    assert "0 too long, 0 unused, none missing" in capsys.readouterr().out


def test_the_script_is_printed_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", "print", "--data-dir", str(tmp_path)]) == 0

    printed = capsys.readouterr().out
    assert "Ngay bây giờ em có đang gặp nguy hiểm không?" in printed
    assert "Are you in danger right now?" in printed
    assert "`q:recent:yes`" in printed
