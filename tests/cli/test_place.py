"""`langnghe place`."""

from tests.cli.conftest import Run


def test_names_are_added_listed_and_removed(run: Run) -> None:
    assert run("init")[0] == 0
    assert "langnghe place add" in run("place", "list")[1]

    assert run("place", "add", "Bon  Bu Nung", "--unit", "Quảng Trực") == (
        0,
        "Bon Bu Nung stands for 24736 now.\n",
        "",
    )
    assert run("place", "list")[1] == "24736  Bon Bu Nung\n"
    assert run("place", "remove", "Bon Bu Nung", "--unit", "24736")[0] == 0
    assert run("place", "remove", "Bon Bu Nung", "--unit", "24736")[0] == 1
    assert run("place", "add", "3", "--unit", "24736")[0] == 1
    assert run("place", "add", "Bon Bu Nung", "--unit", "Atlantis")[0] == 1
