"""Which other cases may be about the same child: by coarse facts, and by words that the officer can open.

The server can't compare what it can't read: the stories are opened with the officer's own key, in memory,
compared there, and forgotten. The audit log keeps that it was done.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import msgspec

from handlers.installation import Installation
from handlers.steps import acknowledging, repeats, sealing
from handlers.steps.scene import Scene, scene
from hotline.duty.roster import Officer
from hotline.errors import NotFound
from hotline.ids import AlertNumber, ReportId
from hotline.likeness import ALIKE, likeness
from storage.keys.recipient import Seeds
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import alert_lists, audit, case_link, report
from storage.tables.alert import StoredAlert
from storage.tables.report import Part


@dataclass(frozen=True, slots=True)
class Likely:
    """A case that may be about the same child. `alike`: of 100, by the words; None: they weren't compared."""

    number: AlertNumber
    state: str
    opened_at: datetime
    same_category: bool
    alike: int | None = None


@dataclass(frozen=True, slots=True)
class _Story:
    stored: StoredAlert
    report_id: ReportId
    part: Part
    seeds: Seeds


async def suggested(office: Installation, officer: Officer, number: int) -> tuple[Likely, ...]:
    """Cases of the same unit and category of the last 90 days. Raises NotFound."""
    found = await office.reader.read(_suggested, office, officer, number, office.now())
    if found is None:
        raise NotFound("there is no such case for this officer")
    return found


async def alike(office: Installation, officer: Officer, seeds: Seeds, number: int) -> tuple[Likely, ...]:
    """Cases whose story is like this one's, the likest first. Raises NotFound."""
    stories = await office.writer.do(_stories, office, officer, seeds, number, office.now())
    if stories is None:
        raise NotFound("there is no such case for this officer")
    return await asyncio.to_thread(_compared, stories)


def _suggested(
    tx: Tx, office: Installation, officer: Officer, number: int, now: datetime
) -> tuple[Likely, ...] | None:
    here = scene(tx, office, now)
    stored = alerts.load(tx, AlertNumber(number))
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        return None
    return tuple(_likely(stored, one) for one in repeats.suggested(here, stored))


def _stories(
    tx: Tx, office: Installation, officer: Officer, seeds: Seeds, number: int, now: datetime
) -> list[_Story] | None:
    here = scene(tx, office, now)
    stored = acknowledging.entitled(here, AlertNumber(number), officer, "compare")
    if stored is None:
        return None
    linked = case_link.linked(tx, stored.alert.number)
    others = [
        one
        for one in alert_lists.like(tx, stored, now - repeats.WITHIN, repeats.MOST)
        if one.alert.number not in linked
    ]
    mine = _story(here, stored, officer, seeds)
    if mine is None:
        return None
    found = [story for one in others if (story := _story(here, one, officer, seeds)) is not None]
    subject = f"case:{number}"
    audit.append(tx, officer.username, "stories_compared", subject, now, count=len(found))
    return [mine, *found]


def _story(here: Scene, stored: StoredAlert, officer: Officer, seeds: Seeds) -> _Story | None:
    opened = sealing.report_seeds(here.tx, stored.report_id, str(officer.id), seeds)
    told = [part for part in report.parts(here.tx, stored.report_id) if part.kind == report.ANSWERS]
    if opened is None or not told:
        return None
    return _Story(stored, stored.report_id, told[-1], opened)


def _compared(stories: list[_Story]) -> tuple[Likely, ...]:
    first, *others = stories
    mine = _words(first)
    found = [_likely(first.stored, one.stored, alike=likeness(mine, _words(one))) for one in others]
    likely = [one for one in found if one.alike is not None and one.alike >= ALIKE]
    return tuple(sorted(likely, key=lambda one: (-(one.alike or 0), -one.number)))


def _words(story: _Story) -> str:
    plain = sealing.open_part(story.report_id, story.part, story.seeds)
    told = msgspec.json.decode(plain, type=sealing.Answers).get("story", "")
    return told if isinstance(told, str) else ""


def _likely(mine: StoredAlert, other: StoredAlert, *, alike: int | None = None) -> Likely:
    alert = other.alert
    same = other.category == mine.category
    return Likely(alert.number, alert.state.value, alert.opened_at, same, alike)
