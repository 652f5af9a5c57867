"""Voice messages: taken wherever words are, and only their number and length are ever shown again.

What is said at a question with words is its answer; elsewhere it is kept for the officer beside the remarks.
"""

from msgspec.structs import replace

from hotline.interview import follow_up
from hotline.interview.conversation import Conversation, Effect, Phase, Voice
from hotline.interview.moment import INTERVIEW, Moment, Outcome, role_of, saying
from hotline.interview.question import REMARKS, Answering, Question
from hotline.messages import Say
from hotline.recording import length

MOST = 10
"""Voice messages of one report: hours of talk would keep an officer from the next child."""


def hear(moment: Moment, conversation: Conversation) -> Outcome:
    """A voice message was recorded: for the case that is open here, else for the report being made."""
    if moment.incoming.recording is None:
        return Outcome(saying(moment.script, conversation, "cannot-take-voice"))
    return follow_up.belongs(moment, conversation, follow_up.speak_to_case, _kept)


def drop(moment: Moment, conversation: Conversation) -> Outcome:
    """The recordings of the present question are gone; not once red, for then an officer may have heard."""
    question = _answered_in_words(moment, conversation)
    if question is None or conversation.red or not of_question(conversation, question.id):
        return Outcome(saying(moment.script, conversation, "stale-button"))
    left = tuple(voice for voice in conversation.voices if voice.question != question.id)
    dropped = saying(moment.script, replace(conversation, voices=left), "voice-dropped")
    return Outcome(dropped, (Effect.VOICE_DROPPED,))


def of_question(conversation: Conversation, question: str) -> tuple[Voice, ...]:
    """What was said, not written, at this question."""
    return tuple(voice for voice in conversation.voices if voice.question == question)


def lengths(voices: tuple[Voice, ...]) -> str:
    """`0:42, 1:05`; `none` where none is known."""
    known = [length(voice.seconds) for voice in voices if voice.seconds is not None]
    return ", ".join(known) or length(None)


def _kept(moment: Moment, conversation: Conversation) -> Outcome:
    if len(conversation.voices) >= MOST:
        return Outcome(saying(moment.script, conversation, "voice-too-many"))
    question = _answered_in_words(moment, conversation)
    id_ = REMARKS if question is None else question.id
    voice = Voice(moment.incoming.recording or 0, id_, moment.incoming.seconds)
    kept = replace(conversation, voices=(*conversation.voices, voice))
    said = "voice-kept" if question is None else "voice-taken"
    fitting = moment.script.say(said, role_of(moment.script, kept), kept.medium)
    heard = Say(said, {**fitting.args, "length": length(voice.seconds)})
    return Outcome(replace(kept, said=(*kept.said, heard)), (Effect.VOICE,))


def _answered_in_words(moment: Moment, conversation: Conversation) -> Question | None:
    """The present question if its answer is words."""
    if conversation.phase is not Phase.OPENING and conversation.phase not in INTERVIEW:
        return None
    if conversation.phase in (Phase.REVIEW, Phase.EDITING):
        return None
    question = moment.script.questions[conversation.question or moment.script.first]
    return question if question.answering is Answering.TEXT else None
