"""The review: submit, change one answer, or discard everything."""

from msgspec.structs import replace

from hotline.interview.conversation import Conversation, Effect, Kind, Phase
from hotline.interview.moment import Moment, Outcome, saying
from hotline.interview.screens import editable, filed_lines
from hotline.interview.ways import ask, further, to_review
from hotline.messages import Say, Screen
from hotline.text import same_word

_ZALO = ("parting-zalo", "parting-zalo-how")
_BY_HAND = {"web": ("parting-web",), "zalo": _ZALO, "zalo_oa": _ZALO}
"""What is left for the reporter to delete; on most channels a part of it."""


def press(moment: Moment, conversation: Conversation, action: str) -> Outcome:
    """A button pressed on the review, or on the list of answers to change."""
    match action.split(":"):
        case ["submit"] if conversation.phase is Phase.REVIEW:
            return _file(moment, conversation)
        case ["more"] if open_ := further(moment.script, conversation.answers):
            return Outcome(ask(moment.script, conversation, open_[0]))
        case ["discard"]:
            return discard(conversation)
        case ["edit"]:
            return Outcome(replace(conversation, phase=Phase.EDITING))
        case ["back"]:
            return Outcome(replace(conversation, phase=Phase.REVIEW))
        case ["edit", question] if question in editable(moment.script, conversation):
            return Outcome(_rewriting(ask(moment.script, replace(conversation, revising=True), question)))
    return Outcome(saying(moment.script, conversation, "stale-button"))


def now(moment: Moment, conversation: Conversation) -> Outcome:
    """To the review at once; what was not asked yet is left out, and can be answered from there."""
    question = moment.script.questions[conversation.question or moment.script.first]
    if not (question.enough or question.further):
        return Outcome(saying(moment.script, conversation, "stale-button"))
    there = to_review(moment.script, replace(conversation, revising=False))
    return Outcome(there, () if there.answers == conversation.answers else (Effect.ANSWERED,))


def discard(conversation: Conversation) -> Outcome:
    """Everything erased but an alert that already went out, and said so."""
    return Outcome(None, (Effect.DISCARDED,), parting=_parting("discarded", conversation))


def wipe(conversation: Conversation) -> Outcome:
    """The chat's messages and the draft erased; truthful about what stays."""
    return Outcome(None, (Effect.WIPED,), parting=_parting("wiped", conversation))


def is_parting(moment: Moment) -> bool:
    """Whether all is to be gone, by a word or the command: from an old page and under any limit too."""
    incoming, words = moment.incoming, moment.script.words
    match incoming.kind:
        case Kind.TEXT:
            word = same_word(incoming.value)
            return word in words.discard or word in words.leave or word == "/wipe"
        case Kind.COMMAND:
            return incoming.value.partition(" ")[0].lower() == "wipe"
    return False


def with_left(screen: Screen, left: int) -> Screen:
    """The goodbye of `wipe`, once it is known that the channel keeps so many messages for itself."""
    if not left:
        return screen
    said = Say("parting-left", {"count": left})
    return replace(screen, lines=tuple(said if say.id == "parting-chat" else say for say in screen.lines))


def _file(moment: Moment, conversation: Conversation) -> Outcome:
    if moment.incoming.too_many_reports and not conversation.red:
        return Outcome(saying(moment.script, conversation, "too-many-reports"))
    filed = replace(conversation, phase=Phase.FILED, receipt=conversation.receipt or moment.receipt)
    return Outcome(replace(filed, said=filed_lines(moment.script, filed)), (Effect.FILED,))


def _rewriting(conversation: Conversation) -> Conversation:
    """Words changed from the review are written anew: they can't be shown again to be mended."""
    return replace(conversation, writing=())


def _parting(sentence: str, conversation: Conversation) -> tuple[Say, ...]:
    filed = Phase.FILED in (conversation.phase, conversation.paused)
    red, silent = conversation.red, conversation.handed_over
    stays = ("parting-filed",) if filed else ("parting-red",) if red else ("parting-sent",) if silent else ()
    how = _BY_HAND.get(conversation.medium, ("parting-chat",))
    return tuple(Say(id_) for id_ in (sentence, *stays, *how, "parting-again"))
