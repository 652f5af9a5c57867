"""After a report: its state by the receipt code, officers' messages, and words for its case."""

from collections.abc import Callable

from msgspec.structs import replace

from hotline.interview.conversation import CodeCheck, Conversation, Effect, Phase, Standing
from hotline.interview.moment import INTERVIEW, Moment, Outcome, afresh, resumed, saying, under_way
from hotline.messages import Say, verbatim
from hotline.places import Places

Keep = Callable[[Moment, Conversation], Outcome]
_OF_STATUS = frozenset({"proof:show", "proof:file", "contact:withdraw"})
_FILES = frozenset({"telegram"})
"""Where a file can be sent into the chat; the web page has links instead."""


def ask_for_code(conversation: Conversation) -> Outcome:
    """Asking for a receipt code; an interview under way waits at its question."""
    if conversation.phase in (Phase.CODE, Phase.STATUS):
        return Outcome(replace(conversation, phase=Phase.CODE, opened=None))
    return Outcome(replace(conversation, phase=Phase.CODE, paused=conversation.phase))


def check_code(moment: Moment, conversation: Conversation, check: CodeCheck) -> Outcome:
    """The report's state if the code fits; otherwise a kind answer that tells nothing else."""
    asking = ask_for_code(conversation).conversation or conversation
    standing = moment.incoming.standing
    if check is CodeCheck.FITS and standing:
        return Outcome(opened(asking, standing))
    return Outcome(
        saying(moment.script, asking, "code-refused" if check is CodeCheck.REFUSED else "code-unknown")
    )


def opened(conversation: Conversation, standing: Standing) -> Conversation:
    """The conversation at this report's state."""
    paused = conversation.paused or conversation.phase
    return replace(conversation, phase=Phase.STATUS, paused=paused, opened=standing)


def belongs(moment: Moment, conversation: Conversation, to_case: Keep, to_report: Keep) -> Outcome:
    """What was said aloud or sent along goes to the case that is open here, else to the report being made."""
    if may_write(moment, conversation):
        return to_case(moment, conversation)
    match conversation.phase:
        case Phase.CODE:
            return Outcome(saying(moment.script, conversation, "code-shape"))
        case Phase.FILED:
            anew = another_report(moment, conversation, "filed-before").conversation
            return to_report(moment, anew or conversation)
    return to_report(moment, conversation)


def may_press(conversation: Conversation, value: str) -> bool:
    """Whether this is a button of a report that was sent: letters anywhere, the rest where it is opened."""
    in_status = conversation.phase is Phase.STATUS
    return value == "msg:show" or (in_status and value in _OF_STATUS)


def press(moment: Moment, conversation: Conversation, value: str) -> Outcome:
    """One of the buttons that `may_press` allows."""
    match value:
        case "proof:show":
            return show_proof(moment, conversation)
        case "proof:file":
            return show_proof(moment, conversation, as_file=True)
        case "contact:withdraw":
            return withdraw(moment, conversation)
    return show_letters(moment, conversation)


def show_letters(moment: Moment, conversation: Conversation) -> Outcome:
    """The officers' messages shown; what is written next is for them, unless an interview is under way."""
    letters = moment.incoming.letters
    if not letters:
        return Outcome(saying(moment.script, conversation, "no-letters"))
    standing = moment.incoming.standing or conversation.opened
    said = (*conversation.said, Say("letters"), *(verbatim(letter) for letter in letters))
    shown = replace(conversation, said=said, shown=True)
    if standing:
        read = replace(standing, unread=max(0, standing.unread - len(letters)), shown=True)
        shown = replace(shown, opened=read)
        if conversation.phase not in INTERVIEW:
            shown = opened(shown, read) if conversation.phase is not Phase.STATUS else shown
    return Outcome(shown, (Effect.LETTERS_SHOWN,))


def show_proof(moment: Moment, conversation: Conversation, *, as_file: bool = False) -> Outcome:
    """That something was reported, when and for which commune; nothing that tells what, or who.

    As a file only when asked for: it may stay on a phone that others use.
    """
    standing = moment.incoming.standing or conversation.opened
    if standing is None or not standing.reported_on:
        return Outcome(saying(moment.script, conversation, "stale-button"))
    told = replace(conversation, said=(*conversation.said, proof(moment.places, standing)))
    if conversation.medium not in _FILES:
        return Outcome(told)
    if as_file:
        return Outcome(told, (Effect.PROOF_FILE,))
    return Outcome(replace(told, offered=(*told.offered, "proof:file")))


def proof(places: Places, standing: Standing) -> Say:
    """The proof of reporting, in one sentence."""
    year, month, day = standing.reported_on.split("-")
    place = places.name(standing.unit)
    return Say("proof", {"day": day, "month": month, "year": year, "place": place})


def withdraw(moment: Moment, conversation: Conversation) -> Outcome:
    """Officers can't ask in the reporter's chat any more; the report, and its code, stay."""
    standing = moment.incoming.standing or conversation.opened
    if standing is None or not standing.contact:
        return Outcome(saying(moment.script, conversation, "stale-button"))
    after = replace(conversation, opened=replace(standing, contact=False), shown=False)
    if not standing.by_code:  # the link that is erased was also what opened the report here
        after = replace(resumed(after), opened=None)
        after = after if under_way(after) else afresh(after)
    return Outcome(saying(moment.script, after, "contact-withdrawn"), (Effect.WITHDRAWN,))


def may_write(moment: Moment, conversation: Conversation) -> bool:
    """Whether words written now are for a case: opened by its code, or an officer has been read here."""
    if conversation.phase is Phase.STATUS:
        return True
    standing = moment.incoming.standing
    if standing is None or under_way(conversation) or conversation.phase is Phase.CODE:
        return False
    return conversation.shown or standing.shown


def write_to_case(moment: Moment, conversation: Conversation, text: str) -> Outcome:
    """The words go to the case, whose state stays on the screen."""
    standing = conversation.opened or moment.incoming.standing
    if conversation.phase is not Phase.STATUS and standing:
        conversation = opened(conversation, standing)
    return Outcome(saying(moment.script, conversation, "written"), (Effect.WROTE,), text)


def speak_to_case(moment: Moment, conversation: Conversation) -> Outcome:
    """The recording goes to the case, as words would."""
    outcome = write_to_case(moment, conversation, "")
    return Outcome(outcome.conversation, (Effect.SPOKE,))


def another_report(moment: Moment, conversation: Conversation, *sentences: str) -> Outcome:
    """The opening again, for a new report; a standing one is remembered, with what it has to show."""
    new = replace(afresh(conversation), opened=moment.incoming.standing)
    if new.opened and new.opened.unread:
        new = replace(new, offered=("msg:show",))
    return Outcome(saying(moment.script, new, *sentences))
