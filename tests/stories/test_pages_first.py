"""A page goes before whatever else waits for the officer: a chat takes one message a second."""

from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps import telling
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.ids import OfficerId
from hotline.messages import verbatim
from storage.schema import Tx
from tests.stories.cast import Colleague
from tests.stories.house import House

NOTES = 20


async def notes_for(house: House, officer: Colleague) -> None:
    """As many as a province hears when the roster has gaps everywhere."""
    posted = await house.writes(_noted, house.office, officer.id, house.now())
    house.office.after_commit(posted)


def _noted(tx: Tx, office: Installation, officer: OfficerId, now: datetime) -> Posted:
    post, here = Post(tx, office, now), scene(tx, office, now)
    for number in range(NOTES):
        telling.tell_officer(here, officer, verbatim(f"tin {number}"), post)
    return post.flush()


def place_of_page(officer: Colleague, before: int) -> int:
    """How many messages came before the page."""
    came = officer.phone.chat.arrived[before:]
    officer.ignores_what_came()
    return next(place for place, message in enumerate(came) if message.buttons)


async def test_notes_that_wait_for_their_turn_hold_up_no_page(house: House) -> None:
    an, lan = await house.officer("An"), house.parent("Lan")
    await house.on_duty(an)
    before = len(an.phone.chat.arrived)
    await notes_for(house, an)

    await lan.tells("nhà bên đánh con")
    await house.fast_forward(seconds=NOTES + 5)

    assert place_of_page(an, before) <= 2
    assert len(an.phone.chat.arrived) - before == NOTES + 1


async def test_notes_that_a_process_left_behind_hold_up_no_page(house: House) -> None:
    an, lan = await house.officer("An"), house.parent("Lan")
    await house.on_duty(an)
    await notes_for(house, an)
    await house.restarts()
    before = len(an.phone.chat.arrived)

    await lan.tells("nhà bên đánh con")
    await house.fast_forward(seconds=NOTES + 5)

    assert place_of_page(an, before) <= 2


async def test_a_note_that_fails_again_and_again_holds_up_no_page(house: House) -> None:
    """Telegram's refusals don't say whether they are for good; a note is tried again after a minute."""
    an, lan = await house.officer("An"), house.parent("Lan")
    await house.on_duty(an)
    refused = house.telegram.fault("sendMessage", token=house.officers, status=400, description="Bad Request")
    await notes_for(house, an)
    await house.fast_forward(minutes=5)
    refused.end()
    before = len(an.phone.chat.arrived)

    await lan.tells("nhà bên đánh con")
    await house.fast_forward(seconds=1)

    assert place_of_page(an, before) == 0
