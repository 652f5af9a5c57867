"""Moving alerts up their ladder and telling officers (rules E1 to E10), inside one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation
from handlers.steps import grouping, people
from handlers.steps.posting import Post
from hotline.alert import canary, escalation
from hotline.alert.alert import Alert, PageDue, PageReason, Rung, Urgency
from hotline.alert.escalation import Step
from hotline.duty.contact_order import COSTLY, waits
from hotline.duty.roster import Duty, Role
from hotline.happening import Happening
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, PageId, UnitCode
from hotline.messages import Button, Say, Screen
from storage.schema import Tx, from_ms, to_ms
from storage.tables import alert as alerts
from storage.tables import contact_order, digest, installation, outbox, page, timeline, unit
from storage.tables import officer as officers
from storage.tables.alert import StoredAlert
from storage.tables.officer import ContactMethod
from storage.tables.page import Page
from storage.tables.timeline import Event

_WARNED = "nobody_warned_at"
_WARN_AGAIN_AFTER = timedelta(minutes=30)
_PAGES = {PageReason.STEP: "page", PageReason.HELP: "page-help", PageReason.REPEAT: "page-repeat"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What moving alerts needs to know about the people, looked up once a transaction."""

    tx: Tx
    office: Installation
    now: datetime
    duty: Duty
    contacts: dict[ContactMethodId, ContactMethod]
    units: dict[UnitCode, str]


def scene(tx: Tx, office: Installation, now: datetime) -> Scene:
    """The people and places as they are now."""
    contacts = {contact.id: contact for contact in officers.contact_methods(tx)}
    return Scene(tx, office, now, people.duty_at(tx, office, now), contacts, unit.names(tx))


def climb(here: Scene, due: Sequence[StoredAlert], post: Post) -> int:
    """Fire what is due of these alerts, whose rows are locked: pages, timeline, next due time (E2).

    How many of them found nobody anywhere.
    """
    moves = [(stored, next_step(here, stored.alert)) for stored in due]
    moved = [(stored, step) for stored, step in moves if step.alert is not stored.alert]
    alerts.move_all(here.tx, [(stored, step.alert) for stored, step in moved])
    timeline.note(here.tx, [event for stored, step in moved for event in events_of(here, stored, step)])
    for _, step in moved:
        if step.unanswered is not None:
            _tell_returned(here, step.alert, step.unanswered, post)
    lonely = carry_out(here, [step for _, step in moved], post)
    for stored, step in moved:
        if step.alert.acknowledged_by is None:
            lapsed = Say("note-lapsed", {"number": int(step.alert.number)})
            tell_former(here, stored.alert, {due.officer for due in step.pages}, lapsed, post)
    return lonely


def tell_former(here: Scene, before: Alert, paged: Collection[OfficerId], say: Say, post: Post) -> None:
    """Whoever had it hears that it is theirs no more, unless a page tells them."""
    if before.acknowledged_by is not None and before.acknowledged_by not in paged:
        tell_officer(here, before.acknowledged_by, say, post)


def next_step(here: Scene, alert: Alert) -> Step:
    """What is due for this alert; one that shares its page waits until the unit may have the next."""
    if alert.grouped and alert.due_at is not None and alert.due_at <= here.now:
        at = grouping.next_at(here.tx, alert.unit, here.now)
        if at > here.now:
            return Step(escalation.put_off(alert, at))
    return escalation.advance(alert, here.duty, here.now)


def carry_out(here: Scene, steps: Sequence[Step], post: Post, *, fresh: bool = False) -> int:
    """Send the pages of steps that are stored; how many of them found nobody anywhere.

    `fresh`: their alerts were opened in this transaction.
    """
    pages = [(step.alert, due) for step in steps for due in step.pages]
    send_pages(here, [(alert, due) for alert, due in pages if not alert.grouped], post, first=fresh)
    if any(alert.grouped for alert, _ in pages):
        _send_grouped(here, [(alert, due) for alert, due in pages if alert.grouped], post, first=fresh)
    for step in steps:
        if step.pages:
            post.happened(Happening("alert_paged", step.alert, len(step.pages), late=step.lateness))
        if step.nobody:
            post.happened(Happening("alert_nobody", step.alert, late=step.lateness))
    lonely = [step.alert for step in steps if step.nobody and step.alert.unit != canary.UNIT]
    if lonely:
        _warn_administrators(here, lonely, post)
    post.timers_moved = post.timers_moved or bool(steps)
    return len(lonely)


