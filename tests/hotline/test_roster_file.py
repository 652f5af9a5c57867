"""Rosters as spreadsheets write them: all of the file is good, or every bad row is named."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.duty.roster import Officer, Place, Role, Shift
from hotline.duty.roster_file import format_roster, parse_roster
from hotline.duty.roster_words import Office
from hotline.ids import OfficerId, UnitCode
from tests.faults import in_english

COMMUNE, OTHER, PROVINCE = UnitCode("24736"), UnitCode("24747"), UnitCode("68")
NAMES = {
    "24736": [COMMUNE],
    "24747": [OTHER],
    "68": [PROVINCE],
    "Phan Rí": [COMMUNE],
    "Tân Lập": [COMMUNE, OTHER],
}
HEADER = "unit,from,until,username,place\n"
GOOD = "24736,2026-11-23T07:00,2026-11-23T19:00,an,on_duty"
SEVEN = datetime(2026, 11, 23, 0, tzinfo=UTC)  # 7:00 in Việt Nam


def officer(number: int, username: str, unit: UnitCode = COMMUNE, role: Role = Role.OFFICER) -> Officer:
    return Officer(OfficerId(number), username, username, unit, role, active=username != "gone")


PEOPLE = (
    officer(1, "an"),
    officer(2, "binh"),
    officer(3, "chi", OTHER),
    officer(4, "phuc", PROVINCE),
    officer(5, "root", PROVINCE, Role.ADMINISTRATOR),
    officer(6, "gone"),
)


def office(zone: str = "Asia/Ho_Chi_Minh") -> Office:
    officers = {one.username: one for one in PEOPLE}
    return Office(PROVINCE, lambda words: NAMES.get(words, []), officers, ZoneInfo(zone))


def refused(*rows: str, zone: str = "Asia/Ho_Chi_Minh") -> list[tuple[int, str]]:
    """What is wrong with a file of these rows, by line."""
    shifts, bad = parse_roster(HEADER + "\n".join(rows), office(zone))
    assert not shifts or not bad
    return [(row.line, in_english(row.faults)) for row in bad]


def test_a_row_is_a_shift_in_local_time() -> None:
    assert parse_roster(HEADER + GOOD, office()) == (
        [Shift(COMMUNE, OfficerId(1), Place.ON_DUTY, SEVEN, SEVEN + timedelta(hours=12))],
        [],
    )


def test_seconds_may_follow_and_the_unit_may_be_a_name() -> None:
    (shift,), _ = parse_roster(
        HEADER + "Phan Rí,2026-11-23T07:00:30,2026-11-23T19:00:00,binh,backup", office()
    )

    assert shift == Shift(
        COMMUNE, OfficerId(2), Place.BACKUP, SEVEN + timedelta(seconds=30), SEVEN + timedelta(hours=12)
    )


def test_what_spreadsheets_leave_behind_does_no_harm() -> None:
    """A mark at the beginning, Windows line ends, empty rows, quotes and spaces."""
    text = "\ufeff" + HEADER + f'\n"24736", {GOOD[6:]} \n,,,,\n'

    assert parse_roster(text.replace("\n", "\r\n"), office()) == parse_roster(HEADER + GOOD, office())


def test_an_officer_of_the_province_may_take_a_communes_duty() -> None:
    assert not refused(GOOD.replace("an,", "phuc,"))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("24736", "99999", "unknown unit '99999'"),
        ("24736", "Tân Lập", "unit 'Tân Lập' may be 24736 or 24747: write the code"),
        ("an,", "nobody,", "unknown username 'nobody'"),
        ("an,", "gone,", "gone has been disabled"),
        ("an,", "root,", "root is an administrator, who takes no duty"),
        ("an,", "chi,", "chi belongs to 24747 and may not read what 24736 is sent"),
        ("on_duty", "boss", "unknown place 'boss': write on_duty or backup"),
        ("T07:00", "T19:00", "from must be before until"),
        ("T07:00", "T20:00", "from must be before until"),
        ("T07:00", " 07:00", "from '2026-11-23 07:00' is not a local time like 2026-11-23T07:00"),
        ("T19:00", "T25:00", "until '2026-11-23T25:00' is not a local time like 2026-11-23T07:00"),
        ("T07:00", "T07:00Z", "from '2026-11-23T07:00Z' is not a local time like 2026-11-23T07:00"),
        (
            "2026-11-23T07",
            "0001-01-01T00",
            "from '0001-01-01T00:00' is not a local time like 2026-11-23T07:00",
        ),
        (",on_duty", "", "has 4 cells instead of 5"),
        ("on_duty", "on_duty,,", "has 7 cells instead of 5"),
        ("24736", '"24736"x', "unknown unit '24736x'"),
        ("24736", '"24736', "has 1 cells instead of 5"),
        ("24736", "x" * 200_000, "is far too long: a quotation mark may be out of place"),
    ],
)
def test_a_bad_row_is_named(old: str, new: str, what: str) -> None:
    assert refused(GOOD.replace(old, new, 1)) == [(2, what)]


def test_every_bad_row_is_named_with_its_line_and_every_fault() -> None:
    (first, faults), (second, _) = refused(
        GOOD, "x,y,z,who,what", "", GOOD.replace("an,", "nobody,").replace("23T", "24T")
    )

    assert (first, second) == (3, 5)
    assert faults == (
        "unknown unit 'x'; from 'y' is not a local time like 2026-11-23T07:00; "
        "until 'z' is not a local time like 2026-11-23T07:00; unknown username 'who'; "
        "unknown place 'what': write on_duty or backup"
    )


def test_the_line_is_that_of_the_file_even_after_a_cell_of_two_lines() -> None:
    assert [line for line, _ in refused('"x\ny",1,2,3,4', "z,1,2,3,4")] == [2, 4]


@pytest.mark.parametrize("text", ["", "\n", "unit,from,until,username\n", GOOD, HEADER.replace(",", ";")])
def test_without_the_header_nothing_is_read(text: str) -> None:
    shifts, [bad] = parse_roster(text, office())

    assert shifts == []
    assert bad.line == 1
    assert in_english(bad.faults) == "the first line must be unit,from,until,username,place"


def test_a_header_alone_is_an_empty_roster() -> None:
    assert parse_roster(HEADER, office()) == ([], [])


def test_an_officer_cant_take_one_place_twice_at_once() -> None:
    later = GOOD.replace("T07", "T18").replace("23T19", "24T07")
    within = GOOD.replace("T07", "T08").replace("T19", "T09")

    assert refused(GOOD, later, within) == [(3, "overlaps line 2"), (4, "overlaps line 2")]
    assert refused(within, GOOD) == [(3, "overlaps line 2")]


def test_shifts_that_meet_or_differ_in_unit_place_or_officer_dont_overlap() -> None:
    rows = [
        GOOD,
        GOOD.replace("T07", "T19").replace("23T19:00,an", "24T07:00,an"),
        GOOD.replace("an,on_duty", "an,backup"),
        GOOD.replace("an,", "binh,"),
        GOOD.replace("an,", "phuc,"),
        GOOD.replace("an,", "phuc,").replace("24736", "24747"),
    ]

    assert refused(*rows) == []


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    """Berlin goes from 2:00 to 3:00 on 29 March 2026."""
    row = "24736,2026-03-29T02:30,2026-03-29T04:00,an,on_duty"

    assert refused(row, zone="Europe/Berlin") == [
        (2, "from '2026-03-29T02:30' never comes: the clocks are set forward then")
    ]


def test_an_hour_that_comes_twice_is_the_first() -> None:
    """Berlin has 2:30 twice on 25 October 2026."""
    row = "24736,2026-10-25T02:30,2026-10-25T04:00,an,on_duty"

    (shift,), _ = parse_roster(HEADER + row, office("Europe/Berlin"))

    assert shift.from_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([COMMUNE, PROVINCE]),
            st.sampled_from(list(Place)),
            st.integers(0, 10**8),
            st.integers(1, 10**6),
        ),
        max_size=5,
        unique_by=lambda one: one[:2],
    )
)
def test_what_is_written_reads_back_the_same(rows: list[tuple[UnitCode, Place, int, int]]) -> None:
    shifts = [
        Shift(
            unit,
            OfficerId(4),
            place,
            SEVEN + timedelta(seconds=start),
            SEVEN + timedelta(seconds=start + long),
        )
        for unit, place, start, long in rows
    ]

    text = format_roster(shifts, {OfficerId(4): "phuc"}, office().zone)

    assert text.startswith(HEADER)
    assert set(parse_roster(text, office())[0]) == set(shifts)
