"""What was done and committed, for the log and the metrics: numbers of ours, nothing of a person."""

from dataclasses import dataclass
from datetime import timedelta

from hotline.alert.alert import Alert


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing. `late`: how long it had been due; `took`: how long it was since the alert's opening."""

    kind: str
    alert: Alert | None = None
    count: int = 1
    late: timedelta | None = None
    took: timedelta | None = None
