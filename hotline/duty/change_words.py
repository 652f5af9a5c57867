"""Rotations and changes of a roster as people write them, read with every fault named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from hotline.duty.planning import Cover, Leave, Override
from hotline.duty.roster import Place
from hotline.duty.roster_faults import Facts, Faults, quoted
from hotline.duty.roster_words import (
    Office,
    check_may_read,
    day_written,
    moment_written,
    officer_named,
    place_named,
    unit_named,
    written_in,
)
from hotline.duty.rotation import EVERY_DAY, Rotation
from hotline.duty.working_days import DayKind
from hotline.ids import OfficerId, UnitCode
from hotline.messages import Say

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_TURN_DAYS = 366


@dataclass(frozen=True, slots=True)
class RotationWords:
    """A rotation as it is written. Each crew is usernames with commas; "-" is a crew of nobody.

    `weekdays` are like "mon,tue" or "" for every day; `day_kind` is "working", "rest" or "".
    """

    unit: str
    place: str
    begins_on: str
    from_at: str
    until_at: str
    crews: tuple[str, ...]
    turn_days: int = 1
    ends_on: str = ""
    weekdays: str = ""
    day_kind: str = ""


@dataclass(frozen=True, slots=True)
class SeatWords:
    """A place of a unit for a stretch of time, as it is written."""

    unit: str
    place: str
    from_at: str
    until_at: str


def read_rotation(words: RotationWords, office: Office) -> Rotation | Faults:
    """The rotation, or everything that is wrong with it."""
    faults: Faults = []
    unit, place = unit_named(words.unit, office, faults), place_named(words.place, faults)
    begins_on = read_day("begins", words.begins_on, faults)
    ends_on = read_day("ends", words.ends_on, faults) if words.ends_on else None
    from_at, until_at = _clock("from", words.from_at, faults), _clock("until", words.until_at, faults)
    crews = tuple(_officers(crew, unit, office, faults) for crew in words.crews)
    weekdays, day_kind = _weekdays(words.weekdays, faults), _day_kind(words.day_kind, faults)
    if not 1 <= words.turn_days <= MOST_TURN_DAYS:
        faults.append(Say("roster-fault-turn", {"most": MOST_TURN_DAYS}))
    if begins_on and ends_on and ends_on <= begins_on:
        faults.append(Say("roster-fault-days"))
    if not any(crews) and not faults:
        faults.append(Say("roster-fault-crew"))
    if faults or unit is None or place is None or begins_on is None or from_at is None or until_at is None:
        return faults
    return Rotation(
        unit, place, begins_on, from_at, until_at, crews, words.turn_days, ends_on, weekdays, day_kind
    )


def read_override(seat: SeatWords, usernames: Sequence[str], office: Office) -> Override | Faults:
    """The override, or everything that is wrong with it. Without a username nobody is on duty."""
    faults: Faults = []
    found = _seat(seat, office, faults)
    officers = _officers(",".join(usernames) or "-", found and found[0], office, faults)
    return faults if faults or found is None else Override(*found, officers)


def read_cover(seat: SeatWords, giver: str, taker: str, office: Office) -> Cover | Faults:
    """The cover, or everything that is wrong with it."""
    faults: Faults = []
    found = _seat(seat, office, faults)
    gives, takes = officer_named(giver, office, faults), officer_named(taker, office, faults)
    check_may_read(takes, found and found[0], office, faults)
    if gives and gives == takes:
        faults.append(Say("roster-fault-same-officer", {"username": giver}))
    if faults or found is None or gives is None or takes is None:
        return faults
    return Cover(*found, gives.id, takes.id)


def read_leave(username: str, from_at: str, until_at: str, office: Office) -> Leave | Faults:
    """The leave, or everything that is wrong with it."""
    faults: Faults = []
    officer = officer_named(username, office, faults)
    span = _span(from_at, until_at, office, faults)
    return faults if faults or officer is None or span is None else Leave(officer.id, *span)


def read_day(name: str, words: str, faults: Faults) -> date | None:
    """The date that is written like 2026-11-23."""
    day = day_written(words)
    if day is None:
        faults.append(Say("roster-fault-date", written_in(name, words)))
    return day


def _seat(
    words: SeatWords, office: Office, faults: Faults
) -> tuple[UnitCode, Place, datetime, datetime] | None:
    unit, place = unit_named(words.unit, office, faults), place_named(words.place, faults)
    span = _span(words.from_at, words.until_at, office, faults)
    return None if unit is None or place is None or span is None else (unit, place, *span)


def _span(begins: str, ends: str, office: Office, faults: Faults) -> tuple[datetime, datetime] | None:
    from_at = moment_written("from", begins, office.zone, faults)
    until_at = moment_written("until", ends, office.zone, faults)
    if from_at is None or until_at is None:
        return None
    if from_at >= until_at:
        faults.append(Say("roster-fault-span"))
    return from_at, until_at


def _clock(name: str, words: str, faults: Faults) -> time | None:
    try:
        return datetime.strptime(words, "%H:%M").time()  # noqa: DTZ007 - a clock time belongs to no day
    except ValueError:
        faults.append(Say("roster-fault-clock", written_in(name, words)))
        return None


def _officers(words: str, unit: UnitCode | None, office: Office, faults: Faults) -> tuple[OfficerId, ...]:
    if words.strip() == "-":
        return ()
    names = dict.fromkeys(name.strip() for name in words.split(","))
    found = [officer_named(name, office, faults) for name in names]
    for officer in found:
        check_may_read(officer, unit, office, faults)
    return tuple(officer.id for officer in found if officer)


def _weekdays(words: str, faults: Faults) -> frozenset[int]:
    if not words:
        return EVERY_DAY
    names = [name.strip().lower() for name in words.split(",")]
    unknown = [name for name in names if name not in WEEKDAYS]
    if unknown:
        facts: Facts = {"written": quoted(unknown[0]), "weekdays": ",".join(WEEKDAYS)}
        faults.append(Say("roster-fault-weekday", facts))
    return frozenset(WEEKDAYS.index(name) for name in names if name in WEEKDAYS)


def _day_kind(words: str, faults: Faults) -> DayKind | None:
    if words in set(DayKind):
        return DayKind(words)
    if words:
        faults.append(Say("roster-fault-day-kind", {"written": quoted(words)}))
    return None
