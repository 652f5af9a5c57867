"""A conversation that began under an earlier script goes on under the present one."""

from msgspec.structs import replace

from hotline.interview.conversation import Answer, Conversation, Phase
from hotline.interview.question import REMARKS, Answering
from hotline.interview.script import Script
from hotline.interview.ways import way
from hotline.places import Places


def mended(script: Script, places: Places, conversation: Conversation) -> Conversation:
    """The conversation without what the script no longer has; the same object if it still has all.

    A script may be changed while people are being asked. Whoever stood at a question that is gone is asked
    the first one that their answers leave open.
    """
    if _is_whole(script, places, conversation):
        return conversation
    kept = {
        id_: answer for id_, answer in conversation.answers.items() if _is_known(script, places, id_, answer)
    }
    return replace(
        conversation,
        answers=kept,
        trail=tuple(id_ for id_ in conversation.trail if id_ in kept and id_ != REMARKS),
        question=_open_question(script, conversation, kept),
        candidates=(),
        writing=(),
        revising=False,
        phase=_phase(conversation.phase),
        paused=conversation.paused and _phase(conversation.paused),
    )


def _is_whole(script: Script, places: Places, conversation: Conversation) -> bool:
    if conversation.question is not None and conversation.question not in script.questions:
        return False
    return all(_is_known(script, places, id_, answer) for id_, answer in conversation.answers.items())


def _is_known(script: Script, places: Places, id_: str, answer: Answer) -> bool:
    question = script.questions.get(id_)
    if question is None:
        return False
    if not answer:
        return True
    kind = question.answering
    if isinstance(answer, str):
        return kind in (Answering.TEXT, Answering.OPEN)
    if kind is Answering.PLACE:
        return answer[0] == "province" or answer[0] in places.units
    return kind is not Answering.TEXT and all(map(question.by_id.__contains__, answer))


def _open_question(script: Script, conversation: Conversation, kept: dict[str, Answer]) -> str:
    if conversation.question in script.questions and conversation.question is not None:
        return conversation.question
    return way(script, kept)[-1]


def _phase(phase: Phase) -> Phase:
    return Phase.ASKING if phase in (Phase.REVIEW, Phase.EDITING) else phase
