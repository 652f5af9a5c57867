"""Pictures and files: never asked for, taken where they may be, kept for the officer beside the answers.

They answer no question, so the interview goes on where it was; the words that came with one are read like
any others, for they may be a cry for help.
"""

from msgspec.structs import replace

from hotline.interview import follow_up
from hotline.interview.conversation import Attached, Conversation, Effect
from hotline.interview.moment import Moment, Outcome, saying

MOST = 10
"""Pictures and files of one report: each costs two officers' time together."""


def take(moment: Moment, conversation: Conversation) -> Outcome:
    """A picture or a file came: for the case that is open here, else for the report being made."""
    if moment.incoming.attachment is None:
        return Outcome(saying(moment.script, conversation, "cannot-take-file"))
    return follow_up.belongs(moment, conversation, _to_case, _kept)


def drop(moment: Moment, conversation: Conversation) -> Outcome:
    """All of them are gone; not once red, for then an officer may have seen one."""
    if conversation.red or conversation.handed_over or not conversation.attachments:
        return Outcome(saying(moment.script, conversation, "stale-button"))
    left = replace(conversation, attachments=())
    return Outcome(saying(moment.script, left, "attached-dropped"), (Effect.ATTACHMENTS_DROPPED,))


def _kept(moment: Moment, conversation: Conversation) -> Outcome:
    if len(conversation.attachments) >= MOST:
        return Outcome(saying(moment.script, conversation, "attached-too-many"))
    one = Attached(moment.incoming.attachment or 0, moment.incoming.value)
    kept = replace(conversation, attachments=(*conversation.attachments, one))
    return Outcome(saying(moment.script, kept, "attached"), (Effect.ATTACHED,))


def _to_case(moment: Moment, conversation: Conversation) -> Outcome:
    outcome = follow_up.write_to_case(moment, conversation, "")
    told = outcome.conversation or conversation
    said = tuple(say for say in told.said if say.id != "written")
    kept = saying(moment.script, replace(told, said=said), "attached-to-case")
    return Outcome(kept, (Effect.ATTACHED_TO_CASE,))
