"""Whatever is sent, it is answered, nothing breaks, and the honest reporter beside it gets through."""

import itertools
import logging

import pytest

from bot.reporter.intake import Arrived
from bot.reporter.telegram_updates import update_of
from bot.sending import rendered
from handlers import interview
from handlers.interview import Received, Reply
from hotline.interview.conversation import Incoming, Kind
from hotline.parcel import Contents
from tests.fuzzing import fuzzed_updates
from tests.office import Office

A_BATCH = 100
MESSAGES = 3_400  # a seed; 10,200 in all
HONEST = ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10", "q:place:24736")
ENDING = ("q:story:skip", "q:follow_up:no", "review:submit")


def honest(value: str) -> Received:
    return Received("telegram", "77", f"honest {value}", Incoming(Kind.BUTTON, value), "vi")


@pytest.mark.parametrize("seed", range(3))
async def test_every_fuzzed_message_is_answered(
    office: Office, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    installation = office.installation
    walk = iter((*HONEST, *ENDING))
    said: list[Reply] = []
    answered = 0
    updates = list(fuzzed_updates(seed, MESSAGES))
    for start in range(0, len(updates), A_BATCH):
        batch = updates[start : start + A_BATCH]
        arrived = [update_of(raw).content for raw in batch]
        assert None not in arrived
        received = [one.received for one in arrived if isinstance(one, Arrived)]
        replies = await interview.receive(installation, [*received, *map(honest, itertools.islice(walk, 1))])
        for reply in replies:
            assert isinstance(reply, Reply)
            assert reply.screen is not None
            message = rendered(installation.texts.catalog, Contents(reply.locale, reply.screen))
            assert message.text.encode()
        answered += len(received)
        said += [reply for reply in replies[len(received) :] if isinstance(reply, Reply)]

    assert answered == MESSAGES
    assert said[-1].screen is not None
    assert "filed-code" in [line.id for line in said[-1].screen.lines]
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("parting", ["HỦY", "/wipe", "THOÁT"])
async def test_who_leaves_and_comes_back_in_one_batch_is_answered_both_times(
    office: Office, parting: str
) -> None:
    """The new interview was stored before the old one had ended, and the whole batch failed."""
    await interview.receive(office.installation, [honest("q:role:citizen")])
    leaves = Received("telegram", "77", "leaves", Incoming(Kind.TEXT, parting), "vi")

    replies = await interview.receive(office.installation, [leaves, honest("q:role:family")])

    assert [isinstance(reply, Reply) for reply in replies] == [True, True]


async def test_words_that_no_file_can_hold_are_set_aside_all_the_same(office: Office) -> None:
    words = Received("telegram", "77", "broken", Incoming(Kind.TEXT, "giúp \ud800 em"), "vi")

    await interview.set_aside(office.installation, words)

    assert office.parcels
