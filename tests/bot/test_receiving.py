"""The polling loop confirms what is stored, and nothing else; it neither stops nor spins."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.receiving import Lead, Polling, State, Update
from hotline.errors import SendFailed

Did = list[str]


class Messenger:
    """Holds updates until an offset confirms them. Empty, it lets the loop stop."""

    def __init__(self, *texts: str) -> None:
        self.waiting = [Update(10 + n, chat=t[0], content=t) for n, t in enumerate(texts)]
        self.offsets: list[int | None] = []
        self.failing: list[Exception] = []
        self.polling: Polling[str]
        self.empty_answers_left = 0
        self.clock = 0.0
        self.poll_takes = 25.0

    async def fetch(self, offset: int | None) -> Sequence[Update[str]]:
        self.offsets.append(offset)
        if self.failing:
            raise self.failing.pop(0)
        self.waiting = [u for u in self.waiting if offset is None or u.update_id >= offset]
        if not self.waiting:
            self.clock += self.poll_takes
            self.empty_answers_left -= 1
            if self.empty_answers_left < 0:
                self.polling.stop()
        return self.waiting[:100]


class Store:
    """Stores texts; fails on those in `poison`, and on everything while `down`."""

    def __init__(self) -> None:
        self.stored: Did = []
        self.aside: Did = []
        self.poison: set[str] = set()
        self.down = 0
        self.whole_batches_fail = True

    async def handle(self, texts: Sequence[str]) -> list[Exception | None]:
        if self.down:
            self.down -= 1
            raise ConnectionError
        if self.poison & set(texts) and self.whole_batches_fail:
            raise ValueError
        self.stored += [text for text in texts if text not in self.poison]
        return [ValueError() if text in self.poison else None for text in texts]

    async def set_aside(self, text: str) -> None:
        if self.down:
            raise ConnectionError
        self.aside.append(text)


class Pauses(list[float]):
    async def sleep(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def store() -> Store:
    return Store()


async def run(messenger: Messenger, store: Store, lead: Lead | None = None) -> Pauses:
    pauses = Pauses()
    messenger.polling = Polling(
        "reporter",
        messenger.fetch,
        store.handle,
        store.set_aside,
        lead=lead,
        sleep=pauses.sleep,
        monotonic=lambda: messenger.clock,
        jitter=lambda: 1.0,
    )
    await asyncio.wait_for(messenger.polling.run(), 5)
    return pauses


async def test_a_batch_is_confirmed_after_it_is_stored(store: Store) -> None:
    messenger = Messenger("a1", "b1", "a2")

    await run(messenger, store)

    assert store.stored == ["a1", "b1", "a2"]
    assert messenger.offsets == [None, 13]


async def test_after_an_empty_answer_numbers_may_start_anywhere(store: Store) -> None:
    """After a week of silence Telegram chooses the next update's number at random."""
    messenger = Messenger("a1")
    messenger.empty_answers_left = 1

    await run(messenger, store)

    assert messenger.offsets == [None, 11, None]


async def test_nothing_is_confirmed_while_the_database_is_down(store: Store) -> None:
    """Each turn tries the batch once and each message once; what was down comes again, in order."""
    messenger = Messenger("a1", "b1")
    store.down = 6

    pauses = await run(messenger, store)

    assert store.stored == ["a1", "b1"]
    assert store.aside == []
    assert messenger.offsets == [None, 10, 10, 12]
    assert pauses == [1.0, 2.0]


async def test_an_outage_is_not_tried_with_every_message(store: Store) -> None:
    messenger = Messenger(*"abcdefghij")
    store.down = 4

    await run(messenger, store)

    assert store.stored == list("abcdefghij")
    assert messenger.offsets == [None, 10, 20]


@pytest.mark.parametrize("whole_batches_fail", [True, False])
async def test_a_message_that_fails_alone_three_times_is_set_aside(
    store: Store, *, whole_batches_fail: bool
) -> None:
    messenger = Messenger("a1", "b-poison", "c1")
    store.poison = {"b-poison"}
    store.whole_batches_fail = whole_batches_fail

    await run(messenger, store)

    assert store.stored == ["a1", "c1"]
    assert store.aside == ["b-poison"]
    assert messenger.offsets[-1] == 13


async def test_others_are_stored_at_once_while_one_message_fails(store: Store) -> None:
    messenger = Messenger("b-poison", "a1")
    store.poison = {"b-poison"}
    seen: list[tuple[Did, int]] = []

    async def sleep(_: float) -> None:
        seen.append((store.stored[:], len(store.aside)))

    messenger.polling = Polling("r", messenger.fetch, store.handle, store.set_aside, sleep=sleep)
    await messenger.polling.run()

    assert seen[0] == (["a1"], 0)


async def test_nothing_overtakes_a_failed_message_of_the_same_chat(store: Store) -> None:
    messenger = Messenger("b-poison", "b2", "a1")
    store.poison = {"b-poison"}

    await run(messenger, store)

    assert store.stored == ["a1", "b2"]
    assert store.aside == ["b-poison"]


