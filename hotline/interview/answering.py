"""Answers to the present question: a button, a place, words; skipped, taken back, or not understood."""

from msgspec.structs import replace

from hotline.interview.conversation import Answer, Conversation, Effect, Phase
from hotline.interview.moment import Moment, Outcome, saying
from hotline.interview.question import REMARKS, Answering, Question
from hotline.interview.screens import may_skip
from hotline.interview.ways import ask, go_back, go_on
from hotline.messages import Say
from hotline.places import Found, Nothing, Several

_MOST_WRITTEN = 20_000  # characters of one answer; a conversation is sealed anew at every turn
_FEWEST_KEPT = 4  # words: a text this long at a button's question was meant to be read by somebody


def press(moment: Moment, conversation: Conversation, option: str) -> Outcome:
    """The present question answered by the button of this option."""
    question = moment.script.questions[conversation.question or moment.script.first]
    conversation = replace(conversation, question=question.id)
    match option:
        case "back":
            return Outcome(go_back(moment.script, conversation))
        case "skip":
            return skip(moment, conversation, question)
        case "done" if question.answering in (Answering.TEXT, Answering.CHOICES):
            return _done(moment, conversation, question)
    if option in question.by_id and question.answering is Answering.CHOICES:
        return _mark(moment, conversation, question, option)
    if option in question.by_id:
        return choose(moment, conversation, question, option)
    if question.answering is Answering.PLACE and _is_place(moment, option):
        return _answered(moment, conversation, question, (option,))
    return Outcome(saying(moment.script, conversation, "stale-button"))


def write(moment: Moment, conversation: Conversation, text: str) -> Outcome:
    """The present question answered in words that are no button's."""
    question = moment.script.questions[conversation.question or moment.script.first]
    match question.answering:
        case Answering.TEXT:
            return _add_words(moment, replace(conversation, question=question.id), question, text)
        case Answering.PLACE:
            return _find_place(moment, replace(conversation, question=question.id), question, text)
        case Answering.OPEN:
            return _answer_in_words(moment, replace(conversation, question=question.id), question, text)
        case Answering.CHOICE | Answering.CHOICES:
            return not_understood(moment, conversation, text)


def press_beside(moment: Moment, conversation: Conversation, question: Question, option: str) -> Outcome:
    """A further question answered before its turn, by a button beside another one, which stays."""
    kept = replace(conversation, answers={**conversation.answers, question.id: (option,)})
    if kept.phase is Phase.OPENING:
        kept = ask(moment.script, kept, kept.question or moment.script.first)
    spoken = saying(moment.script, kept, *question.by_id[option].say)
    return Outcome(spoken, (Effect.ANSWERED,))


def not_understood(moment: Moment, conversation: Conversation, text: str) -> Outcome:
    """The question again, kindly; words that are more than a slip are kept for the officer."""
    first_contact = conversation.phase is Phase.OPENING and conversation.turn <= 1
    if len(text.split()) < _FEWEST_KEPT:
        said = () if first_contact else ("not-understood",)
        return Outcome(saying(moment.script, conversation, *said))
    kept, effects = remarked(conversation, text)
    said = ("words-kept",) if effects else ("words-too-many",)
    return Outcome(saying(moment.script, kept, *said), effects)


def remarked(conversation: Conversation, text: str) -> tuple[Conversation, tuple[Effect, ...]]:
    """The words added to `remarks`, unless there are far too many already."""
    before = conversation.answers.get(REMARKS, ())
    words = "\n".join((before, text)) if isinstance(before, str) else text
    if len(words) > _MOST_WRITTEN:
        return conversation, ()
    return replace(conversation, answers={**conversation.answers, REMARKS: words}), (Effect.ANSWERED,)


def choose(moment: Moment, conversation: Conversation, question: Question, option: str) -> Outcome:
    """The option taken; a red one raises the alarm in this same turn, once."""
    effects: tuple[Effect, ...] = ()
    says = list(moment.script.red_says) if option == question.red else []
    if option == question.red and not conversation.red:
        conversation = alarmed(moment, conversation)
        effects = (Effect.RED,)
    says += question.by_id[option].say
    return _answered(moment, conversation, question, (option,), tuple(says), effects)


def alarmed(moment: Moment, conversation: Conversation) -> Conversation:
    """Red from now on, with the receipt code that the report will keep."""
    return replace(conversation, red=True, receipt=conversation.receipt or moment.receipt)