def send_pages(
    here: Scene,
    pages: Iterable[tuple[Alert, PageDue]],
    post: Post,
    *,
    first: bool = False,
    facts: Mapping[str, str | int] | None = None,
) -> list[Page]:
    """Put the pages into the outbox, each once (E3); those that are new. `facts`: for their sentence."""
    asked = [
        (alert, _page(here, alert, due, contact)) for alert, due in pages for contact in due.contact_methods
    ]
    by_number = {alert.number: alert for alert, _ in asked}
    before = set() if first else page.paged_before(here.tx, sorted(by_number))
    fresh = page.add(here.tx, [item for _, item in asked], first=first)
    after = _waits(here, fresh, by_number)
    for item in fresh:
        post.to_officer(
            here.contacts[item.contact_method_id],
            page_screen(
                here, by_number[item.alert], item, again=(item.alert, item.officer_id) in before, facts=facts
            ),
            page=item.id,
            alert=item.alert,
            may_wait=_may_wait(by_number[item.alert], item),
            wait=after[item.id],
        )
    return fresh


def _waits(
    here: Scene, fresh: Sequence[Page], alerts_: Mapping[AlertNumber, Alert]
) -> dict[PageId, timedelta]:
    """How long each page waits for those of the same officer that come before it."""
    orders = contact_order.of(here.tx, sorted({item.officer_id for item in fresh})) if fresh else {}
    found: dict[PageId, timedelta] = {}
    together: dict[tuple[AlertNumber, OfficerId], list[Page]] = {}
    for item in fresh:
        together.setdefault((item.alert, item.officer_id), []).append(item)
    for (number, officer), items in together.items():
        working = [(one.contact_method_id, here.contacts[one.contact_method_id].channel) for one in items]
        after = waits(working, orders.get((officer, alerts_[number].urgency), ()))
        found |= {one.id: after[one.contact_method_id] for one in items}
    return found


def _may_wait(alert: Alert, item: Page) -> bool:
    """Whether this page may be said a minute later, with others; a drill is timed."""
    calm = alert.urgency in {Urgency.NORMAL, Urgency.LOW}
    return calm and item.reason == PageReason.STEP.value and not alert.drill


def _send_grouped(here: Scene, pages: Sequence[tuple[Alert, PageDue]], post: Post, *, first: bool) -> None:
    """One message for each contact method says all of a unit's pages; they are settled by it."""
    by_number = {alert.number: alert for alert, _ in pages}
    fresh = page.add(
        here.tx,
        [_page(here, alert, due, contact) for alert, due in pages for contact in _free_first(here, due)],
        first=first,
    )
    shared: dict[tuple[ContactMethodId, UnitCode], list[Page]] = {}
    for item in fresh:
        shared.setdefault((item.contact_method_id, by_number[item.alert].unit), []).append(item)
    for (contact, unit_code), items in shared.items():
        page.ride(here.tx, items[0].id, [item.id for item in items[1:]])
        where = here.units.get(unit_code, unit_code)
        said = [by_number[item.alert] for item in items]
        post.to_officer(
            here.contacts[contact],
            grouping.screen(said, where, f"{here.office.console_origin}/"),
            page=items[0].id,
        )
    grouping.note_sent(here.tx, {alert.unit for alert, _ in pages}, here.now)


def _free_first(here: Scene, due: PageDue) -> tuple[ContactMethodId, ...]:
    """What shares a page comes again and again: for money only where nothing else is left."""
    free = tuple(one for one in due.contact_methods if here.contacts[one].channel not in COSTLY)
    return free or due.contact_methods


def page_screen(
    here: Scene, alert: Alert, item: Page, *, again: bool, facts: Mapping[str, str | int] | None = None
) -> Screen:
    """Urgency, commune, number, link: nothing of the report, nothing of the reporter."""
    sentence = "page-drill" if alert.drill else _PAGES[PageReason(item.reason)]
    if again and sentence != "page-repeat":
        sentence += "-again"
    where = here.units.get(alert.unit, alert.unit)
    said: dict[str, str | int] = {
        "number": int(alert.number),
        "urgency": urgency_words(alert),
        "unit": where,
        "link": case_link(here.office, alert.number),
        **(facts or {}),
    }
    return Screen((Say(sentence, said),), page_buttons(alert.number))


def urgency_words(alert: Alert) -> str:
    """How urgent it is, as an argument of a sentence; a drill says that it is one wherever it stands."""
    return f"@{'drill' if alert.drill else 'urgency'}-{alert.urgency.value}"


def page_buttons(number: AlertNumber) -> tuple[Button, ...]:
    """What an officer can do about a page."""
    return tuple(
        Button(f"alert:{number}:{verb}", Say(f"page-button-{verb}")) for verb in ("ack", "pass", "help")
    )


def case_link(office: Installation, number: AlertNumber) -> str:
    """Where the case can be read, in the console."""
    return f"{office.console_origin}/cases/{number}"


def nobody_reachable(here: Scene) -> bool:
    """Whether, for the province as a whole, no page could reach anybody at this moment."""
    return not any(
        officer.contact_methods
        for rung in Rung
        for officer in here.duty.resolve(rung, here.duty.province, here.now)
    )


def quieten(here: Scene, number: AlertNumber) -> None:
    """Nobody is paged any more by what was already decided (E5)."""
    unsent = [*outbox.cancel_pages(here.tx, number), *digest.cancel_pages(here.tx, number)]
    page.settle(here.tx, unsent, page.CANCELLED, here.now)


