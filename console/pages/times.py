"""Times as an officer needs them: how long ago, how long still, and when that is."""

from datetime import datetime, timedelta

from console.pages.visit import Visit
from handlers.alert import AlertView

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def age(visit: Visit, view: AlertView) -> str:
    """How long the alert has been there."""
    return _in_words(visit, "age", visit.office.now() - view.opened_at)


def due(visit: Visit, view: AlertView) -> str | None:
    """What happens next, how long that is away, and when it will be; None for a closed alert."""
    if view.due_at is None:
        return None
    what = _what(view)
    left, at = view.due_at - visit.office.now(), clock(visit, view.due_at)
    if left <= timedelta():
        return visit.text(f"over-{what}", at=at)
    return visit.text(f"due-{what}", left=_in_words(visit, "left", left), at=at)


def left(visit: Visit, until: datetime) -> str:
    """How long it is until then."""
    return _in_words(visit, "left", until - visit.office.now())


def _what(view: AlertView) -> str:
    """What it is that runs out."""
    if view.state == "open":
        return "open"
    if view.due_at == view.offered_until:
        return "offer"
    if view.due_at == view.promised_at:
        return "promise"
    return "idle" if view.case_opened else "opening"


def clock(visit: Visit, at: datetime) -> str:
    """The time of day; with the date if it isn't today."""
    here, today = (
        moment.astimezone(visit.office.settings.hotline.zone) for moment in (at, visit.office.now())
    )
    return f"{here:%H:%M}" if here.date() == today.date() else f"{here:%H:%M %d/%m}"


def _in_words(visit: Visit, what: str, span: timedelta) -> str:
    if span < _MINUTE:
        return visit.text(f"{what}-now")
    if span < _HOUR:
        return visit.text(f"{what}-minutes", count=span // _MINUTE)
    if span < _DAY:
        return visit.text(f"{what}-hours", count=span // _HOUR)
    return visit.text(f"{what}-days", count=span // _DAY)
