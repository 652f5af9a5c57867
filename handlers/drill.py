"""Drills: marked test alerts that go the whole real way, on demand or by a schedule, and their results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import Installation, Posted
from handlers.steps import drilling, people
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.alert.alert import Urgency
from hotline.alert.drilled import Outcome
from hotline.duty.drill_times import DrillTimes, next_time
from hotline.duty.roster import Officer, Role
from hotline.errors import NotFound
from hotline.ids import AlertNumber, UnitCode
from storage.keys.receipt_supply import Prepared
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import audit, drill, process, unit
from storage.tables.alert import StoredAlert
from storage.tables.drill import Fared, Schedule

SERVED_WITHIN = timedelta(seconds=15)
_MOST = 50


@dataclass(frozen=True, slots=True)
class Result:
    """How one officer fared. The times count from the drill's beginning; None: not yet, or not at all.

    `outcome` None: the drill isn't over.
    """

    username: str
    name: str
    paged: timedelta | None = None
    accepted: timedelta | None = None
    acknowledged: timedelta | None = None
    opened: timedelta | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill and its results, in the order in which officers were paged. `served`: `serve` runs now."""

    number: AlertNumber
    unit: UnitCode
    unit_name: str
    urgency: str
    state: str
    begun_at: datetime
    results: tuple[Result, ...]
    served: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One drill of a unit in a list; `running`: it isn't over, and there are no results yet."""

    number: AlertNumber
    unit: UnitCode
    begun_at: datetime
    running: bool
    results: tuple[Result, ...]


async def begin(office: Installation, code: UnitCode, urgency: Urgency, *, by: str = "operator") -> Drill:
    """The alert stands and its first pages are in the outbox."""
    prepared = office.receipts.take()
    drill_, posted = await office.writer.do(_begin, office, code, urgency, prepared, by, office.now())
    office.after_commit(posted)
    return drill_


async def shown(office: Installation, number: int) -> Drill:
    """What came of it so far. Raises NotFound if there is no drill of this number."""
    return await office.reader.read(_shown, office, number, office.now())


async def end(office: Installation, number: int, *, by: str = "operator") -> Drill:
    """Nobody is paged for it any more. Raises NotFound if there is no drill of this number."""
    drill_, posted = await office.writer.do(_end, office, number, by, office.now())
    office.after_commit(posted)
    return drill_


async def schedule(office: Installation, times: DrillTimes, *, by: str = "operator") -> Schedule:
    """From now on the unit has a drill at these times."""
    made = await office.writer.do(_schedule, office, times, by, office.now())
    office.on_timers()
    return made


async def schedules(office: Installation) -> list[Schedule]:
    """Every schedule, the next drill first."""
    return await office.reader.read(drill.schedules)


async def stop(office: Installation, number: int, *, by: str = "operator") -> bool:
    """Whether there was such a schedule; there is none any more."""
    return await office.writer.do(_stop, number, by, office.now())


async def results(office: Installation, code: UnitCode | None = None) -> list[Past]:
    """The last drills of a unit (None: of all), newest first."""
    return await office.reader.read(_results, office, None if code is None else [code], office.now())


async def results_for(office: Installation, officer: Officer, code: UnitCode) -> list[Past] | None:
    """The same, for an officer; None if the unit's drills aren't theirs to see."""
    return await office.reader.read(_results_for, office, officer, code, office.now())


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
    stored = drilling.begin(tx, office, code, urgency, prepared, by, post)
    return _drill(tx, office, stored, now), post.flush()


def _shown(tx: Tx, office: Installation, number: int, now: datetime) -> Drill:
    return _drill(tx, office, _found(tx, number), now)


def _end(tx: Tx, office: Installation, number: int, by: str, now: datetime) -> tuple[Drill, Posted]:
    here, post = scene(tx, office, now), Post(tx, office, now)
    drilling.close(here, _found(tx, number), by)
    drilling.wind_up(here, [one for one in drill.over(tx, now) if one.alert == number], post)
    return _drill(tx, office, _found(tx, number), now), post.flush()


def _schedule(tx: Tx, office: Installation, times: DrillTimes, by: str, now: datetime) -> Schedule:
    due_at = next_time(times, now, office.settings.hotline.zone)
    number = drill.add_schedule(tx, times, due_at, by)
    audit.append(tx, by, "drill_scheduled", f"unit:{times.unit}", now, schedule=number)
    return Schedule(number, times, due_at, by)


def _stop(tx: Tx, number: int, by: str, now: datetime) -> bool:
    done = drill.remove_schedule(tx, number)
    if done:
        audit.append(tx, by, "drill_schedule_stopped", "drills", now, schedule=number)
    return done


def _results_for(
    tx: Tx, office: Installation, officer: Officer, code: UnitCode, now: datetime
) -> list[Past] | None:
    if code not in unit.names(tx):
        return None
    reads = people.duty_at(tx, office, now).may_read(officer.id, code)
    return _results(tx, office, [code], now) if reads or officer.role is Role.ADMINISTRATOR else None


def _results(tx: Tx, office: Installation, units: Sequence[UnitCode] | None, now: datetime) -> list[Past]:
    runs = drill.runs(tx, units, _MOST)
    kept: dict[AlertNumber, list[Fared]] = {}
    for one in drill.results(tx, [run.alert for run in runs]):
        kept.setdefault(one.alert, []).append(one)
    names = {one.id: (one.username, one.name) for one in people.duty_at(tx, office, now).officers}
    return [
        Past(
            run.alert,
            run.unit,
            run.begun_at,
            run.due_at is not None,
            tuple(
                _result(run.begun_at, one, names[one.officer], one.outcome) for one in kept.get(run.alert, [])
            ),
        )
        for run in runs
    ]


def _found(tx: Tx, number: int) -> StoredAlert:
    stored = alerts.load(tx, AlertNumber(number))
    if stored is None or not stored.alert.drill:
        raise NotFound(f"#{number}: there is no drill of this number")
    return stored


def _drill(tx: Tx, office: Installation, stored: StoredAlert, now: datetime) -> Drill:
    alert = stored.alert
    beat = process.last_beat(tx)
    outcomes = {one.officer: one.outcome for one in drill.results(tx, [alert.number])}
    names = {one.id: (one.username, one.name) for one in people.duty_at(tx, office, now).officers}
    return Drill(
        number=alert.number,
        unit=alert.unit,
        unit_name=unit.names(tx).get(alert.unit, alert.unit),
        urgency=alert.urgency.value,
        state=alert.state.value,
        begun_at=alert.opened_at,
        results=tuple(
            _result(alert.opened_at, one, names[one.officer], outcomes.get(one.officer))
            for one in drilling.fared(tx, alert)
        ),
        served=beat is not None and abs(now - beat) < SERVED_WITHIN,
    )


def _result(begun: datetime, one: Fared, who: Sequence[str], outcome: Outcome | None) -> Result:
    def since(at: datetime | None) -> timedelta | None:
        return None if at is None else at - begun

    return Result(
        who[0],
        who[1],
        since(one.paged_at),
        since(one.accepted_at),
        since(one.acknowledged_at),
        since(one.opened_at),
        outcome,
    )
