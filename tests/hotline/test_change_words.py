"""Rotations and changes as people write them: read whole, or every fault is named."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from hotline.duty.change_words import (
    RotationWords,
    SeatWords,
    read_cover,
    read_leave,
    read_override,
    read_rotation,
)
from hotline.duty.planning import Cover, Leave, Override
from hotline.duty.roster import Officer, Place, Role
from hotline.duty.roster_faults import Faults
from hotline.duty.roster_words import Office
from hotline.duty.rotation import Rotation
from hotline.duty.working_days import DayKind
from hotline.ids import OfficerId, UnitCode
from tests.faults import in_english

UNIT, OTHER, PROVINCE = UnitCode("24736"), UnitCode("24739"), UnitCode("68")
PEOPLE = (
    Officer(OfficerId(1), "an", "An", UNIT, Role.OFFICER),
    Officer(OfficerId(2), "binh", "Bình", UNIT, Role.OFFICER),
    Officer(OfficerId(3), "chi", "Chi", OTHER, Role.OFFICER),
    Officer(OfficerId(4), "root", "Root", PROVINCE, Role.ADMINISTRATOR),
)
HERE = Office(
    province=PROVINCE,
    units=lambda words: [UnitCode(words)] if words in {UNIT, OTHER, PROVINCE} else [],
    officers={one.username: one for one in PEOPLE},
    zone=ZoneInfo("Asia/Ho_Chi_Minh"),
)
SEAT = SeatWords(UNIT, "on_duty", "2026-12-01T07:00", "2026-12-01T19:00")
WEEKLY = RotationWords(UNIT, "on_duty", "2026-12-01", "07:00", "07:00", ("an, binh", "-"), 7)


def test_a_rotation_is_read_whole() -> None:
    words = RotationWords(
        UNIT, "backup", "2026-12-01", "19:00", "07:00", ("an",), 1, "2027-01-01", "Sat, sun", "rest"
    )

    assert read_rotation(words, HERE) == Rotation(
        unit=UNIT,
        place=Place.BACKUP,
        begins_on=date(2026, 12, 1),
        from_at=time(19),
        until_at=time(7),
        crews=((OfficerId(1),),),
        turn_days=1,
        ends_on=date(2027, 1, 1),
        weekdays=frozenset({5, 6}),
        day_kind=DayKind.REST,
    )


def test_a_crew_may_be_several_or_nobody() -> None:
    read = read_rotation(WEEKLY, HERE)

    assert isinstance(read, Rotation)
    assert read.crews == ((1, 2), ())


def test_every_fault_of_a_rotation_is_named() -> None:
    words = RotationWords("x", "lead", "soon", "7", "25:00", ("nobody", "root"), 0, "never", "mo", "half")

    faults = read_rotation(words, HERE)

    assert isinstance(faults, list)
    for part in (
        "unit",
        "place",
        "begins",
        "ends",
        "from '7'",
        "until",
        "nobody",
        "root",
        "turn",
        "'mo'",
        "half",
    ):
        assert part in in_english(faults)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (RotationWords(UNIT, "on_duty", "2026-12-01", "07:00", "07:00", ("chi",)), "may not read"),
        (RotationWords(UNIT, "on_duty", "2026-12-01", "07:00", "07:00", ("-",)), "needs a crew"),
        (
            RotationWords(UNIT, "on_duty", "2026-12-01", "07:00", "07:00", ("an",), ends_on="2026-12-01"),
            "before ends",
        ),
    ],
)
def test_what_could_never_page_anybody_is_refused(words: RotationWords, fault: str) -> None:
    faults = read_rotation(words, HERE)

    assert isinstance(faults, list)
    assert fault in in_english(faults)


def test_changes_are_read() -> None:
    over, stands_in = read_override(SEAT, ["an", "binh"], HERE), read_cover(SEAT, "an", "binh", HERE)
    away = read_leave("an", "2026-12-01T00:00", "2026-12-03T00:00", HERE)

    assert isinstance(over, Override)
    assert over.officers == (1, 2)
    assert isinstance(stands_in, Cover)
    assert (stands_in.giver, stands_in.taker) == (1, 2)
    assert isinstance(away, Leave)
    assert (away.until_at - away.from_at).days == 2


def test_an_override_without_a_name_puts_nobody_on_duty() -> None:
    read = read_override(SEAT, [], HERE)

    assert isinstance(read, Override)
    assert read.officers == ()


@pytest.mark.parametrize(
    ("read", "fault"),
    [
        (read_override(SEAT, ["chi"], HERE), "may not read"),
        (read_override(SeatWords("x", "on_duty", SEAT.from_at, SEAT.until_at), ["an"], HERE), "unknown unit"),
        (
            read_override(SeatWords(UNIT, "on_duty", SEAT.until_at, SEAT.from_at), ["an"], HERE),
            "before until",
        ),
        (read_cover(SEAT, "an", "chi", HERE), "may not read"),
        (read_cover(SEAT, "an", "an", HERE), "stand in"),
        (read_cover(SEAT, "an", "who", HERE), "unknown username"),
        (read_leave("who", SEAT.from_at, SEAT.until_at, HERE), "unknown username"),
        (read_leave("an", "tomorrow", SEAT.until_at, HERE), "not a local time"),
    ],
)
def test_a_change_with_a_fault_is_no_change(read: Override | Cover | Leave | Faults, fault: str) -> None:
    assert isinstance(read, list)
    assert fault in in_english(read)
