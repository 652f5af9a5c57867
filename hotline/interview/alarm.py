"""The red flag at any time: safe words, the early receipt code, and what an outage of ours demands."""

from msgspec.structs import replace

from hotline.alert.alert import Urgency
from hotline.interview import answering
from hotline.interview.conversation import Conversation, Effect, Kind, Phase
from hotline.interview.moment import Moment, Outcome, afresh, resumed, saying, under_way
from hotline.interview.question import Answering, Question
from hotline.interview.screens import receipt_code
from hotline.interview.typed import meant
from hotline.interview.ways import ask, go_on
from hotline.messages import Say
from hotline.text import clean, same_word


def is_cry(moment: Moment, text: str) -> bool:
    """Whether the whole message is a safe word that means danger now."""
    return same_word(text) in moment.script.words.red


def is_urgent(moment: Moment) -> bool:
    """Whether this is a cry for help, typed or pressed: no limit holds it up."""
    if moment.incoming.kind is Kind.TEXT:
        return is_cry(moment, moment.incoming.value)
    if moment.incoming.caption:
        return is_cry(moment, moment.incoming.caption)
    red = moment.script.red
    return red is not None and moment.incoming.value == f"q:{red[0].id}:{red[1]}"


def raise_alarm(moment: Moment, conversation: Conversation) -> Outcome:
    """Red at once, as if the danger question had been answered; then the interview goes on where it was.

    Cried after a report was filed, or where only a code was asked for, it opens a new report: somebody is
    in danger now, whatever was told before.
    """
    waiting = resumed(conversation)
    if not under_way(conversation) and waiting.phase is not Phase.OPENING:
        waiting = replace(afresh(conversation), opened=conversation.opened)
    if waiting.red:
        return _cried_again(moment, waiting)
    red = saying(moment.script, answering.alarmed(moment, waiting), *moment.script.red_says)
    if moment.script.red:
        red = _danger_answered(moment, red, *moment.script.red)
    return Outcome(red, (Effect.RED, Effect.ANSWERED))


def _cried_again(moment: Moment, conversation: Conversation) -> Outcome:
    """An alert stands already: it becomes one of danger now, if it wasn't or if an officer has lowered it."""
    told = saying(moment.script, conversation, *moment.script.red_says)
    red = moment.script.red
    if red and told.answers.get(red[0].id) != (red[1],):
        told = _danger_answered(moment, told, *red)
    return Outcome(told, (Effect.CRIED, Effect.ANSWERED))


def heed(moment: Moment, before: Conversation, outcome: Outcome) -> Outcome:
    """What an answer means beyond itself: an emergency raises the alarm, a conflict spares the commune."""
    after = outcome.conversation
    if after is None or Effect.ANSWERED not in outcome.effects:
        return outcome
    outcome = _raised_by_answers(moment, after, outcome)
    return _kept_from_commune(moment, before, outcome)


def _raised_by_answers(moment: Moment, after: Conversation, outcome: Outcome) -> Outcome:
    if after.red:
        return outcome
    decision = moment.script.rules.decide(after.answers)
    if decision.urgency is not Urgency.EMERGENCY:
        return outcome
    if not decision.cannot_wait and not _was_asked_for_place(moment, after):
        return outcome
    red = answering.alarmed(moment, replace(after, said=()))
    if red.phase is Phase.OPENING:
        red = ask(moment.script, red, red.question or moment.script.first)
    told = saying(moment.script, red, *moment.script.raised_says)
    told = replace(told, said=(*told.said, *after.said))
    return replace(outcome, conversation=told, effects=(Effect.RED, *outcome.effects))


def _was_asked_for_place(moment: Moment, conversation: Conversation) -> bool:
    questions = moment.script.questions
    return any(questions[asked].answering is Answering.PLACE for asked in conversation.trail)


def _kept_from_commune(moment: Moment, before: Conversation, outcome: Outcome) -> Outcome:
    """Who reported somebody of the commune or the school is told who will read it, and who may have."""
    after, rules = outcome.conversation, moment.script.rules
    if after is None or not rules.is_conflict(after.answers) or rules.is_conflict(before.answers):
        return outcome
    was_sealed = before.red and not rules.bypasses_commune(before.answers) and before.answers.get("place")
    told = saying(moment.script, after, "conflict-moved" if was_sealed else "conflict-province")
    return replace(outcome, conversation=told)


def early_receipt(conversation: Conversation) -> Outcome:
    """The receipt code shown before the end, to someone who may have to run."""
    code = Say("receipt-now", {"code": receipt_code(conversation.receipt or "")})
    return Outcome(replace(conversation, said=(code, Say("receipt-keep"))))


def after_outage(moment: Moment, outcome: Outcome) -> Outcome:
    """An apology, and the danger question once more: minutes passed since it was answered."""
    conversation = outcome.conversation
    if conversation is None:
        return outcome
    sorry = replace(conversation, said=(Say("late"), *conversation.said))
    red = moment.script.red
    if red and not sorry.red and sorry.phase in (Phase.ASKING, Phase.REVIEW) and red[0].id in sorry.trail:
        sorry = _asked_again(moment, sorry, red[0].id)
    return replace(outcome, conversation=sorry)


def as_it_was_seen(moment: Moment, conversation: Conversation) -> Conversation:
    """Where a message of the backlog was meant: its writer had not seen danger being asked for again."""
    red = moment.script.red
    if not red or not moment.incoming.late or conversation.question != red[0].id:
        return conversation
    asked_again = red[0].id in conversation.answers and any(say.id == "late" for say in conversation.said)
    if not asked_again or _is_about_danger(moment, conversation, *red):
        return conversation
    return go_on(moment.script, conversation, red[0].id)


def _is_about_danger(moment: Moment, conversation: Conversation, question: Question, option: str) -> bool:
    """A button says what it answers; of words, only those that say yes are surely about it."""
    if moment.incoming.kind is Kind.BUTTON:
        return moment.incoming.value.startswith(f"q:{question.id}:")
    if moment.incoming.kind is not Kind.TEXT:
        return False
    in_words = replace(moment, numbered=False, before=conversation)
    return meant(in_words, conversation, clean(moment.incoming.value).strip()) == f"q:{question.id}:{option}"


def _danger_answered(
    moment: Moment, conversation: Conversation, question: Question, option: str
) -> Conversation:
    answers = {**conversation.answers, question.id: (option,)}
    told = replace(conversation, answers=answers)
    at = told.question or moment.script.first
    if at == question.id and told.phase in (Phase.OPENING, Phase.ASKING):
        return go_on(moment.script, told, question.id)
    if question.id not in told.trail:
        told = replace(told, trail=(*told.trail, question.id))
    if told.phase is Phase.OPENING:
        return ask(moment.script, told, at)
    return told


def _asked_again(moment: Moment, conversation: Conversation, question: str) -> Conversation:
    if conversation.phase is Phase.REVIEW:
        return ask(moment.script, replace(conversation, revising=True), question)
    trail = tuple(asked for asked in conversation.trail if asked != question)
    return ask(moment.script, replace(conversation, trail=trail), question)
