"""Words typed where a button was offered: which button they mean, if any."""

import re
from collections.abc import Iterator

from hotline.interview.conversation import Conversation, Phase
from hotline.interview.moment import Moment
from hotline.interview.question import Question
from hotline.interview.screens import present
from hotline.messages import Button
from hotline.text import fold

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_SHORTEST_BEGINNING = 3


def meant(moment: Moment, conversation: Conversation, text: str) -> str | None:
    """The value of the button that the words mean; None if they mean none, or might mean two."""
    screen = present(moment.script, moment.places, conversation)
    words = fold(text)
    if moment.numbered and words.isdecimal():
        return _line(screen.buttons, int(words))
    words = _without_politeness(moment, words)
    return _label(moment, screen.buttons, words) or _option(moment, conversation, words)


def _line(buttons: tuple[Button, ...], number: int) -> str | None:
    return buttons[number - 1].value if 1 <= number <= len(buttons) else None


def _without_politeness(moment: Moment, words: str) -> str:
    """“dạ không ạ” is “không”; a message of nothing but politeness stays as it is."""
    polite = moment.script.words.polite
    parts = words.split(" ")
    while len(parts) > 1 and parts[0].strip(",") in polite:
        parts.pop(0)
    while len(parts) > 1 and parts[-1] in polite:
        parts.pop()
    return " ".join(parts).strip(" ,")


def _label(moment: Moment, buttons: tuple[Button, ...], words: str) -> str | None:
    for button in buttons:
        if words in moment.script.spoken.get(button.label.id, ()):
            return button.value
        name = button.label.args.get("name")
        if isinstance(name, str) and (words == fold(name) or words.startswith(f"{fold(name)} (")):
            return button.value
    return None


def _option(moment: Moment, conversation: Conversation, words: str) -> str | None:
    if conversation.phase not in (Phase.OPENING, Phase.ASKING):
        return None
    question = moment.script.questions[conversation.question or moment.script.first]
    for means in (_by_synonym, _by_age, _by_beginning):
        options = set(means(moment, question, words))
        if len(options) == 1:
            return question.button(options.pop())
    return None


def _by_synonym(moment: Moment, question: Question, words: str) -> Iterator[str]:
    del moment
    return (option.id for option in question.options if words in map(fold, option.words))


def _by_age(moment: Moment, question: Question, words: str) -> Iterator[str]:
    """“5”, “em 12 tuổi”: the one number in the words, if options have ages."""
    del moment
    numbers = _NUMBER.findall(words)
    if len(numbers) == 1:
        for option in question.options:
            if option.ages and option.ages[0] <= int(numbers[0]) <= option.ages[1]:
                yield option.id


def _by_beginning(moment: Moment, question: Question, words: str) -> Iterator[str]:
    if len(words) < _SHORTEST_BEGINNING:
        return
    for option in question.options:
        for spoken in moment.script.spoken[f"{question.id}-{option.id}"]:
            if spoken.startswith(words):
                yield option.id
