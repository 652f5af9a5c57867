"""The way through a script: what comes after an answer, and the way back."""

from collections.abc import Mapping

from msgspec.structs import replace

from hotline.interview.conversation import Answer, Conversation, Phase
from hotline.interview.question import REMARKS, REVIEW, Answering
from hotline.interview.script import Script


def go_on(script: Script, conversation: Conversation, question: str) -> Conversation:
    """On to what follows `question`, which was just answered; to the review when nothing is left."""
    trail = conversation.trail if question in conversation.trail else (*conversation.trail, question)
    if question == REMARKS:
        trail = conversation.trail
    onward = replace(conversation, trail=trail, candidates=(), tries=0, writing=())
    target = REVIEW if conversation.revising else _next(script, onward, question)
    if target == REVIEW:
        return _to_review(script, onward)
    return ask(script, onward, target)


def ask(script: Script, conversation: Conversation, question: str) -> Conversation:
    """The conversation at this question; words written there before may be added to."""
    answer = conversation.answers.get(question, ())
    writing = (answer,) if script.questions[question].answering is Answering.TEXT and answer else ()
    return replace(
        conversation,
        phase=Phase.ASKING,
        question=question,
        candidates=(),
        tries=0,
        writing=tuple(words for words in writing if isinstance(words, str)),
    )


def go_back(script: Script, conversation: Conversation) -> Conversation:
    """At the question before, whose answer stands until it is answered again; the review if revising."""
    if conversation.revising and not _first_missing(script, conversation.answers):
        return _to_review(script, conversation)
    earlier = [question for question in conversation.trail if question != conversation.question]
    if not earlier:
        return conversation
    if _is_further(script, conversation.question) and not _is_further(script, earlier[-1]):
        return _to_review(script, conversation)
    kept = tuple(earlier[:-1])
    return ask(script, replace(conversation, trail=kept), earlier[-1])


def way(script: Script, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The questions that these answers lead through, up to the first that has none."""
    questions: list[str] = []
    here = script.first
    while here != REVIEW:
        questions.append(here)
        if here not in answers:
            break
        here = _leads_to(script, here, answers)
    return tuple(questions)


def to_review(script: Script, conversation: Conversation) -> Conversation:
    """At the review, whatever was not asked yet left out; at the safety question if that is open."""
    missing = _first_missing(script, conversation.answers)
    while missing and script.questions[missing].skip:
        conversation = replace(conversation, answers={**conversation.answers, missing: ()})
        missing = _first_missing(script, conversation.answers)
    return _to_review(script, conversation)


def further(script: Script, answers: Mapping[str, Answer], after: str | None = None) -> tuple[str, ...]:
    """The further questions that are open for these answers, in order; those behind `after` if it is one."""
    role = script.role_in(answers)
    ids = [question.id for question in script.further]
    start = ids.index(after) + 1 if after in ids else 0
    return tuple(question.id for question in script.further[start:] if question.is_due(role, answers))


def answered_further(script: Script, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The further questions that have an answer which still makes sense, in order."""
    role = script.role_in(answers)
    return tuple(
        question.id
        for question in script.further
        if question.id in answers and question.concerns(role, answers)
    )


def _first_missing(script: Script, answers: Mapping[str, Answer]) -> str | None:
    last = way(script, answers)[-1]
    return None if last in answers else last


def _to_review(script: Script, conversation: Conversation) -> Conversation:
    """The review; but first a question that a changed answer made necessary, if there is one."""
    missing = _first_missing(script, conversation.answers)
    if missing:
        return ask(script, conversation, missing)
    asked = way(script, conversation.answers)
    known = {*asked, *answered_further(script, conversation.answers), REMARKS}
    kept = {id_: answer for id_, answer in conversation.answers.items() if id_ in known}
    return replace(
        conversation,
        phase=Phase.REVIEW,
        question=None,
        revising=False,
        answers=kept,
        trail=asked,
        candidates=(),
        writing=(),
        tries=0,
    )


def _next(script: Script, conversation: Conversation, question: str) -> str:
    if not _is_further(script, question):
        return _after(script, conversation, question)
    return next(iter(further(script, conversation.answers, question)), REVIEW)


def _is_further(script: Script, question: str | None) -> bool:
    return question is not None and script.questions[question].further


def _after(script: Script, conversation: Conversation, question: str) -> str:
    """The next question that is not on the trail: one may have been answered ahead of its turn."""
    here = _leads_to(script, question, conversation.answers)
    while here in conversation.trail:
        here = _leads_to(script, here, conversation.answers)
    return here


def _leads_to(script: Script, id_: str, answers: Mapping[str, Answer]) -> str:
    question = script.questions[id_]
    answer = answers.get(id_)
    if question.options and answer:
        return question.by_id[answer[0]].next or question.next
    return question.next
