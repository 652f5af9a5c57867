"""`langnghe officer contact`: what it prints, and how it ends."""

import json

from tests.cli.conftest import Run


def test_an_address_is_asked_for_and_the_order_is_shown(run: Run) -> None:
    run("init", "--json")
    run("officer", "add", "--name", "An", "--unit", "24736", "--role", "officer", "--json")

    not_served, unserved, _ = run("officer", "contact", "an", "--add", "email", "an@langnghe.example")
    ordered = run("officer", "contact", "an", "--order", "emergency", "telegram email+1m", "--json")
    wrong = run("officer", "contact", "an", "--order", "emergency", "telegram email+11m")
    no_urgency = run("officer", "contact", "an", "--order", "whenever", "telegram")
    unknown = run("officer", "contact", "an", "--confirm", "123456")
    gone, _, why = run("officer", "contact", "nobody")
    _, listed, _ = run("officer", "list", "--json")

    assert (not_served, "isn't used here" in unserved) == (1, True)
    assert (ordered[0], json.loads(ordered[1])) == (0, {"told": [], "contacts": []})
    assert (wrong[0], "add up to more than 10m" in wrong[1]) == (1, True)
    assert no_urgency[0] == 2
    assert (unknown[0], "wrong or older" in unknown[1]) == (1, True)
    assert (gone, "nobody" in why) == (1, True)
    assert json.loads(listed)[-1]["order"]["emergency"] == []


def test_an_officer_without_a_name_or_with_half_an_address_is_not_added(run: Run) -> None:
    run("init", "--json")
    rest = ("--unit", "24736", "--role", "officer")

    assert run("officer", "add", "--name", "  ", *rest)[0] == 2
    assert run("officer", "add", "--name", "An", *rest, "--email", "an.example.vn")[0] == 2
    assert len(json.loads(run("officer", "list", "--json")[1])) == 1
