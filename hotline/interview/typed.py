"""Words typed where a button was offered: which button they mean, if any."""

import re
from collections.abc import Iterator

from hotline.interview.conversation import Conversation, Phase
from hotline.interview.moment import Moment, under_way
from hotline.interview.question import Answering, Question
from hotline.interview.screens import shown
from hotline.interview.script import Words
from hotline.messages import Button
from hotline.text import fold

_NUMBERS_OR_WORDS = re.compile(r"\d+|[^\W\d]+")
_SHORTEST_PART = 3


def meant(moment: Moment, conversation: Conversation, text: str) -> str | None:
    """The value of the button that the words mean; None if they mean none, or might mean two."""
    screen = shown(moment.script, moment.places, moment.before or conversation)
    words = fold(text)
    notice = _notice(moment, screen.buttons)
    if moment.numbered and words.isdecimal():
        return _line(
            (*notice, *screen.buttons) if not under_way(conversation) else screen.buttons, int(words)
        )
    bare = _without_politeness(moment, words)
    return (
        _label(moment, screen.buttons, words)
        or _label(moment, screen.buttons, bare)
        or _label(moment, notice, words)
        or _option(moment, conversation, words)
        or _option(moment, conversation, bare)
        or _skip(moment, conversation, bare)
    )


def _notice(moment: Moment, buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    """The button of a notice that an officer wrote, which stands below the screen that it came after."""
    standing, show = moment.incoming.standing, moment.script.own["msg:show"]
    unread = standing is not None and standing.unread > 0
    return (show,) if unread and show not in buttons else ()


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
    question = _asked(moment, conversation)
    if question is None:
        return None
    for means in (_by_synonym, _by_age, _by_part):
        options = set(means(moment, question, words))
        if len(options) == 1:
            return question.button(options.pop())
    return None


def _skip(moment: Moment, conversation: Conversation, words: str) -> str | None:
    """“Không biết” where no option says so; in a story it is a story."""
    question = _asked(moment, conversation)
    if question and question.answering is not Answering.TEXT and words in moment.script.words.skip:
        return question.button("skip")
    return None


def _asked(moment: Moment, conversation: Conversation) -> Question | None:
    if conversation.phase not in (Phase.OPENING, Phase.ASKING):
        return None
    return moment.script.questions[conversation.question or moment.script.first]


def _by_synonym(moment: Moment, question: Question, words: str) -> Iterator[str]:
    del moment
    return (option.id for option in question.options if words in option.words)


def _by_age(moment: Moment, question: Question, words: str) -> Iterator[str]:
    """“5”, “em 12 tuổi”, “12t”: the one number, if nothing beside it makes it something else."""
    age = _age(moment.script.words, _NUMBERS_OR_WORDS.findall(words))
    for option in question.options:
        if age is not None and option.ages and option.ages[0] <= age <= option.ages[1]:
            yield option.id


def _age(known: Words, parts: list[str]) -> int | None:
    numbers = [int(part) for part in parts if part.isdecimal()]
    others = {part for part in parts if not part.isdecimal()}
    if len(numbers) != 1 or others - known.around_age - known.polite - known.months:
        return None
    return numbers[0] // 12 if others & known.months else numbers[0]


def _by_part(moment: Moment, question: Question, words: str) -> Iterator[str]:
    """Some of a button's words, in their order: “bị bắt nạt”, “hungry”."""
    if len(words) < _SHORTEST_PART:
        return
    part = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    for option in question.options:
        if any(map(part.search, moment.script.spoken[f"{question.id}-{option.id}"])):
            yield option.id
