"""The two commands work before anything is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[1]


def test_dev_needs_nothing_installed() -> None:
    """`-I -S` hides every package; without a command it explains itself."""
    alone = subprocess.run([sys.executable, "-I", "-S", ROOT / "dev.py"], capture_output=True, text=True)

    assert (alone.returncode, alone.stdout) == (2, "")
    assert "python3 dev.py run" in alone.stderr


def test_whoever_lacks_something_is_told_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "apt-get" else None)

    with pytest.raises(dev.CannotGoOn) as told:
        dev.install_lacking(["python3.11-venv", "chromium"])

    assert str(told.value).splitlines() == [
        "su -c 'apt-get update && apt-get install -y --no-install-recommends python3.11-venv chromium'"
    ]


def test_nothing_lacking_is_no_reason_to_ask_apt() -> None:
    dev.install_lacking([])


@pytest.mark.parametrize(
    "line",
    [
        "Looking in indexes: https://name:secret@mirror.example/simple",
        "HTTPSConnectionPool(host='mirror.example', port=443): Max retries exceeded",
        "E: Failed to fetch http://mirror.example/debian/dists/x  404",
    ],
)
def test_a_failed_installation_names_no_mirror(line: str) -> None:
    assert "mirror.example" not in dev.without_addresses(line)
