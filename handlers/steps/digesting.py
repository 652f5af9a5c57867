"""What isn't urgent, said to an officer in one message a minute: pages of normal and low alerts, reminders.

The first three of a minute go out at once, each by itself; what comes after them waits for the minute's end.
An emergency or an urgent alert never waits, and neither does a call for help or a drill, which is timed.
"""

from collections.abc import Iterable, Sequence

from handlers.steps import posting
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.ids import AlertNumber, ContactMethodId, PageId
from hotline.messages import Button, Say, Screen
from storage.tables import digest, page
from storage.tables.digest import Held

_MOST_NAMED = 40
_MOST_BUTTONS = 8
_MOST_LINES = 10


def send(here: Scene, post: Post) -> None:
    """What has waited long enough goes out; what comes within the next minute waits for its end."""
    taken = digest.take_due(here.tx, here.now)
    waiting = {contact: [one for one in held if one.body is not None] for contact, held in taken.items()}
    pages = [one.page_id for held in waiting.values() for one in held if one.page_id is not None]
    wanted = {number for number, one in page.by_id(here.tx, pages).items() if one.state == page.PENDING}
    for contact, held in waiting.items():
        said = [one for one in held if one.page_id is None or one.page_id in wanted]
        if said and contact in here.contacts:
            _say(here, contact, said, post)
    post.timers_moved = post.timers_moved or bool(taken)


def _say(here: Scene, contact: ContactMethodId, said: Sequence[Held], post: Post) -> None:
    screens = [_screen(here, one) for one in said]
    pages = [PageId(one.page_id) for one in said if one.page_id is not None]
    if len(said) == 1:
        [only], [screen] = said, screens
        post.to_officer(here.contacts[contact], screen, page=only.page_id, alert=only.alert)
    else:
        if pages:
            page.ride(here.tx, pages[0], pages[1:])
        merged = _merged(here, said, screens)
        post.to_officer(here.contacts[contact], merged, page=pages[0] if pages else None)
    post.holds_back(contact)


def _screen(here: Scene, one: Held) -> Screen:
    return posting.open_held(here.tx, one).screen or Screen(())


def _merged(here: Scene, said: Sequence[Held], screens: Sequence[Screen]) -> Screen:
    """All pages in a sentence, by their numbers, a button to take each of the first; then the reminders."""
    paged = _numbers(one for one in said if one.page_id is not None)
    reminded = [one for one in said if one.page_id is None]
    lines = [
        line
        for one, screen in zip(said, screens, strict=True)
        if one.page_id is None
        for line in screen.lines
    ]
    if len(lines) > _MOST_LINES:
        lines = [Say("deadline-digest", _listed(here, _numbers(reminded)))]
    head = [Say("page-digest", _listed(here, paged))] if paged else []
    buttons = tuple(
        Button(f"alert:{number}:ack", Say("alerts-button-ack", {"number": int(number)}))
        for number in paged[:_MOST_BUTTONS]
    )
    return Screen((*head, *lines), buttons)


def _numbers(said: Iterable[Held]) -> list[AlertNumber]:
    return list(dict.fromkeys(one.alert for one in said if one.alert is not None))


def _listed(here: Scene, numbers: Sequence[AlertNumber]) -> dict[str, str | int]:
    rest = len(numbers) - _MOST_NAMED
    listed = ", ".join(f"#{number}" for number in numbers[:_MOST_NAMED]) + (f" (+{rest})" if rest > 0 else "")
    return {"count": len(numbers), "numbers": listed, "link": f"{here.office.console_origin}/"}
