"""Interviews that nobody goes on with: what was told reaches an officer after a silence that the script sets.

The interview stays open behind it for as long as drafts live: who comes back goes on, and each answer is
added to the report. Nobody is ever nudged.
"""

from msgspec.structs import replace

from hotline.interview.conversation import Conversation, Phase
from hotline.interview.moment import phase_of_interview, under_way
from hotline.interview.question import REMARKS
from hotline.messages import Say

_CONTENT = ("category", "story", REMARKS)


def is_worth_reading(conversation: Conversation) -> bool:
    """Whether an officer can do something with what was told so far, and hasn't been given it yet."""
    if conversation.handed_over or not (
        under_way(conversation) or phase_of_interview(conversation) is Phase.OPENING
    ):
        return False
    told = any(conversation.answers.get(question) for question in _CONTENT)
    return told or bool(conversation.voices or conversation.attachments) or conversation.red


def hand_over(conversation: Conversation, receipt: str) -> Conversation:
    """The conversation once an officer has what was told; `receipt` is the report's code."""
    return replace(conversation, handed_over=True, receipt=conversation.receipt or receipt)


def told_so(conversation: Conversation) -> Conversation:
    """Who comes back is told, once, above what this turn says."""
    if not conversation.handed_over or conversation.told_so:
        return conversation
    return replace(conversation, told_so=True, said=(Say("handed-over"), *conversation.said))
