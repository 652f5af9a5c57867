"""An alert's pages: each once, in the order its officer wants, with nothing of the report (rule E3)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from handlers.steps import grouping
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, case_link
from hotline.alert.alert import Alert, PageDue, PageReason, Urgency
from hotline.duty.contact_order import COSTLY, waits
from hotline.happening import Happening
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, PageId, UnitCode
from hotline.messages import Button, Say, Screen
from storage.schema import to_ms
from storage.tables import contact_order, digest, outbox, page
from storage.tables.page import Page

_PAGES = {PageReason.STEP: "page", PageReason.HELP: "page-help", PageReason.REPEAT: "page-repeat"}


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
    for number, made in Counter(item.alert for item in fresh).items():
        post.happened(Happening("pages_made", by_number[number], made))
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


def send_grouped(here: Scene, pages: Sequence[tuple[Alert, PageDue]], post: Post, *, first: bool) -> None:
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
        post.happened(Happening("pages_made", said[0]))
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


def quieten(here: Scene, number: AlertNumber) -> None:
    """Nobody is paged any more by what was already decided (E5)."""
    unsent = [*outbox.cancel_pages(here.tx, number), *digest.cancel_pages(here.tx, number)]
    page.settle(here.tx, unsent, page.CANCELLED, here.now)


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
