"""What is held up when too much comes in: never a cry for help, nor a chat with somebody in danger."""

from msgspec.structs import replace

from hotline.alert.alert import Urgency
from hotline.interview import alarm, review
from hotline.interview.conversation import Conversation, Effect, Kind, Phase
from hotline.interview.moment import Moment, Outcome, phase_of_interview, saying


def is_too_fast(moment: Moment) -> bool:
    """Whether the chat is past its own limit with something that can wait a minute."""
    return moment.incoming.too_fast and not (alarm.is_urgent(moment) or review.is_parting(moment))


def may_wait(moment: Moment, before: Conversation, outcome: Outcome) -> bool:
    """Whether this can wait a moment while the whole hotline is past its limit.

    An emergency can't, nor words that might tell of one, nor a chat for which an alert stands already.
    """
    after = outcome.conversation
    if not moment.incoming.busy or after is None or Effect.RED in outcome.effects:
        return False
    if before.red or before.handed_over or before.opened or phase_of_interview(before) is Phase.FILED:
        return False
    if moment.script.rules.decide(after.answers).urgency is Urgency.EMERGENCY:
        return False
    return not _has_keyword(moment)


def held_up(moment: Moment, before: Conversation, sentence: str) -> Outcome:
    """The conversation as it was, and a kind word: nothing of what came was taken."""
    waiting = replace(before, turn=before.turn + 1)
    return Outcome(saying(moment.script, waiting, sentence), (Effect.NOT_TAKEN,))


def _has_keyword(moment: Moment) -> bool:
    keywords = moment.script.rules.keywords
    incoming = moment.incoming
    words = incoming.value if incoming.kind is Kind.TEXT else incoming.caption
    if not words or not keywords.within:
        return False
    return bool(keywords.found({keywords.within[0]: words}))
