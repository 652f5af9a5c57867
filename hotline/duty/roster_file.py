"""A roster as a file: CSV with local times, as a spreadsheet writes it.

unit,from,until,username,place
24736,2026-11-23T07:00,2026-11-23T19:00,an,on_duty
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from hotline.duty.roster import Place, Shift
from hotline.duty.roster_faults import Facts, Faults
from hotline.duty.roster_words import (
    Office,
    check_may_read,
    moment_written,
    officer_named,
    place_named,
    unit_named,
)
from hotline.ids import OfficerId, UnitCode
from hotline.messages import Say

HEADER = ["unit", "from", "until", "username", "place"]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be imported: its line in the file (0: all of it), and what is wrong."""

    line: int
    faults: Faults


def parse_roster(text: str, office: Office) -> tuple[list[Shift], list[BadRow]]:
    """The shifts of the file, in its order, and every bad row; if there is any, there are no shifts.

    An hour that occurs twice when the clocks are set back is the first of the two.
    """
    return rows_to_shifts(_rows(text), office)


def rows_to_shifts(
    rows: Iterable[tuple[int, list[str] | Say]], office: Office, each: str = "line"
) -> tuple[list[Shift], list[BadRow]]:
    """The shifts of rows that have their cells, or what is wrong with them; all or none.

    `each`: what the numbers count, a `roster-each-…` of the sentences.
    """
    bad: list[BadRow] = []
    shifts: list[tuple[int, Shift]] = []
    for line, row in rows:
        read = [row] if isinstance(row, Say) else _read(row, office)
        if isinstance(read, Shift):
            shifts.append((line, read))
        else:
            bad.append(BadRow(line, read))
    bad += _overlaps(shifts, each)
    if bad:
        return [], sorted(bad, key=lambda row: row.line)
    return [shift for _, shift in shifts], []


def format_roster(shifts: Iterable[Shift], usernames: Mapping[OfficerId, str], zone: tzinfo) -> str:
    """The file that `parse_roster` reads back as the same shifts, ordered by time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for one in sorted(shifts, key=lambda one: (one.from_at, one.unit, one.place, one.officer)):
        times = (_local(one.from_at, zone), _local(one.until_at, zone))
        writer.writerow((one.unit, *times, usernames[one.officer], one.place))
    return out.getvalue()


def _rows(text: str) -> Iterator[tuple[int, list[str] | Say]]:
    """Each row below the header with the line it begins on; what is wrong with the file in a row's place."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    line = 1
    try:
        if [cell.strip() for cell in next(reader, [])] != HEADER:
            yield line, Say("roster-fault-header", {"header": ",".join(HEADER)})
            return
        line = reader.line_num + 1
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        yield line, Say("roster-fault-too-long")


def _read(cells: list[str], office: Office) -> Shift | Faults:
    """The row's shift, or everything that is wrong with it."""
    if len(cells) != len(HEADER):
        return [Say("roster-fault-cells", {"found": len(cells), "needed": len(HEADER)})]
    faults: Faults = []
    unit = unit_named(cells[0], office, faults)
    from_at = moment_written("from", cells[1], office.zone, faults)
    until_at = moment_written("until", cells[2], office.zone, faults)
    officer = officer_named(cells[3], office, faults)
    place = place_named(cells[4], faults)
    if from_at and until_at and from_at >= until_at:
        faults.append(Say("roster-fault-span"))
    check_may_read(officer, unit, office, faults)
    if unit and from_at and until_at and officer and place and not faults:
        return Shift(unit, officer.id, place, from_at, until_at)
    return faults


def _overlaps(shifts: list[tuple[int, Shift]], each: str) -> list[BadRow]:
    """The rows by which an officer would take the same place of the same unit twice at once."""

    def key(one: Shift) -> tuple[UnitCode, Place, OfficerId]:
        return one.unit, one.place, one.officer

    bad = []
    in_order = sorted(shifts, key=lambda row: (key(row[1]), row[1].from_at))
    for _, same in groupby(in_order, key=lambda row: key(row[1])):
        (latest_line, latest), *others = same
        for line, shift in others:
            if shift.from_at < latest.until_at:
                facts: Facts = {"each": f"@roster-each-{each}", "number": min(line, latest_line)}
                bad.append(BadRow(max(line, latest_line), [Say("roster-fault-overlaps", facts)]))
            if shift.until_at > latest.until_at:
                latest_line, latest = line, shift
    return bad


def _local(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone).replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")
