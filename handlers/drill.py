"""A drill: a marked test alert that goes the whole real way, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation, Posted
from handlers.steps import escalating, people
from handlers.steps.filing import Filing
from handlers.steps.posting import Post
from hotline.alert import closing
from hotline.alert.alert import Urgency
from hotline.errors import NotFound
from hotline.ids import AlertNumber, OfficerId, UnitCode
from hotline.messages import Say
from storage.keys.receipt_supply import Prepared
from storage.schema import Tx, from_ms
from storage.tables import alert as alerts
from storage.tables import audit, page, process, timeline, unit
from storage.tables.alert import StoredAlert
from storage.tables.page import Page
from storage.tables.timeline import Event

SERVED_WITHIN = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Result:
    """How one officer fared. The times count from the drill's beginning; None: not yet, or not at all."""

    username: str
    name: str
    paged: timedelta | None = None
    accepted: timedelta | None = None
    acknowledged: timedelta | None = None
    opened: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill and its results, in the order in which officers were paged. `served`: `serve` runs now."""

    number: AlertNumber
    unit: str
    urgency: str
    state: str
    begun_at: datetime
    results: tuple[Result, ...]
    served: bool


async def begin(office: Installation, code: UnitCode, urgency: Urgency, *, by: str = "operator") -> Drill:
    """The alert stands and its first pages are in the outbox."""
    prepared = office.receipts.take()
    drill, posted = await office.writer.do(_begin, office, code, urgency, prepared, by, office.now())
    office.after_commit(posted)
    return drill


async def shown(office: Installation, number: int) -> Drill:
    """What came of it so far. Raises NotFound if there is no drill of this number."""
    return await office.reader.read(_shown, office, number, office.now())


async def end(office: Installation, number: int, *, by: str = "operator") -> Drill:
    """Nobody is paged for it any more. Raises NotFound if there is no drill of this number."""
    return await office.writer.do(_end, office, number, by, office.now())


def _begin(
    tx: Tx,
    office: Installation,
    code: UnitCode,
    urgency: Urgency,
    prepared: Prepared,
    by: str,
    now: datetime,
) -> tuple[Drill, Posted]:
    post = Post(tx, office, now)
    filing = Filing(tx, office, post, now)
    locale = office.settings.hotline.default_locale
    filing.raise_drill(code, urgency, office.texts.catalog.text(locale, Say("drill-story")), prepared)
    filing.write()
    [stored] = alerts.listed(tx, None, None, None, 1)
    audit.append(tx, by, "drill_begun", f"alert:{stored.alert.number}", now)
    return _drill(tx, office, stored, now), post.flush()


def _shown(tx: Tx, office: Installation, number: int, now: datetime) -> Drill:
    return _drill(tx, office, _found(tx, number), now)


def _end(tx: Tx, office: Installation, number: int, by: str, now: datetime) -> Drill:
    stored = _found(tx, number)
    closed = closing.ended(stored.alert)
    if closed is not stored.alert:
        alerts.change(tx, stored, closed, closed_at=now)
        escalating.quieten(escalating.scene(tx, office, now), closed.number)
        timeline.note(tx, [(closed.number, Event("closed", now))])
        audit.append(tx, by, "drill_ended", f"alert:{number}", now)
    return _drill(tx, office, _found(tx, number), now)


def _found(tx: Tx, number: int) -> StoredAlert:
    stored = alerts.load(tx, AlertNumber(number))
    if stored is None or not stored.alert.drill:
        raise NotFound(f"#{number}: there is no drill of this number")
    return stored


def _drill(tx: Tx, office: Installation, stored: StoredAlert, now: datetime) -> Drill:
    alert = stored.alert
    beat = process.last_beat(tx)
    return Drill(
        number=alert.number,
        unit=unit.names(tx).get(alert.unit, alert.unit),
        urgency=alert.urgency.value,
        state=alert.state.value,
        begun_at=alert.opened_at,
        results=_results(tx, office, stored, now),
        served=beat is not None and abs(now - beat) < SERVED_WITHIN,
    )


def _results(tx: Tx, office: Installation, stored: StoredAlert, now: datetime) -> tuple[Result, ...]:
    """Of everyone who was paged, or took it without having been."""
    begun = stored.alert.opened_at
    pages = page.of_alert(tx, stored.alert.number)
    events = timeline.events(tx, stored.alert.number)
    by_id = {one.id: one for one in people.duty_at(tx, office, now).officers}
    taking = [event.officer for event in events if event.kind == "acknowledged" and event.officer is not None]
    concerned = dict.fromkeys([*(item.officer_id for item in pages), *taking])
    return tuple(
        Result(
            by_id[officer].username,
            by_id[officer].name,
            _since(begun, [from_ms(item.made_at) for item in pages if item.officer_id == officer]),
            _since(begun, _accepted(pages, officer)),
            _since(begun, [one.at for one in events if (one.kind, one.officer) == ("acknowledged", officer)]),
            _since(begun, [one.at for one in events if (one.kind, one.officer) == ("case_opened", officer)]),
        )
        for officer in concerned
    )


def _accepted(pages: list[Page], officer: OfficerId) -> list[datetime]:
    return [
        from_ms(item.settled_at)
        for item in pages
        if item.officer_id == officer and item.state == page.SENT and item.settled_at is not None
    ]


def _since(begun: datetime, times: list[datetime]) -> timedelta | None:
    return min(times) - begun if times else None
