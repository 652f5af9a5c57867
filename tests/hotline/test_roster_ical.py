"""A roster as a calendar: it comes back as it went, and events made elsewhere are understood."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hotline.duty.roster import Officer, Place, Role, Shift
from hotline.duty.roster_ical import format_ical, parse_ical
from hotline.duty.roster_words import Office
from hotline.ids import OfficerId, UnitCode
from tests.faults import in_english

UNIT = UnitCode("24736")
AN = Officer(OfficerId(1), "an", "An", UNIT, Role.OFFICER)
BINH = Officer(OfficerId(2), "binh", "Bình", UNIT, Role.OFFICER)
HERE = Office(
    province=UnitCode("68"),
    units=lambda words: [UNIT] if words in {UNIT, "Quảng"} else [],
    officers={"an": AN, "binh": BINH},
    zone=ZoneInfo("Asia/Ho_Chi_Minh"),
)
START = datetime(2026, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)
USERNAMES = {AN.id: "an", BINH.id: "binh"}
UNITS = {UNIT: "Xã Quảng Trực, tỉnh Lâm Đồng; một cái tên dài để phải xuống dòng ở giữa"}


def calendar(*lines: str) -> str:
    event = "\r\n".join(["BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT"])
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{event}\r\nEND:VCALENDAR\r\n"


def test_a_roster_comes_back_as_it_went() -> None:
    shifts = [
        Shift(UNIT, AN.id, Place.ON_DUTY, START, START + DAY),
        Shift(UNIT, BINH.id, Place.BACKUP, START + DAY, START + 2 * DAY),
    ]

    text = format_ical(shifts, USERNAMES, UNITS, START)

    assert parse_ical(text, HERE) == (shifts, [])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_an_event_made_elsewhere_says_it_in_its_title() -> None:
    text = calendar(
        "DTSTART:20261201T070000", "DTEND;TZID=Asia/Tokyo:20261201T210000", "SUMMARY:24736 on_duty an"
    )

    [shift], bad = parse_ical(text, HERE)

    assert bad == []
    assert (shift.from_at, shift.until_at) == (START, START + timedelta(hours=12))


def test_an_event_may_say_how_long_it_lasts() -> None:
    text = calendar("DTSTART:20261201T000000Z", "DURATION:PT12H", "SUMMARY:24736 on_duty an")

    assert parse_ical(text, HERE) == (
        [Shift(UNIT, AN.id, Place.ON_DUTY, START, START + timedelta(hours=12))],
        [],
    )


def test_an_event_that_overlaps_another_is_named_by_its_place() -> None:
    shift = Shift(UNIT, AN.id, Place.ON_DUTY, START, START + DAY)

    _, [bad] = parse_ical(format_ical([shift, shift], USERNAMES, UNITS, START), HERE)

    assert (bad.line, in_english(bad.faults)) == (2, "overlaps event 1")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("no calendar", "no iCalendar"),
        (calendar("DTSTART:20261201T070000", "DTEND:20261201T190000", "SUMMARY:Trực"), "title"),
        (calendar("DTSTART;VALUE=DATE:20261201", "SUMMARY:24736 on_duty an"), "with times"),
        (calendar("DTSTART:20261201T070000", "SUMMARY:24736 on_duty an"), "with times"),
        (
            calendar("DTSTART:20261201T070000", "DTEND:20261201T190000", "RRULE:FREQ=DAILY", "SUMMARY:x"),
            "rotation",
        ),
        (
            calendar("DTSTART:20261201T070000", "DTEND:20261201T190000", "SUMMARY:24736 on_duty who"),
            "unknown username",
        ),
    ],
)
def test_what_is_no_shift_is_named(text: str, fault: str) -> None:
    shifts, bad = parse_ical(text, HERE)

    assert shifts == []
    assert fault in in_english(bad[0].faults)
    assert bad[0].line == (0 if text == "no calendar" else 1)
