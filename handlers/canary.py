"""The canary: an alert that a robot takes, every so often, by the way that every report goes.

A message of a robot reporter goes through the inbox and the interview; its answer through the outbox and the
reporters' sender. When that has arrived, an alert is filed as a drill's is, in a unit of the robot's own; the
due loop fires it, the outbox and the officers' sender carry the page, and the robot presses the button, which
is handled like any officer's. Only when the robot has been told that the alert is its own, the canary came
through. The interview is not told to the end, because a report of a real place would page real people.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.installation import Installation, Posted
from handlers.steps import people
from handlers.steps.filing import Filing
from handlers.steps.posting import Post
from hotline.alert.alert import AlertState
from hotline.alert.canary import CHANNEL, NUMBER, ROBOT, UNIT
from hotline.ids import OfficerId
from hotline.messages import Say
from storage.keys.receipt_supply import Prepared
from storage.schema import Tx, to_ms
from storage.tables import alert as alerts
from storage.tables import canary, conversation, unit
from storage.tables import officer as officers
from storage.tables.canary import Canary


@dataclass(frozen=True, slots=True)
class Standing:
    """When the canary last came through, and how long that took; None: not yet."""

    succeeded_at: datetime | None = None
    took: timedelta | None = None


async def watch(office: Installation) -> None:
    """A process begins: the canary flies at once, and is missed only from now on."""
    if office.settings.canary.enabled:
        await office.writer.do(_watch, office.now())


async def begin_if_due(office: Installation) -> str | None:
    """The name of the flight that begins now; None if none is due. One process alone gets it."""
    settings, now = office.settings.canary, office.now()
    if not settings.enabled or not await office.reader.read(_is_due, now):
        return None
    return await office.writer.do(_begin, f"{office.owner}-{to_ms(now)}", settings.every, now)


async def file(office: Installation, run: str) -> None:
    """The robot reporter was answered: its alert stands, unless another flight has begun."""
    prepared = office.receipts.take()
    office.after_commit(await office.writer.do(_file, office, run, prepared, office.now()))


async def finish(office: Installation) -> bool:
    """The robot officer was told something: whether the alert is its own, so that the canary came through."""
    return await office.writer.do(_finish, office.now())


async def standing(office: Installation) -> Standing:
    """When it last came through."""
    return await office.reader.read(_standing)


def _watch(tx: Tx, now: datetime) -> None:
    known = canary.load(tx)
    if known is None:
        canary.store(tx, Canary(_robot(tx, now), now, now))
    else:
        canary.store(tx, replace(known, due_at=now, watched_since=now))


def _is_due(tx: Tx, now: datetime) -> bool:
    known = canary.load(tx)
    return known is not None and known.due_at <= now


def _begin(tx: Tx, run: str, every: timedelta, now: datetime) -> str | None:
    """What an earlier flight left is cleared away."""
    known = canary.load(tx)
    if known is None or known.due_at > now:
        return None
    canary.forget_alert(tx)
    canary.store(tx, replace(known, due_at=now + every, run=run, begun_at=now))
    return run


def _file(tx: Tx, office: Installation, run: str, prepared: Prepared, now: datetime) -> Posted:
    known = canary.load(tx)
    if known is None or known.run != run or alerts.load(tx, NUMBER) is not None:
        return Posted()
    _forget_chat(tx, run)
    post = Post(tx, office, now)
    filing = Filing(tx, office, post, now)
    story = office.texts.catalog.text(office.settings.hotline.default_locale, Say("drill-story"))
    filing.raise_canary(story, prepared)
    filing.write()
    return post.flush()


def _finish(tx: Tx, now: datetime) -> bool:
    known, stored = canary.load(tx), alerts.load(tx, NUMBER)
    if known is None or known.begun_at is None or stored is None:
        return False
    taken = stored.alert.state is AlertState.ACKNOWLEDGED and stored.alert.acknowledged_by == known.robot
    if taken:
        canary.forget_alert(tx)
        took = now - known.begun_at
        canary.store(tx, replace(known, run=None, begun_at=None, succeeded_at=now, took=took))
    return taken


def _standing(tx: Tx) -> Standing:
    known = canary.load(tx)
    return Standing() if known is None else Standing(known.succeeded_at, known.took)


def _forget_chat(tx: Tx, run: str) -> None:
    chats = conversation.of_chats(tx, [tx.keys.sender_hash(CHANNEL, run)])
    conversation.erase(tx, [one.id for one in chats])


def _robot(tx: Tx, now: datetime) -> OfficerId:
    """An officer who is not active, has no key and can't log in; its contact is the robot."""
    unit.add_all(tx, [(UNIT, ROBOT, None)])
    robot = officers.add(
        tx,
        {
            "username": ROBOT,
            "name": tx.keys.seal_officer_data(people.name_context(ROBOT), ROBOT.encode()),
            "role": "officer",
            "unit": UNIT,
            "active": 0,
            "added_at": to_ms(now),
            "public_key": b"",
            "public_mac": b"",
            "password_salt": b"",
            "seeds": b"",
            "must_change_password": 1,
        },
    )
    officers.add_contact(
        tx,
        {
            "officer_id": robot,
            "channel": CHANNEL,
            "address_hash": tx.keys.contact_hash(CHANNEL, ROBOT),
            "address": tx.keys.seal_officer_data(people.address_context(CHANNEL), ROBOT.encode()),
            "verified_at": to_ms(now),
            "tested_at": to_ms(now),
        },
    )
    return robot