async def test_what_cannot_be_set_aside_stays_with_the_messenger(store: Store) -> None:
    messenger = Messenger("b-poison")
    store.down = 9

    pauses = await run(messenger, store)

    assert store.aside == []
    assert store.stored == ["b-poison"]
    assert pauses == [1.0, 2.0, 4.0, 8.0]


async def test_updates_without_content_are_confirmed(store: Store) -> None:
    messenger = Messenger()
    messenger.waiting = [Update(5, chat="a", content=None)]

    await run(messenger, store)

    assert messenger.offsets == [None, 6]


async def test_failures_of_the_messenger_pause_longer_and_longer_up_to_half_a_minute(store: Store) -> None:
    messenger = Messenger("a1")
    messenger.failing = [SendFailed("network") for _ in range(7)]

    pauses = await run(messenger, store)

    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert store.stored == ["a1"]


async def test_retry_after_is_respected(store: Store) -> None:
    messenger = Messenger()
    messenger.failing = [SendFailed("flood", retry_after=timedelta(seconds=40))]

    assert await run(messenger, store) == [41.0]


async def test_an_answer_nobody_can_read_does_not_stop_the_loop(store: Store) -> None:
    messenger = Messenger("a1")
    messenger.failing = [KeyError("update_id")]

    await run(messenger, store)

    assert store.stored == ["a1"]


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (SendFailed("conflict"), State.CONFLICT),
        (SendFailed("unauthorized", whole_bot=True), State.REFUSED),
        (SendFailed("network"), State.FAILING),
    ],
)
async def test_the_state_tells_what_is_wrong(store: Store, failure: SendFailed, state: State) -> None:
    messenger = Messenger()
    messenger.failing = [failure]
    states: list[State] = []

    async def sleep(_: float) -> None:
        states.append(messenger.polling.state)

    messenger.polling = Polling("r", messenger.fetch, store.handle, store.set_aside, sleep=sleep)
    await messenger.polling.run()

    assert states[0] is state
    assert messenger.polling.state is State.STOPPED


async def test_empty_answers_that_come_at_once_are_not_asked_for_again_at_once(store: Store) -> None:
    messenger = Messenger()
    messenger.empty_answers_left = 3
    messenger.poll_takes = 0.0

    assert await run(messenger, store) == [1.0, 1.0, 1.0, 1.0]


async def test_stopping_ends_the_poll_that_waits(store: Store) -> None:
    async def fetch(_: int | None) -> Sequence[Update[str]]:
        await asyncio.Event().wait()
        return ()

    polling = Polling("r", fetch, store.handle, store.set_aside)
    running = asyncio.create_task(polling.run())
    await asyncio.sleep(0)
    polling.stop()

    await asyncio.wait_for(running, 1)
    assert polling.state is State.STOPPED


async def test_stopping_finishes_the_batch_that_was_begun() -> None:
    begun, stored = asyncio.Event(), Store()

    async def handle(texts: Sequence[str]) -> list[Exception | None]:
        begun.set()
        await asyncio.sleep(0.01)
        return await stored.handle(texts)

    messenger = Messenger("a1")
    messenger.polling = Polling("r", messenger.fetch, handle, stored.set_aside)
    running = asyncio.create_task(messenger.polling.run())
    await begun.wait()
    messenger.polling.stop()
    await running

    assert stored.stored == ["a1"]


class Follower:
    """The lead as the database gives it: `turns` tells for each asking whether it is ours."""

    def __init__(self, *turns: bool) -> None:
        self._turns = [*turns]
        self.left = 0

    async def ours(self) -> bool:
        return self._turns.pop(0) if self._turns else True

    async def leave(self) -> None:
        self.left += 1


async def test_who_stands_by_fetches_nothing(store: Store) -> None:
    """It looks every second whether it is to take over, and leaves the lead when it ends."""
    messenger, lead = Messenger("a1"), Follower(False, False)

    pauses = await run(messenger, store, lead)

    assert pauses == [1.0, 1.0]
    assert (store.stored, messenger.offsets, lead.left) == (["a1"], [None, 11], 1)


async def test_who_takes_over_again_begins_where_the_messenger_is(store: Store) -> None:
    """Another may have confirmed more meanwhile, or less: an own old offset would hide updates."""
    messenger, lead = Messenger("a1"), Follower(True, False)

    await run(messenger, store, lead)

    assert messenger.offsets == [None, None, 11]


async def test_who_cannot_reach_the_messenger_leaves_it_to_another_machine(store: Store) -> None:
    messenger, lead = Messenger("a1"), Follower()
    messenger.failing = [SendFailed("unreachable") for _ in range(3)]

    await run(messenger, store, lead)

    assert lead.left == 2  # after the third failure, and at the end


async def test_a_refused_token_is_refused_on_every_machine(store: Store) -> None:
    messenger, lead = Messenger("a1"), Follower()
    messenger.failing = [SendFailed("refused", whole_bot=True) for _ in range(3)]

    await run(messenger, store, lead)

    assert lead.left == 1
