"""What a turn looks at besides the conversation, and what it comes to before it is a `Turn`."""

import msgspec
from msgspec.structs import replace

from hotline.interview.conversation import Conversation, Effect, Incoming, Phase
from hotline.interview.question import MEDIA
from hotline.interview.script import Script
from hotline.messages import Say
from hotline.places import Places

INTERVIEW = frozenset({Phase.ASKING, Phase.REVIEW, Phase.EDITING})


class Moment(msgspec.Struct, frozen=True):
    """One thing that came in, and everything needed to answer it."""

    script: Script
    places: Places
    incoming: Incoming
    receipt: str  # the code to use if this turn needs a new one
    numbered: bool  # the channel has no buttons: a number means a line of the screen
    before: Conversation | None = None  # as its screen stood when the reporter answered it


class Outcome(msgspec.Struct, frozen=True):
    """Where the conversation stands afterwards; `parting` is the screen when nothing of it is kept."""

    conversation: Conversation | None
    effects: tuple[Effect, ...] = ()
    text: str = ""
    parting: tuple[Say, ...] = ()


def begin(locale: str, medium: str) -> Conversation:
    """A conversation in which nothing was said yet; of a medium without words of its own, in the web's."""
    return Conversation(locale, medium if medium in MEDIA else "web")


def afresh(conversation: Conversation) -> Conversation:
    """A new conversation in the same chat; the turn counts on, so that an old page stays an old page."""
    return Conversation(conversation.locale, conversation.medium, turn=conversation.turn)


def role_of(script: Script, conversation: Conversation) -> str:
    """Who is addressed: the role that was answered, or the script's default."""
    return script.role_in(conversation.answers)


def saying(script: Script, conversation: Conversation, *sentences: str) -> Conversation:
    """The conversation, having said these sentences after what this turn said already."""
    role = role_of(script, conversation)
    said = tuple(script.say(sentence, role, conversation.medium) for sentence in sentences)
    return replace(conversation, said=conversation.said + said)


def phase_of_interview(conversation: Conversation) -> Phase:
    """The phase, or the one that CODE and STATUS will come back to."""
    return conversation.paused or conversation.phase


def under_way(conversation: Conversation) -> bool:
    """Whether an interview is unfinished here, even if a code is being asked for meanwhile."""
    return phase_of_interview(conversation) in INTERVIEW


def resumed(conversation: Conversation) -> Conversation:
    """Back from CODE or STATUS to where the interview was; the same conversation otherwise."""
    if conversation.paused is None:
        return conversation
    return replace(conversation, phase=conversation.paused, paused=None)
