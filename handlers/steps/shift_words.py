"""A shift as officers are told of it."""

from datetime import datetime

from handlers.steps.scene import Scene
from hotline.duty.roster import Shift


def local(here: Scene, at: datetime) -> str:
    """The time as it is shown, in the configured zone."""
    return f"{at.astimezone(here.office.settings.hotline.zone):%H:%M %d/%m}"


def facts_of(here: Scene, shift: Shift) -> dict[str, str | int]:
    """What sentences about a shift have gaps for."""
    return {
        "unit": here.units.get(shift.unit, shift.unit),
        "place": f"@place-{shift.place.value}",
        "from": local(here, shift.from_at),
        "until": local(here, shift.until_at),
    }
