"""Posters: a code for each place where one hangs, and how often it was followed, by month.

The code says where the poster hung. It is on no report and in no conversation: a school's poster must not
tell which report came from that school.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handlers.installation import Installation
from handlers.steps import poster_counts
from handlers.steps.unit_names import unit_of
from hotline.ids import UnitCode
from hotline.suppression import HIDDEN, SMALLEST, Shown
from storage.schema import Tx
from storage.tables import audit, poster, tally, unit
from storage.tables.poster import Poster

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 6
_ALWAYS = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a poster hangs, and how often it was followed in each month, small counts hidden."""

    code: str
    unit: UnitCode
    unit_name: str
    place: str
    months: Mapping[date, Shown]


async def hang(office: Installation, unit_words: str, place: str, *, by: str = "operator") -> str:
    """The code of this place's poster, always the same. Raises NotFound for a unit that isn't one."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return await office.writer.do(_hang, unit_words, place, code, by, office.now())


async def places(office: Installation) -> list[Place]:
    """Every place, by unit."""
    return await office.reader.read(_places)


async def followed(office: Installation, code: str) -> None:
    """Somebody came by the poster of this code."""
    await office.writer.do(_followed, office, code, office.now())


def _hang(tx: Tx, unit_words: str, place: str, code: str, by: str, now: datetime) -> str:
    where = unit_of(tx, unit_words)
    known = poster.at(tx, where, place)
    if known is not None:
        return known.code
    poster.add(tx, Poster(code, where, place), now)
    audit.append(tx, by, "poster_made", f"unit:{where}", now)
    return code


def _places(tx: Tx) -> list[Place]:
    names = unit.names(tx)
    return [_place(tx, one, names.get(one.unit, one.unit)) for one in poster.everywhere(tx)]


def _place(tx: Tx, one: Poster, unit_name: str) -> Place:
    counts = tally.of_days(tx, poster_counts.name_of(one.code), _ALWAYS)
    months = {month: count if count >= SMALLEST else HIDDEN for month, count in counts.items()}
    return Place(one.code, one.unit, unit_name, one.place, months)


def _followed(tx: Tx, office: Installation, code: str, now: datetime) -> None:
    poster_counts.count(tx, office, [code], now)
