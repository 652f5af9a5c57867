"""What the API gives of rosters."""

from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from console.api.shapes import UNIT_CODE, Time


class Stretch(Struct):
    """From `from` up to and without `until`."""

    from_at: Time = field(name="from")
    until_at: Time = field(name="until")


class RosterShift(Stretch):
    """One officer's duty, out of single shifts, rotations and what was changed about them."""

    officer: Annotated[str, Meta(description="a username")]
    place: Literal["on_duty", "backup"]


class RosterLoad(Struct):
    """What one officer carries in the month."""

    officer: Annotated[str, Meta(description="a username")]
    hours: float
    nights_in_a_row: int
    most_hours_in_a_week: float
    overloaded: bool


class RosterMonth(Stretch):
    """A unit's month. `percent` of it has somebody on duty; the gaps are the rest.

    `thin`: only officers are on duty who may not be reached.
    """

    unit: str
    percent: float
    gaps: Sequence[Stretch]
    thin: Sequence[Stretch]
    shifts: Sequence[RosterShift]
    loads: Sequence[RosterLoad]


class PreviewLine(Struct):
    """One step of the ladder. `unreachable` are meant too, but no messenger of theirs works."""

    after_seconds: int
    at: Time
    rungs: Sequence[str]
    paged: Annotated[Sequence[str], Meta(description="usernames")]
    unreachable: Annotated[Sequence[str], Meta(description="usernames")]


class Seat(Struct, forbid_unknown_fields=True):
    """A place of a unit, for a stretch of time."""

    unit: Annotated[str, Meta(pattern=UNIT_CODE)]
    from_at: Time = field(name="from")
    until_at: Time = field(name="until")
    place: Literal["on_duty", "backup"] = "on_duty"


class NewOverride(Seat, kw_only=True):
    """These officers and nobody else are on duty then; none: nobody."""

    officers: Annotated[list[str], Meta(max_length=20, description="usernames")]


class NewCover(Seat, kw_only=True):
    """`taker` stands in for `giver` then; both are usernames."""

    giver: str
    taker: str


class NewLeave(Struct, forbid_unknown_fields=True):
    """An officer (a username) has no duty anywhere then."""

    officer: str
    from_at: Time = field(name="from")
    until_at: Time = field(name="until")


class RosterChange(Struct):
    """The change that was made; by its number it can be undone."""

    number: int


class MadeChange(Stretch, kw_only=True):
    """A change that isn't over. Usernames: `officers` of an override, `giver` and `taker` of a cover,
    `giver` alone is on leave, which is everywhere.
    """

    number: int
    kind: Literal["override", "cover", "leave"]
    unit: str | None
    place: Literal["on_duty", "backup"] | None
    officers: Sequence[str]
    giver: str | None
    taker: str | None
    made_by: str
    made_at: Time


class MadeChanges(Struct):
    """In the order in which they were made; a later override goes before an earlier one."""

    items: Sequence[MadeChange]


class CalendarAddress(Struct):
    """Where a calendar program fetches the caller's shifts. It is a secret, and shown once."""

    address: str


class Preview(Struct):
    """Whom an alert would page, if nobody acted."""

    unit: str
    steps: Sequence[PreviewLine]
