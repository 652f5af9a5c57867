"""The commands that work at any time: /start /report /status /wipe /language /help."""

from msgspec.structs import replace

from hotline.interview import follow_up, review
from hotline.interview.conversation import Conversation, Phase
from hotline.interview.moment import Moment, Outcome, resumed, saying, under_way

COMMANDS = frozenset({"start", "report", "status", "wipe", "language", "help"})


def obey(moment: Moment, conversation: Conversation, line: str) -> Outcome:
    """The command carried out; what follows its name (`/start poster-12`) changes nothing here."""
    match line.partition(" ")[0].lower():
        case "start" | "report":
            return _report(moment, conversation)
        case "status":
            return follow_up.ask_for_code(conversation)
        case "wipe":
            return review.wipe(conversation)
        case "language":
            return Outcome(_offering_languages(moment, conversation))
        case "help":
            return Outcome(saying(moment.script, conversation, "help-what", "help-commands", "help-words"))
    return Outcome(saying(moment.script, conversation, "unknown-command"))


def speak(moment: Moment, conversation: Conversation, locale: str) -> Outcome:
    """The same place in another language."""
    if locale not in moment.script.locales:
        return Outcome(saying(moment.script, conversation, "stale-button"))
    return Outcome(replace(conversation, locale=locale))


def offer_call_languages(moment: Moment, conversation: Conversation) -> Outcome:
    """The languages in which an officer can be asked to call back."""
    asked = next((question for question in moment.script.further if question.anytime), None)
    if asked is None:
        return Outcome(saying(moment.script, conversation, "stale-button"))
    offered = tuple(asked.button(option.id) for option in asked.options)
    return Outcome(replace(saying(moment.script, conversation, f"ask-{asked.id}"), offered=offered))


def _report(moment: Moment, conversation: Conversation) -> Outcome:
    """A report under way goes on: to start over takes a word of its own, so that no slip loses one."""
    if under_way(conversation):
        return Outcome(saying(moment.script, resumed(conversation), "under-way"))
    if conversation.phase is Phase.OPENING:
        return Outcome(conversation)
    return follow_up.another_report(moment, conversation)


def _offering_languages(moment: Moment, conversation: Conversation) -> Conversation:
    other = ("call:language",) if any(question.anytime for question in moment.script.further) else ()
    offered = (*(f"lang:{locale}" for locale in moment.script.locales), *other)
    return replace(saying(moment.script, conversation, "which-language"), offered=offered)
