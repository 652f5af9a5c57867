import re

import pytest

from hotline.errors import BadScript
from hotline.interview.script import parse_script
from hotline.messages import Say
from tests.reporter import ROOT, SCRIPT_FILE, catalog, script

# The comments speak of keys too; what is spoilt here is the script.
TEXT = re.sub("^#.*$", "#", (ROOT / SCRIPT_FILE).read_text(encoding="utf-8"), flags=re.MULTILINE)


def line_of(text: str, found: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if found in line)


def refused(text: str) -> str:
    with pytest.raises(BadScript) as fault:
        parse_script(SCRIPT_FILE, text, catalog())
    return str(fault.value)


def test_core_questions_come_in_order() -> None:
    asked = [id_ for id_, one in script().questions.items() if id_ != "remarks" and not one.further]

    assert asked == ["role", "danger_now", "category", "child_age", "place", "story", "follow_up"]


def test_options_are_those_of_the_contract() -> None:
    options = {
        id_: " ".join(question.by_id)
        for id_, question in script().questions.items()
        if question.options and not question.further
    }

    assert options == {
        "role": "child family school citizen",
        "danger_now": "now today no unknown",
        "category": "hit sexual neglect bullying labour marriage missing online self_harm hazard"
        " facility other",
        "child_age": "0_3 4_6 7_10 11_13 14_15 16_17 unknown",
        "follow_up": "yes no",
    }


def test_only_the_safety_question_may_not_be_skipped() -> None:
    assert [id_ for id_, question in script().questions.items() if not question.skip] == ["danger_now"]


def test_child_and_adult_are_asked_differently() -> None:
    child, adult = (script().wording("danger_now", role, "web").ask for role in ("child", "family"))

    assert catalog().text("vi", child) == "Ngay bây giờ em có đang gặp nguy hiểm không?"
    assert catalog().text("vi", adult) == "Ngay lúc này, trẻ có đang gặp nguy hiểm không?"


def test_sentence_that_does_not_vary_takes_no_arguments() -> None:
    """It is then looked up ready-made: this is the busiest path of the product."""
    assert script().wording("role", "child", "web").ask == Say("ask-role")


ADDED = """
[[question]]
id = "extra"
kind = "text"
"""

# What a slip of a social worker's pen makes of the script, where it is said to be, and how.
SLIPS = {
    "unknown way": ('kind = "place"', 'kind = "place"\nnext = "nowhere"', 'next = "nowhere"', "nowhere"),
    "circle": (
        'kind = "place"',
        'kind = "place"\nnext = "role"',
        'next = "role"',
        "circle: role → danger_now",
    ),
    "unreached": (
        'kind = "place"',
        'kind = "place"\nnext = "follow_up"',
        'id = "story"',
        "no way leads to “story”",
    ),
    "missing sentence": (
        'id = "child_name"',
        'id = "childs_name"',
        'id = "childs_name"',
        "“ask-childs_name” is in no",
    ),
    "missing option sentence": ('id = "other"', 'id = "else"', 'id = "else"', "“category-else” is in no"),
    "condition on no question": (
        "when = { danger_now",
        "when = { danger",
        "",
        "there is no question “danger”",
    ),
    "condition on no option": (
        '{ category = ["sexual"] }',
        '{ category = ["sex"] }',
        '["sex"]',
        "“category” has no option “sex”",
    ),
    "no option beside": ('beside = "yes"', 'beside = "sure"', 'beside = "sure"', "is no option of “injured”"),
    "role of a further question": ('roles = ["school"]', 'roles = ["scool"]', "scool", "“scool” is no role"),
    "core key of a further question": (
        'kind = "open"',
        'kind = "open"\nred = "yes"',
        "red =",
        "“red” is nothing",
    ),
    "missing say": (
        'say = "missing-words"',
        'say = "lost-words"',
        "lost-words",
        "“lost-words” is in no language",
    ),
    "missing opening": (
        '"opening-who"',
        '"opening-what"',
        "opening-what",
        "“opening-what” is in no language",
    ),
    "two questions": ('id = "follow_up"', 'id = "place"', 'id = "place"', "two questions “place”"),
    "two options": ('id = "today"', 'id = "no"', 'id = "no"', "“danger_now” has two options “no”"),
    "unknown red": ('red = "now"', 'red = "soon"', 'red = "soon"', "“soon”, which is no option"),
    "unknown kind": (
        'kind = "place"',
        'kind = "map"',
        'kind = "map"',
        "must be one of choice, choices, place, text, open",
    ),
    "unknown key": ("skip = false", "skipp = false", "skipp = false", "“skipp” is nothing"),
    "unknown head": ("default_role", "defaultrole", "", "“default_role” is missing"),
    "unknown role": ('["family", "school"', '["familly", "school"', "ask_twice", "“familly” is no role"),
    "reserved option": ('id = "today"', 'id = "skip"', 'id = "skip"', "a button of the engine's own"),
    "reserved question": ('id = "story"', 'id = "review"', 'id = "review"', "a name of the engine's own"),
    "bad id": ('id = "today"', 'id = "Hôm nay"', 'id = "Hôm nay"', "must be small letters"),
    "long button": (
        'id = "today"',
        f'id = "{"t" * 60}"',
        "t" * 60,
        "longer than the 64 bytes a button holds",
    ),
    "no options": ('kind = "place"', 'kind = "choice"', 'id = "place"', "a choice without options"),
    "options of a text": (
        'kind = "text"',
        'kind = "text"\noptions = [{ id = "a" }]',
        "options = [{ id",
        "only a choice",
    ),
    "ages": ("ages = [0, 3]", "ages = [3, 0]", "[3, 0]", "must be [from, to]"),
    "no toml": ("skip = false", "skip = falsch", "", "Invalid value"),
    "no words": ("leave = [", "leaf = [", "leaf", "“leaf” is no list of words"),
    "no red words": ("red = [", "rot = [", "rot", "“rot” is no list of words"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_broken_script_is_refused_where_it_is_broken(slip: str) -> None:
    good, bad, where, message = SLIPS[slip]
    text = TEXT.replace(good, bad, 1)
    assert text != TEXT

    said = refused(text)

    assert message in said
    if where:
        lines = [number for number, line in enumerate(text.splitlines(), 1) if where in line]
        named = re.match(rf"{re.escape(SCRIPT_FILE)}:(\d+): ", said)
        assert named, said
        assert int(named[1]) in lines, f"{said} (should be {lines})"


def test_fault_of_the_language_itself_names_its_line() -> None:
    text = TEXT.replace("skip = false", "skip = falsch")

    assert f"line {line_of(text, 'falsch')}," in refused(text)


def test_empty_script_is_refused() -> None:
    assert refused("") == f"{SCRIPT_FILE}:1: there is no [[question]]"


def test_option_may_lead_its_own_way() -> None:
    """A hazard needs no child's age: the branch skips it, and the question stays on other ways."""
    text = TEXT.replace('{ id = "hazard",', '{ id = "hazard", next = "place",')

    branching = parse_script(SCRIPT_FILE, text, catalog())

    assert branching.questions["category"].by_id["hazard"].next == "place"
