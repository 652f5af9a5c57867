"""What an officer did in a messenger: link the chat, take a page, pass it on, ask what is waiting.

Each message is answered in the transaction that handles it, so that a crash neither repeats nor loses it.
A stranger gets one clear sentence, and the audit log a line.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps import (
    acknowledging,
    giving_up,
    handing,
    linking,
    promising,
    starting,
    swapping,
    watching,
)
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, scene
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber
from hotline.messages import Say, Screen
from storage.schema import Tx, to_ms
from storage.tables import alert as alerts
from storage.tables import audit, inbox, page
from storage.tables import officer as officers
from storage.tables.officer import ContactMethod

_ABOUT_ALERT = frozenset(
    {"ack", "pass", "help", "more", "in", "there", "now", "hand", "accept_alert", "refuse_alert"}
)


@dataclass(frozen=True, slots=True)
class OfficerReceived:
    """One thing an officer (or a stranger) did. `verb`: start, duty, alerts, one of `_ABOUT_ALERT`, confirm,
    take, swap, offer, accept, decline, trade, guide, other; gone (nothing arrives there any more) or back.

    `code` comes with start; `number` with what is about an alert (None: the newest page), confirm, take,
    accept, decline and trade. With swap, offer and trade `code` names a shift; with offer `number` names a
    colleague.
    With "in" `code` is minutes, with "hand" the colleague (empty: show them), with "now" where the alert
    stood.
    """

    channel: str
    address: str
    update_id: str
    verb: str
    code: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class OfficerReply:
    """`toast` answers a press at once, best effort. `direct` is for a stranger, who has no outbox."""

    toast: Say | None = None
    direct: Screen | None = None
    locale: str = "vi"
    duplicate: bool = False


async def receive(
    office: Installation, messages: Sequence[OfficerReceived]
) -> list[OfficerReply | Exception]:
    """Handle the messages, each in its turn, and commit."""

    async def one(message: OfficerReceived) -> OfficerReply | Exception:
        try:
            reply, posted = await office.writer.do(_receive, office, message, office.now())
        except Exception as error:  # noqa: BLE001 - the receiving loop counts, reports and tries again
            return error
        office.after_commit(posted)
        return reply

    return list(await asyncio.gather(*(one(message) for message in messages)))


async def set_aside(office: Installation, message: OfficerReceived) -> None:
    """A message failed alone again and again: it counts as handled, and who wrote it is told to do it anew.

    Raises while nothing can be stored: then the message is not at fault, and must come again.
    """
    try:
        posted = await office.writer.do(_set_aside, office, message, office.now())
    except Exception:  # noqa: BLE001 - whatever the fault is, it must hold up nobody behind it
        return await office.writer.do(_handled, message, office.now())
    office.after_commit(posted)
    return None


def _set_aside(tx: Tx, office: Installation, message: OfficerReceived, now: datetime) -> Posted:
    _handled(tx, message, now)
    contact = _contact(tx, message)
    post = Post(tx, office, now)
    if contact is not None:
        post.to_officer(contact, Screen((Say("officer-went-wrong"),)))
    return post.flush()


def _handled(tx: Tx, message: OfficerReceived, now: datetime) -> None:
    inbox.note(tx, [(f"officer:{message.channel}", message.update_id)], now)


def _contact(tx: Tx, message: OfficerReceived) -> ContactMethod | None:
    hashed = tx.keys.contact_hash(message.channel, message.address)
    return officers.contact_by_hash(tx, message.channel, hashed)


def _receive(
    tx: Tx, office: Installation, message: OfficerReceived, now: datetime
) -> tuple[OfficerReply, Posted]:
    locale = office.settings.hotline.default_locale
    if not inbox.note(tx, [(f"officer:{message.channel}", message.update_id)], now):
        return OfficerReply(duplicate=True, locale=locale), Posted()
    if message.verb in ("gone", "back"):
        return OfficerReply(locale=locale), _reach_changed(tx, office, message, now)
    here = scene(tx, office, now)
    post = Post(tx, office, now)
    if message.verb == "start":
        say = linking.link(here, message.channel, message.address, message.code, post)
        if say is not None:
            return OfficerReply(direct=Screen((say,)), locale=locale), post.flush()
        return OfficerReply(locale=locale), post.flush()
    contact = _contact(tx, message)
    officer = None if contact is None else _active(here, contact)
    if contact is None or officer is None:
        audit.append(tx, "stranger", "refused", f"verb:{message.verb}", now, why="not_linked")
        return OfficerReply(direct=Screen((Say("officer-stranger"),)), locale=locale), Posted()
    linking.works_again(tx, contact)
    toast, screen = _answer(here, message, officer, post)
    post.to_officer(contact, screen)
    return OfficerReply(toast=toast, locale=locale), post.flush()


def _reach_changed(tx: Tx, office: Installation, message: OfficerReceived, now: datetime) -> Posted:
    """The messenger itself says so, before a page is lost there; who keeps the roster hears of it."""
    contact, post = _contact(tx, message), Post(tx, office, now)
    if contact is not None and message.verb == "back":
        linking.works_again(tx, contact)
    elif contact is not None and contact.failed_at is None:
        officers.change_contact(tx, contact.id, {"failed_at": to_ms(now)})
        giving_up.tell_leads(scene(tx, office, now), [contact.id], post)
    return post.flush()


def _active(here: Scene, contact: ContactMethod) -> Officer | None:
    everybody = (*here.duty.officers, *here.duty.robots)
    return next((one for one in everybody if one.id == contact.officer_id and one.active), None)


def _answer(here: Scene, message: OfficerReceived, officer: Officer, post: Post) -> tuple[Say | None, Screen]:
    match message.verb:
        case verb if verb in _ABOUT_ALERT:
            outcome = _act(here, message, officer, post)
            return outcome.say, Screen((outcome.say,), outcome.buttons)
        case "swap":
            return None, swapping.colleagues(here, officer, message.code)
        case "offer" | "accept" | "decline" | "trade":
            outcome = _swap(here, message, officer, post)
            return outcome.say, Screen((outcome.say,))
        case "confirm" | "take":
            outcome = _start_of_shift(here, message, officer, post)
            return outcome.say, Screen((outcome.say,))
        case "duty":
            return None, watching.duty_screen(here, officer)
        case "alerts":
            return None, watching.alerts_screen(here, officer)
        case "guide":
            return None, Screen((Say("officer-help"),))
        case _:
            return None, Screen((Say("officer-not-understood"), Say("officer-help")))


def _act(here: Scene, message: OfficerReceived, officer: Officer, post: Post) -> Outcome:
    number = (
        AlertNumber(message.number) if message.number is not None else page.newest_of(here.tx, officer.id)
    )
    if number is None:
        return Outcome(Say("officer-no-page"), found=False)
    match message.verb:
        case "ack":
            return _acknowledge(here, number, officer, post)
        case "pass":
            return acknowledging.pass_on(here, number, officer, post)
        case "help":
            return acknowledging.ask_help(here, number, officer, post)
        case "hand" | "accept_alert" | "refuse_alert":
            return _hand_over(here, number, officer, message, post)
        case _:
            return _owners_deed(here, number, officer, message, post)


def _owners_deed(
    here: Scene, number: AlertNumber, officer: Officer, message: OfficerReceived, post: Post
) -> Outcome:
    match message.verb:
        case "in":
            return promising.promise(here, number, officer, int(message.code), post)
        case "there":
            return promising.arrive(here, number, officer, post)
        case "now":
            leg, round_, step = (int(one) for one in message.code.split("."))
            return promising.escalate_now(here, number, officer, (leg, round_, step), post)
        case _:
            return promising.more(here, number, officer)


def _hand_over(
    here: Scene, number: AlertNumber, officer: Officer, message: OfficerReceived, post: Post
) -> Outcome:
    if message.verb == "accept_alert":
        return handing.accept(here, number, officer, post, from_console=False)
    if message.verb == "refuse_alert":
        return handing.refuse(here, number, officer, post)
    if not message.code:
        return handing.choices(here, number, officer)
    return handing.offer(here, number, officer, int(message.code), post, can_grant=False)


def _acknowledge(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
    """Whoever is asked to take it over and says "mine" has said yes."""
    stored = alerts.load(here.tx, number)
    if stored is not None and handing.is_asked(stored, officer):
        return handing.accept(here, number, officer, post, from_console=False)
    return acknowledging.acknowledge(here, number, officer, post, from_console=False)


def _start_of_shift(here: Scene, message: OfficerReceived, officer: Officer, post: Post) -> Outcome:
    number = message.number or 0
    if message.verb == "confirm":
        return starting.confirm(here, number, officer)
    return starting.take_over(here, number, officer, post)


def _swap(here: Scene, message: OfficerReceived, officer: Officer, post: Post) -> Outcome:
    number = message.number or 0
    if message.verb == "offer":
        return swapping.offer(here, officer, message.code, number, post)
    if message.verb == "trade":
        return swapping.trade(here, officer, number, message.code, post)
    return swapping.answer(here, officer, number, message.verb, post)