def skip(moment: Moment, conversation: Conversation, question: Question) -> Outcome:
    """The question left out; asked once more where this role is to be asked twice."""
    if may_skip(moment.script, conversation, question):
        return _answered(moment, conversation, question, ())
    if question.skip:
        return Outcome(replace(conversation, tries=conversation.tries + 1))
    return Outcome(saying(moment.script, conversation, "no-skip"))


def _is_place(moment: Moment, option: str) -> bool:
    return option == "province" or option in moment.places.units


def _answered(
    moment: Moment,
    conversation: Conversation,
    question: Question,
    answer: Answer,
    says: tuple[str, ...] = (),
    effects: tuple[Effect, ...] = (),
) -> Outcome:
    kept = replace(conversation, answers={**conversation.answers, question.id: answer})
    spoken = saying(moment.script, kept, *says)
    return Outcome(go_on(moment.script, spoken, question.id), (*effects, Effect.ANSWERED))


def _done(moment: Moment, conversation: Conversation, question: Question) -> Outcome:
    if conversation.writing or conversation.answers.get(question.id):
        return Outcome(go_on(moment.script, conversation, question.id))
    if any(voice.question == question.id for voice in conversation.voices):
        return _answered(moment, conversation, question, ())
    return skip(moment, conversation, question)


def _mark(moment: Moment, conversation: Conversation, question: Question, option: str) -> Outcome:
    """One of several options taken, or taken back; one that excludes the others ends the question."""
    if question.by_id[option].alone:
        return choose(moment, conversation, question, option)
    before = conversation.answers.get(question.id, ())
    chosen = {one for one in before if not question.by_id[one].alone} ^ {option}
    answers = {**conversation.answers, question.id: tuple(id_ for id_ in question.by_id if id_ in chosen)}
    if not chosen:
        del answers[question.id]
    return Outcome(replace(conversation, answers=answers), (Effect.ANSWERED,))


def _answer_in_words(moment: Moment, conversation: Conversation, question: Question, text: str) -> Outcome:
    if len(text) > _MOST_WRITTEN:
        return Outcome(saying(moment.script, conversation, "words-too-many"))
    return _answered(moment, conversation, question, text)


def _add_words(moment: Moment, conversation: Conversation, question: Question, text: str) -> Outcome:
    """The words joined to what was written here; an answer at once, should nothing more come."""
    words = "\n".join((*conversation.writing, text))
    if len(words) > _MOST_WRITTEN:
        return Outcome(saying(moment.script, conversation, "words-too-many"))
    written = replace(
        conversation,
        writing=(*conversation.writing, text),
        answers={**conversation.answers, question.id: words},
    )
    return Outcome(written, (Effect.ANSWERED,))


def _find_place(moment: Moment, conversation: Conversation, question: Question, text: str) -> Outcome:
    """The unit if only one can be meant; otherwise asked again, and the second time left to the province."""
    match moment.places.find(text):
        case Found(unit, exact, formerly, within):
            kept, _ = (conversation, ()) if exact else remarked(conversation, text)
            return _answered(moment, _naming(moment, kept, unit, formerly, within), question, (unit,))
        case Several(candidates, near, more, exact):
            kept, effects = (conversation, ()) if exact else remarked(conversation, text)
            offering = replace(kept, candidates=candidates, tries=conversation.tries + 1)
            said = "place-near" if near else "place-more" if more else "place-which"
            return Outcome(saying(moment.script, offering, said), effects)
        case Nothing():
            return _place_unknown(moment, conversation, question, text)


def _naming(
    moment: Moment, conversation: Conversation, unit: str, formerly: str, within: str
) -> Conversation:
    """Who used an old name, or a thôn's, is told the commune's, and can go back if it isn't meant."""
    if not formerly and not within:
        return conversation
    name = moment.places.name(unit)
    now = (
        Say("place-now", {"formerly": formerly, "name": name})
        if formerly
        else Say("place-within", {"within": within, "name": name})
    )
    return replace(conversation, said=(*conversation.said, now))


def _place_unknown(moment: Moment, conversation: Conversation, question: Question, text: str) -> Outcome:
    kept, effects = remarked(conversation, text)
    if conversation.tries > 0 and not conversation.candidates:
        return _answered(moment, kept, question, ("province",), ("place-to-province",))
    asking = replace(kept, tries=1, candidates=())
    return Outcome(saying(moment.script, asking, "place-unknown"), effects)
