"""Golden conversations: what a reporter did, what the hotline answered, word for word.

`tests/transcripts/*.toml` are for social workers to read and correct. A step's `reporter` is what the
reporter did: `[words on a button]`, `/command`, `(voice)`, or words. `--update` writes what the hotline
answers now into the files: read the difference before you commit it.
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from hotline.interview.conversation import CodeCheck, Incoming, Kind, Standing
from hotline.text import fold
from tests.reporter import ROOT, Reporter, catalog, script

TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("*.toml"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_conversation_goes_as_written(path: Path, *, update: bool) -> None:
    written = path.read_text(encoding="utf-8")

    played = "".join(_play(tomllib.loads(written)))

    if update:
        path.write_text(played, encoding="utf-8")
    else:
        assert played == written


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether the transcripts are to be written anew."""
    return bool(request.config.getoption("--update"))


def test_every_road_branch_and_reason_has_a_conversation() -> None:
    """What no transcript shows, no social worker has read."""
    seen = [moment for path in TRANSCRIPTS for moment in _answers_along(path)]
    known = script()
    rules = known.rules

    for question in ("role", "category"):
        chosen = {option for answers in seen for option in answers.get(question, ())}
        assert known.questions[question].by_id.keys() - chosen == set()
    assert {question.id for question in known.further} - {id_ for answers in seen for id_ in answers} == set()
    reasons = {rule.reason for answers in seen for rule in rules.decide(answers).rules}
    assert {rule.reason for rule in rules.rules} - reasons == set()
    heeded = {note for answers in seen for note in rules.notes_on(answers)}
    assert {note.say for note in rules.notes} - heeded == set()


def _answers_along(path: Path) -> Iterator[dict[str, Any]]:
    """The answers after each step."""
    transcript = tomllib.loads(path.read_text(encoding="utf-8"))
    chat = Reporter(transcript["medium"], transcript["locale"], transcript.get("numbered", False))
    for step in transcript["step"]:
        chat.sends(_incoming(chat, step))
        yield dict(chat.answers)


def _play(transcript: dict[str, Any]) -> Iterator[str]:
    chat = Reporter(transcript["medium"], transcript["locale"], transcript.get("numbered", False))
    head = {key: transcript[key] for key in ("about", "medium", "locale", "numbered") if key in transcript}
    yield "".join(f"{key} = {_toml(value)}\n" for key, value in head.items())
    for step in transcript["step"]:
        locale = chat.conversation.locale
        chat.sends(_incoming(chat, step))
        if chat.turn.conversation is None:
            chat.locale = locale
        yield "\n[[step]]\n"
        given = {key: value for key, value in step.items() if key not in ("hotline", "buttons", "effects")}
        yield "".join(f"{key} = {_toml(value)}\n" for key, value in given.items())
        yield from _answer(chat, locale)
    yield "\n[answers]\n"
    yield "".join(f"{id_} = {_toml(answer)}\n" for id_, answer in chat.answers.items())


def _answer(chat: Reporter, locale: str) -> Iterator[str]:
    kept = chat.turn.conversation
    spoken = locale if kept is None else kept.locale
    lines = [catalog().text(spoken, line) for line in chat.turn.screen.lines]
    yield "hotline = [\n" + "".join(f"  {_toml(line)},\n" for line in lines) + "]\n"
    buttons = " ".join(f"[{catalog().text(spoken, button.label)}]" for button in chat.turn.screen.buttons)
    yield f"buttons = {_toml(buttons)}\n" if buttons else ""
    yield f"effects = {_toml(list(chat.turn.effects))}\n" if chat.turn.effects else ""


def _incoming(chat: Reporter, step: dict[str, Any]) -> Incoming:
    did = step["reporter"]
    context: dict[str, Any] = {
        "code": CodeCheck(step["code"]) if "code" in step else None,
        "standing": Standing(1, **step["standing"]) if "standing" in step else None,
        "letters": tuple(step.get("letters", ())),
        "late": step.get("late", False),
    }
    if did.startswith("["):
        return Incoming(Kind.BUTTON, _value_of(chat, did[1:-1]), **context)
    if did.startswith("("):
        return Incoming(Kind.UNSUPPORTED, did[1:-1], **context)
    if did.startswith("/"):
        return Incoming(Kind.COMMAND, did[1:], **context)
    return Incoming(Kind.TEXT, did, **context)


def _value_of(chat: Reporter, label: str) -> str:
    """The button of these words; a value as it is, for the button of a notice or of an old message."""
    values = {words: value for value, words in chat.labels.items()}
    if label in values:
        return values[label]
    assert ":" in label, f"there is no button [{label}] but {sorted(values)}"
    return label


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, dict) else _inline(value)


def _inline(value: dict[str, object]) -> str:
    return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"


WITHOUT_BUTTONS: dict[str, Callable[[Reporter, str], str]] = {
    "number": lambda chat, label: str(list(chat.labels.values()).index(label) + 1),
    "words": lambda _, label: label,
    "words without diacritics": lambda _, label: fold(label),
}


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("way", WITHOUT_BUTTONS)
@pytest.mark.parametrize("medium", ["zalo", "zalo_oa"])
def test_without_buttons_every_road_files_the_same(path: Path, way: str, medium: str) -> None:
    """What Telegram and the web page press, Zalo types: by number, by words, and as one types in a hurry."""
    transcript = tomllib.loads(path.read_text(encoding="utf-8"))
    pressing = Reporter("telegram", transcript["locale"])
    typing = Reporter(medium, transcript["locale"], numbered=True)
    if transcript.get("numbered"):
        pytest.skip("is typed already")

    for step in transcript["step"]:
        pressed = _incoming(pressing, step)
        typed = pressed
        if pressed.kind is Kind.BUTTON and pressed.value in typing.labels:
            words = WITHOUT_BUTTONS[way](typing, typing.labels[pressed.value])
            typed = replace(pressed, kind=Kind.TEXT, value=words)
        elif pressed.value.isdecimal() and len(pressed.value) < 3:  # alone it would mean a line
            typed = replace(pressed, value=f"{pressed.value} years")
        pressing.sends(pressed)
        typing.sends(typed)

        assert typing.turn.effects == pressing.turn.effects, step
        assert typing.answers == pressing.answers, step
