"""A case's time limits on its page: how long still, or how late; and the button that says "done"."""

from collections.abc import Sequence
from dataclasses import dataclass

from console.deadline_names import deadline_name
from console.pages.times import clock, left
from console.pages.visit import Visit
from handlers import deadline as deadlines
from hotline.duty.deadlines import DeadlineView, State


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline in words. `late`: it was missed; `open`: it can be marked as met."""

    kind: str
    name: str
    words: str
    late: bool
    open: bool


def lines(visit: Visit, views: Sequence[DeadlineView]) -> list[Line]:
    """The deadlines, as the page shows them."""
    return [_line(visit, view) for view in views]


async def meet(visit: Visit) -> bool:
    """Whether this met the deadline that the form names. Raises NotFound."""
    office, officer = visit.office, visit.caller.officer
    _, done = await deadlines.meet(office, officer, visit.number, visit.form.get("kind", ""))
    return done


def _line(visit: Visit, view: DeadlineView) -> Line:
    name = deadline_name(visit.office, visit.locale, view)
    late = visit.office.now() >= view.ends_at if view.state is State.RUNNING else view.breached_at is not None
    return Line(view.kind, name, _words(visit, view, late=late), late, view.state is State.RUNNING)


def _words(visit: Visit, view: DeadlineView, *, late: bool) -> str:
    limit = clock(visit, view.ends_at)
    if view.met_at is not None:
        at, who = clock(visit, view.met_at), view.who or ""
        if late:
            return visit.text("case-deadline-met-late", at=at, until=limit, who=who)
        return visit.text("case-deadline-met", at=at, who=who)
    if view.state is State.ENDED:
        return visit.text("case-deadline-ended-late" if late else "case-deadline-ended", at=limit)
    if late:
        return visit.text("case-deadline-over", at=limit)
    return visit.text("case-deadline-until", at=limit, left=left(visit, view.ends_at))
