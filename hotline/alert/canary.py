"""The canary: an alert to a robot, every hour, that proves the way from the inbox to the button.

It has a unit, a number and an officer of its own, so that nobody's list, roster or statistics ever shows it,
and its ladder knows nobody else, so that it can page no person.
"""

from datetime import timedelta
from typing import Final

from hotline.alert.alert import Policy, PolicyStep, Rung
from hotline.ids import AlertNumber, UnitCode

UNIT: Final = UnitCode("canary")
NUMBER: Final = AlertNumber(0)
"""No other alert has it; there is one canary at a time."""
CHANNEL: Final = "canary"
ROBOT: Final = "canary"

_A_MOMENT = timedelta(seconds=1)
"""The first step is not due at once, so that it fires only if the due loop works."""
POLICY: Final = Policy(
    name="canary",
    steps=(PolicyStep(_A_MOMENT, (Rung.ON_DUTY,)),),
    repeat_after=timedelta(minutes=5),
    repeat_rounds=1,
    open_within=timedelta(hours=1),
    idle_after=timedelta(hours=1),
)
