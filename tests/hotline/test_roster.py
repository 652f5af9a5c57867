"""Who is meant by a rung, and who may read: An on duty, Bình behind, Lan leads, Sơn supervises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hotline.alert.alert import Rung
from hotline.duty.roster import Duty, Officer, Place, Role, Shift
from hotline.ids import ContactMethodId, OfficerId, UnitCode

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
COMMUNE, OTHER, PROVINCE = UnitCode("24736"), UnitCode("24747"), UnitCode("68")


def officer(number: int, username: str, unit: UnitCode, role: Role = Role.OFFICER) -> Officer:
    methods = (ContactMethodId(number),)
    return Officer(OfficerId(number), username, username.title(), unit, role, methods)


ROOT = officer(1, "root", PROVINCE, Role.ADMINISTRATOR)
ROOT_2 = officer(2, "root2", PROVINCE, Role.ADMINISTRATOR)
AN = officer(3, "an", COMMUNE)
BINH = officer(4, "binh", COMMUNE)
LAN = officer(5, "lan", COMMUNE, Role.UNIT_LEAD)
PHUC = officer(6, "phuc", PROVINCE)
SON = officer(7, "son", PROVINCE, Role.SUPERVISOR)
CHI = officer(8, "chi", OTHER)
LEAD_OF_OTHER = officer(9, "mai", OTHER, Role.UNIT_LEAD)

SHIFTS = (
    Shift(COMMUNE, AN.id, Place.ON_DUTY, NOW, NOW + HOUR),
    Shift(COMMUNE, BINH.id, Place.BACKUP, NOW, NOW + HOUR),
    Shift(PROVINCE, PHUC.id, Place.ON_DUTY, NOW, NOW + HOUR),
)
PEOPLE = (CHI, SON, PHUC, LAN, BINH, AN, ROOT_2, ROOT, LEAD_OF_OTHER)
DUTY = Duty(PROVINCE, PEOPLE, SHIFTS)


def without(*gone: Officer) -> Duty:
    """The same duty after some officers have left."""
    return replace(DUTY, officers=tuple(replace(one, active=one not in gone) for one in PEOPLE))


@pytest.mark.parametrize(
    ("rung", "found"),
    [
        (Rung.ON_DUTY, AN),
        (Rung.BACKUP, BINH),
        (Rung.UNIT_LEAD, LAN),
        (Rung.PARENT_ON_DUTY, PHUC),
        (Rung.SUPERVISOR, SON),
    ],
)
def test_each_rung_finds_its_own(rung: Rung, found: Officer) -> None:
    assert DUTY.resolve(rung, COMMUNE, NOW) == (found,)


def test_a_shift_ends_before_its_last_moment() -> None:
    assert DUTY.resolve(Rung.ON_DUTY, COMMUNE, NOW + HOUR - timedelta(milliseconds=1)) == (AN,)
    assert DUTY.resolve(Rung.ON_DUTY, COMMUNE, NOW + HOUR) == ()
    assert DUTY.resolve(Rung.ON_DUTY, COMMUNE, NOW - timedelta(milliseconds=1)) == ()


def test_two_on_duty_at_once_are_both_found_in_order() -> None:
    also = Shift(COMMUNE, BINH.id, Place.ON_DUTY, NOW, NOW + HOUR)

    duty = replace(DUTY, shifts=(also, *SHIFTS))

    assert duty.resolve(Rung.ON_DUTY, COMMUNE, NOW) == (AN, BINH)


def test_another_communes_duty_is_not_ours() -> None:
    assert DUTY.resolve(Rung.ON_DUTY, OTHER, NOW) == ()


def test_one_who_left_is_not_found() -> None:
    assert without(AN).resolve(Rung.ON_DUTY, COMMUNE, NOW) == ()
    assert without(LAN).resolve(Rung.UNIT_LEAD, COMMUNE, NOW) == ()


def test_one_who_may_not_read_is_not_paged() -> None:
    """A shift for somebody else's commune would be a page that leads to a closed door."""
    strangers = Shift(COMMUNE, CHI.id, Place.ON_DUTY, NOW, NOW + HOUR)

    duty = replace(DUTY, shifts=(strangers,))

    assert duty.resolve(Rung.ON_DUTY, COMMUNE, NOW) == ()


def test_until_a_supervisor_exists_the_first_administrator_is_one() -> None:
    assert without(SON).resolve(Rung.SUPERVISOR, COMMUNE, NOW) == (ROOT,)
    assert without(SON, ROOT).resolve(Rung.SUPERVISOR, COMMUNE, NOW) == (ROOT_2,)


def test_a_supervisor_of_another_commune_is_none_of_ours() -> None:
    duty = Duty(PROVINCE, (ROOT, replace(SON, unit=OTHER)))

    assert duty.resolve(Rung.SUPERVISOR, COMMUNE, NOW) == (ROOT,)


def test_the_unit_the_province_and_the_supervisors_read() -> None:
    assert DUTY.members(COMMUNE) == (AN, BINH, LAN, PHUC, SON)
    assert DUTY.members(PROVINCE) == (PHUC, SON)


def test_the_first_administrator_reads_only_while_there_is_no_supervisor() -> None:
    assert not DUTY.may_read(ROOT.id, COMMUNE)
    assert without(SON).may_read(ROOT.id, COMMUNE)
    assert not without(SON).may_read(ROOT_2.id, COMMUNE)


def test_another_communes_officer_reads_nothing() -> None:
    assert not DUTY.may_read(CHI.id, COMMUNE)
    assert not DUTY.may_read(LEAD_OF_OTHER.id, COMMUNE)
