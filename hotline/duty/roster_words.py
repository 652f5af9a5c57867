"""What the words of a roster mean: units, officers, places, local times."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from hotline.duty.roster import Officer, Place, Role
from hotline.duty.roster_faults import Facts, Faults, quoted
from hotline.ids import UnitCode
from hotline.messages import Say

_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Office:
    """What the words of a roster refer to.

    `units` gives the codes that a code or a name may mean: none, one, or several. `officers` are by
    username. Times in the file are those of `zone`.
    """

    province: UnitCode
    units: Callable[[str], Sequence[UnitCode]]
    officers: Mapping[str, Officer]
    zone: tzinfo


def unit_named(words: str, office: Office, faults: Faults) -> UnitCode | None:
    """The unit that a code or a name means; None with a fault."""
    codes = office.units(words)
    if len(codes) == 1:
        return codes[0]
    written: Facts = {"written": quoted(words)}
    if codes:
        *others, last = codes
        fault = Say("roster-fault-unit-several", {**written, "codes": ", ".join(others), "last": last})
    else:
        fault = Say("roster-fault-unit-unknown", written)
    faults.append(fault)
    return None


def moment_written(name: str, words: str, zone: tzinfo, faults: Faults) -> datetime | None:
    """The moment of a local time, of one that occurs twice the first; None with a fault.

    `name`: which it is, a `roster-field-…` of the sentences.
    """
    facts = written_in(name, words)
    local = _written(words)
    if local is None:
        faults.append(Say("roster-fault-moment", facts))
        return None
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        faults.append(Say("roster-fault-skipped", facts))
        return None
    return moment


def written_in(name: str, words: str) -> Facts:
    """The facts of a fault: which field, and what stands there."""
    return {"field": f"@roster-field-{name}", "written": quoted(words)}


def day_written(words: str) -> date | None:
    """The date that is written like 2026-11-23; of this century, as every time of a roster."""
    try:
        return date.fromisoformat(words) if _DAY.fullmatch(words) else None
    except ValueError:
        return None


def month_written(words: str) -> date | None:
    """The first day of the month that is written like 2026-11."""
    return day_written(f"{words}-01")


def _written(words: str) -> datetime | None:
    """The date and time that `words` say, still without a zone."""
    if not _TIME.fullmatch(words):
        return None
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None


def officer_named(username: str, office: Office, faults: Faults) -> Officer | None:
    """The officer, who may take duty; None with a fault."""
    officer = office.officers.get(username)
    if officer is None:
        faults.append(Say("roster-fault-username", {"written": quoted(username)}))
    elif not officer.active:
        faults.append(Say("roster-fault-disabled", {"username": username}))
    elif officer.role is Role.ADMINISTRATOR:
        faults.append(Say("roster-fault-administrator", {"username": username}))
    else:
        return officer
    return None


def place_named(word: str, faults: Faults) -> Place | None:
    """on_duty or backup; None with a fault."""
    if word in set(Place):
        return Place(word)
    faults.append(Say("roster-fault-place", {"written": quoted(word)}))
    return None


def check_may_read(officer: Officer | None, unit: UnitCode | None, office: Office, faults: Faults) -> None:
    """A fault if the officer may not read what the unit is sent: whoever is paged must be able to."""
    if officer and unit and officer.unit not in {unit, office.province}:
        facts: Facts = {"username": officer.username, "own": officer.unit, "unit": unit}
        faults.append(Say("roster-fault-may-not-read", facts))
