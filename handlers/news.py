"""What has changed among the alerts: enough for an open page to know that it is old, and no more."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.installation import Installation
from handlers.steps import watching
from handlers.steps.scene import scene
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber, UnitCode
from storage.schema import Tx
from storage.tables import alert_figures

Units = frozenset[UnitCode] | None
"""Whose alerts somebody may see; None: everybody's."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How every alert that isn't closed stands, for comparing alone."""

    alerts: Mapping[AlertNumber, tuple[UnitCode, int, int]]

    def within(self, units: Units) -> "Standing":
        """What of it somebody may know."""
        if units is None:
            return self
        return Standing({number: one for number, one in self.alerts.items() if one[0] in units})

    def changed_since(self, before: "Standing") -> list[int]:
        """The numbers of the alerts that came, went or moved."""
        numbers = self.alerts.keys() | before.alerts.keys()
        return sorted(number for number in numbers if self.alerts.get(number) != before.alerts.get(number))

    def new_since(self, before: "Standing") -> list[int]:
        """The numbers of the alerts that were not there."""
        return sorted(self.alerts.keys() - before.alerts.keys())

    @property
    def mark(self) -> str:
        """The same for the same standing, and tells nothing else."""
        return hashlib.sha256(repr(sorted(self.alerts.items())).encode()).hexdigest()[:16]


async def standing(office: Installation) -> Standing:
    """How the alerts stand now."""
    return Standing(await office.reader.read(alert_figures.versions))


async def units_of(office: Installation, officer: Officer) -> Units:
    """Whose alerts this officer may see."""
    return await office.reader.read(_units, office, officer)


async def mark_for(office: Installation, officer: Officer) -> str:
    """The mark of what this officer may see now; a page carries it, so that it can be told what it missed."""
    return (await standing(office)).within(await units_of(office, officer)).mark


def _units(tx: Tx, office: Installation, officer: Officer) -> Units:
    seen = watching.units_seen_by(scene(tx, office, office.now()), officer)
    return None if seen is None else frozenset(seen)
