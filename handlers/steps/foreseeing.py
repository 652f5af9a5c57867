"""Gaps in the rosters, told before they hurt: a day ahead to the unit's lead, two hours ahead to all above.

A shift whose officer no page reaches counts as no shift. A stretch of time is thin if only such officers are
on duty as may not be alone (`steps/soundness.py`); it is told in the same way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.installation import Installation
from handlers.steps import rostering, soundness, telling
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from handlers.steps.shift_words import local
from hotline.alert.alert import Rung
from hotline.duty.coverage import Span, gaps, thin
from hotline.duty.planning import planned
from hotline.duty.roster import Officer, Place, Shift
from hotline.ids import OfficerId, UnitCode
from hotline.messages import Say
from storage.schema import Tx
from storage.tables import gap_notice
from storage.tables import officer as officers

A_DAY, TWO_HOURS = timedelta(hours=24), timedelta(hours=2)
_LOOKS_AHEAD = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time with nobody on duty, and how far ahead it was found: "a_day" or "two_hours".

    `thin`: these are on duty then, and each of them may not be alone; why not.
    """

    unit: UnitCode
    span: Span
    stage: str
    thin: dict[OfficerId, soundness.Weakness] = field(default_factory=dict)

    @property
    def notice(self) -> str:
        """What is noted when it has been told."""
        return f"thin_{self.stage}" if self.thin else self.stage


def untold_gaps(tx: Tx, office: Installation, now: datetime) -> list[Gap]:
    """The gaps that begin within a day and were not told yet at this distance."""
    told = gap_notice.told(tx)
    return [gap for gap in _gaps(tx, office, now) if (gap.unit, gap.span.from_at, gap.notice) not in told]


def tell_of_gaps(here: Scene, found: list[Gap], post: Post) -> None:
    """Each gap is told to those who can mend it."""
    for gap in found:
        gap_notice.note(here.tx, gap.unit, gap.span.from_at, gap.notice)
        for officer in _who_mends(here, gap):
            telling.tell_officer(here, officer.id, _told(here, gap), post)


def _told(here: Scene, gap: Gap) -> Say:
    facts: dict[str, str | int] = {
        "unit": here.units.get(gap.unit, gap.unit),
        "from": local(here, gap.span.from_at),
        "until": local(here, gap.span.until_at),
    }
    if not gap.thin:
        return Say("gap-ahead", facts)
    names = ", ".join(one.name for one in here.duty.officers if one.id in gap.thin)
    why = next(iter(gap.thin.values()))
    return Say("thin-ahead", facts | {"names": names, "why": f"@weak-{why}"})


def _gaps(tx: Tx, office: Installation, now: datetime) -> Iterator[Gap]:
    zone = office.settings.hotline.zone
    reachable = {one.id for one in officers.reach(tx) if one.reachable}
    weak = soundness.weak(tx, office.settings)
    plan = rostering.plan_between(tx, zone, now, now + _LOOKS_AHEAD)
    shifts = [
        one
        for one in planned(plan, now, now + _LOOKS_AHEAD)
        if one.place is Place.ON_DUTY and one.officer in reachable
    ]
    for unit in sorted(rostering.keep_a_roster(plan, now, now + A_DAY)):
        mine = [one for one in shifts if one.unit == unit]
        for span in gaps(mine, now, now + _LOOKS_AHEAD):
            if now < span.from_at <= now + A_DAY:
                yield Gap(unit, span, _stage(span, now))
        for span in thin(mine, weak, now, now + _LOOKS_AHEAD):
            if now <= span.from_at <= now + A_DAY:
                yield Gap(unit, _whole(span, mine, weak), _stage(span, now), _on_then(span, mine, weak))


def _stage(span: Span, now: datetime) -> str:
    return "two_hours" if span.from_at <= now + TWO_HOURS else "a_day"


def _whole(span: Span, shifts: list[Shift], weak: dict[OfficerId, soundness.Weakness]) -> Span:
    """The same stretch from where it began, be it before now: so that it is told once."""
    began = [one.from_at for one in shifts if one.officer in weak and one.covers(span.from_at)]
    return Span(min([span.from_at, *began]), span.until_at)


def _on_then(
    span: Span, shifts: list[Shift], weak: dict[OfficerId, soundness.Weakness]
) -> dict[OfficerId, soundness.Weakness]:
    return {one.officer: weak[one.officer] for one in shifts if one.covers(span.from_at)}


def _who_mends(here: Scene, gap: Gap) -> list[Officer]:
    """The unit's leads; two hours ahead, or where no lead can be reached, the province too."""
    leads = _reached(here.duty.resolve(Rung.UNIT_LEAD, gap.unit, here.now))
    if leads and gap.stage == "a_day":
        return leads
    above = (
        *here.duty.supervisors(gap.unit),
        *here.duty.resolve(Rung.PARENT_ON_DUTY, gap.unit, here.now),
    )
    return list({one.id: one for one in (*leads, *_reached(above))}.values())


def _reached(officers_: tuple[Officer, ...]) -> list[Officer]:
    return [one for one in officers_ if one.contact_methods]
