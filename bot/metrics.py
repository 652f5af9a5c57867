"""What is counted, for `/metrics`. No label may name or number a person, a chat or a unit."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

TURNS = Counter("langnghe_turns", "Reporters' messages handled", ["channel"], registry=REGISTRY)
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
