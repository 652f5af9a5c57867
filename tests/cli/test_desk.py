"""`langnghe desk`."""

from tests.cli.conftest import Run


def test_a_desk_is_added_listed_and_gets_officers(run: Run) -> None:
    assert run("init")[0] == 0
    assert "langnghe desk add" in run("desk", "list")[1]

    assert run("desk", "add", "cong-an", "--name", "Công an tỉnh")[0] == 0
    assert run("desk", "list")[1] == "cong-an      Công an tỉnh\n"
    assert run("desk", "add", "cong-an", "--name", "Công an tỉnh")[0] == 1
    assert run("desk", "add", "24736", "--name", "Công an xã")[0] == 1
    assert run("desk", "add", "y-te", "--name", "Y")[0] == 1
    assert run("officer", "add", "--name", "Hùng", "--unit", "cong-an", "--role", "officer")[0] == 0
