"""Writes down what was committed: one line in the log, one count in the metrics."""

from datetime import timedelta

from bot import metrics
from bot.logs import log
from hotline.alert import canary
from hotline.happening import Happening

_WORTH_A_WARNING = frozenset({"alert_nobody", "log_in_refused"})


def write_down(happening: Happening) -> None:
    """After the commit, once; of the canary nothing is counted but that it came through."""
    if happening.alert is not None and happening.alert.unit == canary.UNIT:
        return
    _count(happening)
    if happening.kind == "pages_made":  # the line "alert_paged" tells of a step's
        return
    alert = happening.alert
    write = log.warning if happening.kind in _WORTH_A_WARNING else log.info
    if alert is None:
        write(happening.kind)
        return
    write(
        happening.kind,
        alert=alert.number,
        urgency=alert.urgency.value,
        unit=alert.unit,
        leg=alert.leg,
        round=alert.round,
        step=alert.step,
        count=happening.count,
        late_ms=_ms(happening.late),
        took_ms=_ms(happening.took),
    )


def _count(happening: Happening) -> None:
    if happening.alert is None:
        return
    urgency = happening.alert.urgency.value
    match happening.kind:
        case "alert_opened":
            metrics.OPENED.labels(urgency).inc()
        case "pages_made":
            metrics.PAGES.labels("made").inc(happening.count)
        case "alert_acknowledged":
            took = happening.took or timedelta()
            metrics.ACKNOWLEDGED.labels(urgency).observe(took.total_seconds())


def _ms(span: timedelta | None) -> int | None:
    return None if span is None else round(span.total_seconds() * 1000)