def tell_paged(here: Scene, number: AlertNumber, but: OfficerId | None, say: Say, post: Post) -> None:
    """Tell everyone who was paged for this alert, except one officer, what has become of it."""
    told = {
        item.contact_method_id
        for item in page.of_alert(here.tx, number)
        if item.officer_id != but and _may_have_arrived(here, item)
    }
    for contact in sorted(told):
        if contact in here.contacts and here.contacts[contact].failed_at is None:
            post.to_officer(here.contacts[contact], Screen((say,)), alert=number)


def _may_have_arrived(here: Scene, item: Page) -> bool:
    """A cancelled page may be on its way; but nobody is told for money of what was never sent."""
    contact = here.contacts.get(item.contact_method_id)
    if contact is not None and contact.channel in COSTLY:
        return item.state == page.SENT and contact.channel == "sms"
    return item.state != page.FAILED


def tell_concerned(
    here: Scene, number: AlertNumber, but: OfficerId, also: OfficerId, say: Say, post: Post
) -> None:
    """As `tell_paged`; one more officer too, who may have taken it in the console without a page."""
    tell_paged(here, number, but, say, post)
    paged = {item.officer_id for item in page.of_alert(here.tx, number) if item.state != page.FAILED}
    if also not in paged and also != but:
        tell_officer(here, also, say, post)


def tell_officer(
    here: Scene,
    officer: OfficerId,
    what: Say | Screen,
    post: Post,
    *,
    alert: AlertNumber | None = None,
    may_wait: bool = False,
) -> None:
    """Tell one officer on every contact method that works and costs nothing."""
    screen = what if isinstance(what, Screen) else Screen((what,))
    for contact in here.contacts.values():
        works = contact.failed_at is None and contact.channel not in COSTLY
        if contact.officer_id == officer and works:
            post.to_officer(contact, screen, alert=alert, may_wait=may_wait)


def _page(here: Scene, alert: Alert, due: PageDue, contact: ContactMethodId) -> Page:
    return Page(
        id=PageId(here.tx.ids.next()),
        alert=alert.number,
        leg=due.leg,
        round=due.round,
        step=due.step,
        reason=due.reason.value,
        officer_id=due.officer,
        contact_method_id=contact,
        state=page.PENDING,
        made_at=to_ms(here.now),
        settled_at=None,
    )


def events_of(here: Scene, stored: StoredAlert, step: Step) -> list[tuple[AlertNumber, Event]]:
    """What a step adds to the alert's timeline."""
    number, now = stored.alert.number, here.now
    late = round(step.lateness.total_seconds() * 1000)
    found: list[Event] = []
    if step.unanswered is not None:
        found.append(Event("hand_over_unanswered", now, step.unanswered, late_ms=late))
    if step.alert.leg != stored.alert.leg and stored.alert.acknowledged_by is not None:
        kind = _why_again(stored.alert, now)
        found.append(Event(kind, now, stored.alert.acknowledged_by, late_ms=late))
    found += [Event("nobody", now, detail=f"{leg}.{round_}.{at}") for leg, round_, at in step.skipped]
    found += [
        Event("paged", now, due.officer, f"{due.leg}.{due.round}.{due.step}", late) for due in step.pages
    ]
    if step.nobody:
        found.append(Event("nobody_anywhere", now, late_ms=late))
    return [(number, event) for event in found]


def _why_again(before: Alert, now: datetime) -> str:
    if before.promised_at is not None and before.promised_at <= now:
        return "promise_broken"
    return "idle" if before.case_opened else "not_opened"


def _tell_returned(here: Scene, alert: Alert, asked: OfficerId, post: Post) -> None:
    """The owner hears that an offer ran out; on a new leg the page says enough."""
    if alert.acknowledged_by is None:
        return
    name = next((one.name for one in here.duty.officers if one.id == asked), "?")
    facts: dict[str, str | int] = {"number": int(alert.number), "name": name}
    tell_officer(here, alert.acknowledged_by, Say("note-hand-unanswered", facts), post)


def warned_lately(here: Scene) -> bool:
    """The administrators know already that nobody can be paged."""
    last = installation.get(here.tx, _WARNED)
    return last is not None and here.now - from_ms(int(last)) <= _WARN_AGAIN_AFTER


def _warn_administrators(here: Scene, lonely: Sequence[Alert], post: Post) -> None:
    """Tell the administrators, at most every half hour, that alerts wait and nobody can be paged (E7)."""
    last = installation.get(here.tx, _WARNED)
    if last is not None and here.now - from_ms(int(last)) < _WARN_AGAIN_AFTER:
        return
    installation.put(here.tx, _WARNED, str(to_ms(here.now)))
    numbers = ", ".join(f"#{alert.number}" for alert in lonely)
    for officer in here.duty.officers:
        if officer.role is Role.ADMINISTRATOR and officer.active:
            tell_officer(here, officer.id, Say("warn-nobody", {"numbers": numbers}), post)
