"""Everything whose time has come (rule E11): alerts that climb, chats whose term is over, shifts
that begin, time limits of cases.

One call handles what is due and says when to look again. The edges sleep until then, or until a commit
moves a timer, and never longer than a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation, Posted
from handlers.steps import (
    chats,
    digesting,
    drilling,
    escalating,
    for_person,
    honesty,
    silence,
    starting,
    timekeeping,
)
from handlers.steps.chats import ChatState
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.alert.alert import AlertState
from storage import upkeep
from storage.keys.receipt_supply import Prepared
from storage.schema import Tx, from_ms, to_ms
from storage.tables import alert as alerts
from storage.tables import conversation as conversations
from storage.tables import deadline, digest, drill, inbox, shift_start
from storage.tables import session as sessions
from storage.tables.conversation import FOLLOW_UP, Stored

BATCH = 500
INBOX_KEPT_FOR = timedelta(hours=24)
_TRIED_AGAIN = 10


@dataclass(frozen=True, slots=True)
class Passed:
    """What one pass did: how many alerts moved, how late the latest of them was, whether nobody was found."""

    alerts: int
    latest: timedelta
    nobody: int
    chats_ended: int
    next_due: datetime | None
    lateness: tuple[timedelta, ...] = ()
    shifts_begin: bool = False
    drills_due: bool = False
    deadlines_due: bool = False
    digests_due: bool = False


async def step(office: Installation) -> Passed:
    """Fire what is due, each in its place, and commit."""
    passed, posted = await office.writer.do(_step, office, office.now())
    office.after_commit(posted)
    if passed.shifts_begin:
        # By itself: whatever may be wrong with a roster, alerts have climbed.
        office.after_commit(await office.writer.do(_begin_shifts, office, office.now()))
    if passed.digests_due:
        office.after_commit(await office.writer.do(_send_digests, office, office.now()))
    if passed.deadlines_due:
        office.after_commit(await office.writer.do(_look_at_deadlines, office, office.now()))
    if passed.drills_due:
        prepared = office.receipts.take()
        office.after_commit(await office.writer.do(_move_drills, office, prepared, office.now()))
    return passed


async def tidy(office: Installation) -> None:
    """Forget what has no use any more, and make the database forget it too (privacy.md, key 3)."""
    now = office.now()
    office.keys.forget_old_drafts(now.date())
    await _file_kept(office, await office.writer.do(_tidy, now))
    await office.writer.upkeep(upkeep.overwrite_deleted)


async def _file_kept(office: Installation, kept: Sequence[int]) -> None:
    """What could not even be filed is tried again, some at a time: the fault may be mended by now."""
    first = int(office.now().timestamp()) % len(kept) if kept else 0
    for one in (*kept[first:], *kept[:first])[:_TRIED_AGAIN]:
        try:
            office.after_commit(await office.writer.do(for_person.file_kept, office, one, office.now()))
        except Exception:  # noqa: BLE001, S112 - it stays kept, and the doctor tells of it
            continue


def _step(tx: Tx, office: Installation, now: datetime) -> tuple[Passed, Posted]:
    due = alerts.due(tx, now, BATCH)
    post = Post(tx, office, now)
    nobody = 0
    if due:
        here = scene(tx, office, now)
        nobody = escalating.climb(here, due, post)
        honesty.tell(here, due, post)
    ended = _end_chats(tx, office, post, now)
    late = tuple(now - stored.alert.due_at for stored in due if stored.alert.due_at is not None)
    posted = post.flush()
    begins, drills, limits = shift_start.next_due(tx), drill.next_due(tx), deadline.next_due(tx)
    held = digest.next_due(tx)
    passed = Passed(
        alerts=len(due),
        latest=max(late, default=timedelta()),
        nobody=nobody,
        chats_ended=ended,
        next_due=_next_due(tx, begins, drills, limits, held),
        lateness=late,
        shifts_begin=begins is not None and begins <= to_ms(now),
        drills_due=(drills is not None and drills <= to_ms(now)) or bool(drill.over(tx, now)),
        deadlines_due=limits is not None and limits <= to_ms(now),
        digests_due=held is not None and held <= to_ms(now),
    )
    return passed, posted


def _begin_shifts(tx: Tx, office: Installation, now: datetime) -> Posted:
    post = Post(tx, office, now)
    starting.begin(scene(tx, office, now), shift_start.due(tx, now, BATCH), post)
    return post.flush()


def _move_drills(tx: Tx, office: Installation, prepared: Prepared, now: datetime) -> Posted:
    """What is over is wound up; one that is due begins, the others in the next pass."""
    here, post = scene(tx, office, now), Post(tx, office, now)
    drilling.wind_up(here, drill.over(tx, now), post)
    for schedule in drill.schedules_due(tx, now)[:1]:
        drilling.begin_scheduled(tx, office, schedule, prepared, post)
    post.timers_moved = True
    return post.flush()


def _send_digests(tx: Tx, office: Installation, now: datetime) -> Posted:
    post = Post(tx, office, now)
    digesting.send(scene(tx, office, now), post)
    return post.flush()


def _look_at_deadlines(tx: Tx, office: Installation, now: datetime) -> Posted:
    post = Post(tx, office, now)
    timekeeping.fire(scene(tx, office, now), deadline.due(tx, now, BATCH), post)
    return post.flush()


def _next_due(tx: Tx, *others: int | None) -> datetime | None:
    waiting = [at for at in (alerts.next_due(tx), conversations.next_due(tx), *others) if at is not None]
    return from_ms(min(waiting)) if waiting else None


def _end_chats(tx: Tx, office: Installation, post: Post, now: datetime) -> int:
    """Drafts nobody went on with, goodbyes that were shown; follow-ups end with their case."""
    due = conversations.due(tx, to_ms(now), BATCH)
    handed = silence.hand_over(tx, office, due, post, now)
    due = [stored for stored in due if stored.id not in handed]
    ended = [stored for stored in due if not _goes_on(tx, stored)]
    conversations.erase(tx, [stored.id for stored in ended])
    for stored in due:
        if stored not in ended:
            conversations.change(tx, [_without_receipt(tx, stored, now)])
    return len(ended)


def _goes_on(tx: Tx, stored: Stored) -> bool:
    if stored.kind != FOLLOW_UP or stored.report_id is None:
        return False
    found = alerts.of_report(tx, stored.report_id)
    return found is not None and found.alert.state is not AlertState.CLOSED


def _without_receipt(tx: Tx, stored: Stored, now: datetime) -> Stored:
    """The follow-up after its page has shown the receipt: the code is nowhere any more."""
    chat = chats.opened(tx, stored)
    state = ChatState(chats.quiet(chat.state.conversation), chat.state.incoming)
    return chats.sealed(chats.turned(chat, state, now))


def _tidy(tx: Tx, now: datetime) -> list[int]:
    """Which messages are kept sealed for want of a report."""
    inbox.forget_before(tx, now - INBOX_KEPT_FOR)
    sessions.end_older(tx, to_ms(now - sessions.IDLE_ENDS), to_ms(now - sessions.LASTS))
    return inbox.aside(tx)
