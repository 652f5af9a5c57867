"""Who starts knows at once which processes of this data directory are gone."""

import multiprocessing
import os
import signal
from pathlib import Path

from storage.presence import Presence


def stay(data_dir: Path, owner: str, here: "multiprocessing.synchronize.Event") -> None:
    Presence(data_dir, owner).announce()
    here.set()
    signal.pause()


def test_nobody_was_here_before(tmp_path: Path) -> None:
    assert Presence(tmp_path, "first").announce() == []


def test_who_serves_beside_is_not_gone(tmp_path: Path) -> None:
    first, second = Presence(tmp_path, "first"), Presence(tmp_path, "second")
    first.announce()

    assert second.announce() == []


def test_who_ended_is_gone_and_told_once(tmp_path: Path) -> None:
    first = Presence(tmp_path, "first")
    first.announce()
    first.release()

    assert Presence(tmp_path, "second").announce() == ["first"]
    assert Presence(tmp_path, "third").announce() == []


def test_who_was_killed_is_gone(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    here = spawn.Event()
    killed = spawn.Process(target=stay, args=(tmp_path, "killed", here))
    killed.start()
    assert here.wait(30)
    assert killed.pid is not None
    os.kill(killed.pid, signal.SIGKILL)
    killed.join()

    assert Presence(tmp_path, "next").announce() == ["killed"]
