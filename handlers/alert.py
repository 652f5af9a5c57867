"""Alerts as officers see them in the console and the API: listed, shown, taken."""

from dataclasses import dataclass
from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps import acknowledging, escalating, watching
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, scene
from hotline.alert import acknowledgement
from hotline.alert.alert import AlertState
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber, OfficerId
from hotline.messages import Say
from storage.schema import Tx, from_ms, maybe_from_ms
from storage.tables import alert as alerts
from storage.tables import alert_lists, audit, case_link, page, timeline
from storage.tables.alert import StoredAlert
from storage.tables.page import Page
from storage.tables.timeline import Event

PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of an alert, as the timeline shows it."""

    officer: str
    state: str
    made_at: datetime
    settled_at: datetime | None
    leg: int
    round: int
    step: int
    reason: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the timeline."""

    kind: str
    at: datetime
    officer: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class HalfView:
    """What a second agency has of an alert."""

    number: AlertNumber
    unit: str
    unit_name: str
    state: str


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert with names in place of ids. `acknowledged_by` is a username, `owner` the person's name.

    `standing`: where it stands on its ladder, to be sent back with "page the next one now". `offered_to`: a
    username, who may accept it until `offered_until`. `joint`: what other agencies have of it.
    """

    number: AlertNumber
    state: str
    urgency: str
    category: str | None
    unit: str
    unit_name: str
    opened_at: datetime
    due_at: datetime | None
    acknowledged_by: str | None
    owner: str | None
    acknowledged_at: datetime | None
    case_opened: bool
    drill: bool = False
    joint_of: AlertNumber | None = None
    standing: str = ""
    promised_at: datetime | None = None
    offered_to: str | None = None
    offered_until: datetime | None = None
    joint: tuple[HalfView, ...] = ()
    linked: tuple[AlertNumber, ...] = ()
    pages: tuple[PageView, ...] = ()
    events: tuple[EventView, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Some alerts, newest first, and the number below which the next ones are."""

    items: tuple[AlertView, ...]
    next: int | None
    nobody_on_duty: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledging:
    """What came of it: the sentence to show, and who has the alert now (a username)."""

    say: Say
    done: bool
    found: bool
    owner: str | None


async def listed(
    office: Installation, officer: Officer, state: str | None, before: int | None, limit: int = PAGE_LENGTH
) -> Listing:
    """The alerts that this officer may see, with numbers below `before`."""
    return await office.reader.read(_listed, office, officer, state, before, limit, office.now())


async def shown(office: Installation, officer: Officer, number: int) -> AlertView | None:
    """One alert with its pages and timeline; None if there is none that this officer may see."""
    found = await office.reader.read(_shown, office, officer, number, office.now())
    if found is None:
        await office.writer.do(_note_refusal, officer, number, office.now())
    return found


async def acknowledge(office: Installation, officer: Officer, number: int) -> Acknowledging:
    """Take the alert from the console; the first wins."""
    result, posted = await office.writer.do(_acknowledge, office, officer, number, office.now())
    office.after_commit(posted)
    return result


def view_of(here: Scene, stored: StoredAlert, *, whole: bool) -> AlertView:
    """The alert as people read it."""
    alert = stored.alert
    by_id = {one.id: one for one in here.duty.officers}
    owner = None if alert.acknowledged_by is None else by_id.get(alert.acknowledged_by)
    return AlertView(
        number=alert.number,
        state=alert.state.value,
        urgency=alert.urgency.value,
        category=stored.category,
        unit=alert.unit,
        unit_name=here.units.get(alert.unit, alert.unit),
        opened_at=alert.opened_at,
        due_at=alert.due_at,
        acknowledged_by=None if owner is None else owner.username,
        owner=None if owner is None else owner.name,
        acknowledged_at=alert.acknowledged_at,
        case_opened=alert.case_opened,
        drill=alert.drill,
        joint_of=stored.joint_of,
        standing=".".join(str(one) for one in acknowledgement.standing(alert)),
        promised_at=alert.promised_at,
        offered_to=None if alert.offer is None else by_id[alert.offer.to].username,
        offered_until=None if alert.offer is None else alert.offer.until,
        joint=_halves(here, alert.number) if whole else (),
        linked=tuple(case_link.linked(here.tx, alert.number)) if whole else (),
        pages=tuple(_page(item, by_id) for item in page.of_alert(here.tx, alert.number)) if whole else (),
        events=tuple(_event(item, by_id) for item in timeline.events(here.tx, alert.number)) if whole else (),
    )


def _halves(here: Scene, number: AlertNumber) -> tuple[HalfView, ...]:
    return tuple(
        HalfView(
            half.alert.number,
            half.alert.unit,
            here.units.get(half.alert.unit, half.alert.unit),
            half.alert.state.value,
        )
        for half in alerts.halves(here.tx, number)
    )


def _listed(
    tx: Tx,
    office: Installation,
    officer: Officer,
    state: str | None,
    before: int | None,
    limit: int,
    now: datetime,
) -> Listing:
    here = scene(tx, office, now)
    units = watching.units_seen_by(here, officer)
    wanted = None if state is None else AlertState(state)
    start = None if before is None else AlertNumber(before)
    found = alert_lists.listed(tx, units, wanted, start, limit + 1)
    items = tuple(view_of(here, stored, whole=False) for stored in found[:limit])
    following = int(items[-1].number) if len(found) > limit else None
    return Listing(items, following, escalating.nobody_reachable(here))


def _shown(tx: Tx, office: Installation, officer: Officer, number: int, now: datetime) -> AlertView | None:
    here = scene(tx, office, now)
    stored = alerts.load(tx, AlertNumber(number))
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        return None
    return view_of(here, stored, whole=True)


def _note_refusal(tx: Tx, officer: Officer, number: int, now: datetime) -> None:
    audit.append(tx, officer.username, "refused", f"alert:{number}", now, act="show")


def _acknowledge(
    tx: Tx, office: Installation, officer: Officer, number: int, now: datetime
) -> tuple[Acknowledging, Posted]:
    here = scene(tx, office, now)
    post = Post(tx, office, now)
    outcome = acknowledging.acknowledge(here, AlertNumber(number), officer, post, from_console=True)
    return _acknowledging(here, outcome), post.flush()


def _acknowledging(here: Scene, outcome: Outcome) -> Acknowledging:
    owner = next((one.username for one in here.duty.officers if one.id == outcome.owner), None)
    return Acknowledging(outcome.say, outcome.done, outcome.found, owner)


def _page(item: Page, by_id: dict[OfficerId, Officer]) -> PageView:
    return PageView(
        officer=by_id[item.officer_id].username,
        state=item.state,
        made_at=from_ms(item.made_at),
        settled_at=maybe_from_ms(item.settled_at),
        leg=item.leg,
        round=item.round,
        step=item.step,
        reason=item.reason,
    )


def _event(item: Event, by_id: dict[OfficerId, Officer]) -> EventView:
    officer = None if item.officer is None else by_id[item.officer].name
    return EventView(item.kind, item.at, officer, item.detail)
