import ast
import re
from pathlib import Path

import pytest

from hotline.catalog import Catalog
from hotline.errors import BadScript
from hotline.messages import Say, verbatim
from tests.reporter import catalog

ROOT = Path(__file__).parents[2]
MOST_IN_A_BUBBLE = 160
ROLES = ("child", "family", "school", "citizen")
MEDIA = ("web", "telegram", "zalo", "zalo_oa")
SPEAKING = {"Say", "saying", "say"}
FILES_OF_REPORTERS = ("interview.ftl", "reporter.ftl")


def small(vi: str, en: str = "", **globals_: str) -> Catalog:
    return Catalog.load({"vi": {"a.ftl": vi}, "en": {"a.ftl": en or vi}}, globals_)


def test_sentence_is_said_in_each_language() -> None:
    words = small("hello = Xin chào", "hello = Hello")

    assert words.text("vi", Say("hello")) == "Xin chào"
    assert words.text("en", Say("hello")) == "Hello"


def test_sentence_varies_by_who_is_addressed() -> None:
    words = small("hi = { $role ->\n    [child] Chào em\n   *[other] Chào anh/chị\n}")

    assert words.text("vi", Say("hi", {"role": "child"})) == "Chào em"
    assert words.text("vi", Say("hi", {"role": "school"})) == "Chào anh/chị"


def test_argument_may_be_a_sentence() -> None:
    words = small("line = { $question }: { $answer }\nplace = Nơi\nnone = (bỏ qua)")

    assert words.text("vi", Say("line", {"question": "@place", "answer": "@none"})) == "Nơi: (bỏ qua)"


def test_every_sentence_may_use_what_is_the_same_for_all() -> None:
    words = small("call = Gọi { $numbers }", numbers="111, 113")

    assert words.text("vi", Say("call")) == "Gọi 111, 113"
    assert words.arguments("call") == frozenset()


def test_persons_own_words_are_no_reference_and_may_be_long() -> None:
    """Fluent refuses a part of more than 2,500 characters; a story is longer."""
    story = "@place " + "ơ" * 9000

    assert small("place = Nơi").text("vi", verbatim(story)) == story


def test_numbers_are_written_without_separators() -> None:
    assert small("n = { $n }").text("vi", Say("n", {"n": 24736})) == "24736"


def test_nothing_a_person_wrote_is_remembered() -> None:
    words = small("q = { $name }")
    before = repr(vars(words))

    words.text("vi", Say("q", {"name": "Lan"}))

    assert repr(vars(words)) == before


def test_missing_argument_is_an_error_never_a_gap() -> None:
    with pytest.raises(LookupError):
        small("q = { $name }").text("vi", Say("q"))


@pytest.mark.parametrize(
    ("vi", "en", "message"),
    [
        ("a = Một\nb = Hai", "a = One", "vi/a.ftl:2: “b” is missing in “en”"),
        ("a = Một", "a = One\nc = Three", "en/a.ftl:2: “c” is missing in “vi”"),
        ("a = Một { $x }", "a = One", "vi/a.ftl:1: “a” differs from en/a.ftl:1 in $x"),
        ("a = Một\n\nb = { $x", "a = One", r"vi/a.ftl:3: .*"),
        ("a = Một\na = Hai", "a = One", "vi/a.ftl:2: “a” is already at vi/a.ftl:1; keep one"),
        ("a = { b }", "a = One", "vi/a.ftl:1: “a” refers to “b”, which is nowhere"),
        ("a = { b }\nb = { a }", "a = One\nb = Two", "vi/a.ftl:1: “a” refers to itself"),
        ("a =\n    .title = Một", "a = One", "vi/a.ftl:1: “a” has no words"),
    ],
)
def test_languages_that_do_not_agree_are_refused(vi: str, en: str, message: str) -> None:
    with pytest.raises(BadScript) as refused:
        small(vi, en)

    assert re.fullmatch(message.replace("$", r"\$").replace("(", r"\("), str(refused.value))


def test_same_id_in_two_files_is_refused() -> None:
    with pytest.raises(BadScript, match=r"vi/b\.ftl:1: “a” is already at vi/a\.ftl:1"):
        Catalog.load({"vi": {"a.ftl": "a = Một", "b.ftl": "a = Hai"}})


def spoken_to_reporters() -> list[tuple[str, str]]:
    found = []
    for locale in catalog().locales:
        for file in FILES_OF_REPORTERS:
            text = (ROOT / "locales" / locale / file).read_text(encoding="utf-8")
            found += [(locale, id_) for id_ in re.findall(r"^([a-z][\w-]*) =", text, re.MULTILINE)]
    return found


@pytest.mark.parametrize(("locale", "sentence"), spoken_to_reporters())
def test_every_sentence_fits_a_bubble(locale: str, sentence: str) -> None:
    """At most 160 characters, whoever is addressed, wherever."""
    gaps = dict.fromkeys(catalog().arguments(sentence), "Xã Đắk Búk So, Huyện Tuy Đức")
    gaps |= {name: "1234 5678 9012 3456" for name in gaps if name == "code"}
    gaps |= {name: "2026" for name in gaps if name in ("day", "month", "year")}

    for role in ROLES:
        for medium in MEDIA:
            said = catalog().text(locale, Say(sentence, {**gaps, "role": role, "medium": medium}))
            assert len(said) <= MOST_IN_A_BUBBLE, said


@pytest.mark.parametrize(("locale", "sentence"), spoken_to_reporters())
def test_nobody_is_asked_why(locale: str, sentence: str) -> None:
    gaps = dict.fromkeys(catalog().arguments(sentence), "x")

    for role in ROLES:
        said = catalog().text(locale, Say(sentence, {**gaps, "role": role, "medium": "web"})).casefold()
        assert not re.search(r"\b(tại sao|vì sao|sao em|why)\b", said)


def said_by_the_rules() -> set[str]:
    """The ids in `Say(…)`, `saying(…)` and `script.say(…)`, and in references to sentences."""
    said = set()
    for path in (ROOT / "hotline" / "interview").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SPEAKING:
                said |= {id_ for argument in node.args for id_ in words_in(argument)}
            elif isinstance(node, ast.Constant) and str(node.value).startswith("@"):
                said.add(str(node.value)[1:])
    return {id_ for id_ in said if id_ and not id_.endswith("-")}  # the rest is put together


def words_in(argument: ast.expr) -> set[str]:
    """The strings that an argument may come to, a condition's own apart."""
    if isinstance(argument, ast.IfExp):
        return words_in(argument.body) | words_in(argument.orelse)
    return (
        {argument.value} if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else set()
    )


def test_every_sentence_the_rules_say_exists() -> None:
    """A sentence id in the code that no language has would be found by a reporter."""
    assert len(said_by_the_rules()) > 30
    assert said_by_the_rules() - catalog().ids == set()
