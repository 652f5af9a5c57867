"""What is counted, for `/metrics`. No label may name or number a person, a chat or a unit."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, processor time, open files
_SOON = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

TURNS = Counter("langnghe_turns", "Reporters' messages handled", ["channel"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "langnghe_turn_seconds",
    "From a reporter's message in our process to its commit",
    ["channel"],
    buckets=_SOON,
    registry=REGISTRY,
)
SENT = Counter("langnghe_sent", "Messages that a messenger took", ["bot", "channel"], registry=REGISTRY)
SEND_FAILURES = Counter(
    "langnghe_send_failures", "Messages that a messenger did not take", ["bot", "channel"], registry=REGISTRY
)
LATENESS = Histogram(
    "langnghe_lateness_seconds",
    "From due to committed, for every step of an alert",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
    registry=REGISTRY,
)
NOBODY = Counter("langnghe_nobody", "Passes over an alert that found nobody to page", registry=REGISTRY)
LOOP_FAILURES = Counter("langnghe_loop_failures", "Passes of a loop that failed", registry=REGISTRY)
CLOCK_JUMPS = Counter(
    "langnghe_clock_jumps", "Times at which wall and monotonic clocks parted", registry=REGISTRY
)
AUDIT_FINDINGS = Gauge(
    "langnghe_audit_findings", "What the auditor found at its last look", ["finding"], registry=REGISTRY
)
OUTBOX = Gauge("langnghe_outbox_waiting", "Messages that wait to be sent", ["bot"], registry=REGISTRY)
ALERTS = Gauge("langnghe_alerts", "Alerts that are not closed", ["state", "urgency"], registry=REGISTRY)
OUTBOX_OLDEST = Gauge(
    "langnghe_outbox_oldest_seconds",
    "How long the oldest of them has been waiting",
    ["bot"],
    registry=REGISTRY,
)
OPENED = Counter("langnghe_alerts_opened", "Alerts opened", ["urgency"], registry=REGISTRY)
ACKNOWLEDGED = Histogram(
    "langnghe_acknowledged_seconds",
    "From an alert's opening to somebody taking it",
    ["urgency"],
    buckets=(30, 60, 120, 300, 600, 1800, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 72 * 3600),
    registry=REGISTRY,
)
PAGES = Counter(
    "langnghe_pages", "Pages: made (messages to officers), accepted, failed", ["state"], registry=REGISTRY
)
PAGE_HANDED = Histogram(
    "langnghe_page_handed_seconds",
    "From the commit that made a page to its first way to the messenger",
    buckets=_SOON,
    registry=REGISTRY,
)
PAGE_ACCEPTED = Histogram(
    "langnghe_page_accepted_seconds",
    "From the commit that made a page to the messenger taking it",
    buckets=(*_SOON, 120, 300, 600),
    registry=REGISTRY,
)
CANARY_AGE = Gauge(
    "langnghe_canary_age_seconds", "Since the canary last came through; -1: never", registry=REGISTRY
)
CANARY_TOOK = Gauge("langnghe_canary_seconds", "How long it took then, inbox to button", registry=REGISTRY)
DRILL_AGE = Gauge(
    "langnghe_drill_age_seconds",
    "Since the last drill of the unit that waited longest; -1: there was none",
    registry=REGISTRY,
)
DRILLS_FAILED = Gauge("langnghe_drills_failed", "Officers who failed their last drill", registry=REGISTRY)
BEAT = Gauge("langnghe_loop_beat_age_seconds", "How long ago a loop last worked", ["loop"], registry=REGISTRY)
