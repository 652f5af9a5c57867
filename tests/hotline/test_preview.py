"""What a preview foretells: the ladder's steps with the people of that hour."""

from datetime import UTC, datetime, timedelta

from hotline.alert.alert import Rung, Urgency
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.duty.preview import PreviewStep, preview
from hotline.duty.roster import Duty, Officer, Place, Role, Shift
from hotline.ids import ContactMethodId, OfficerId, UnitCode

AT = datetime(2026, 11, 23, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNIT, PROVINCE = UnitCode("24736"), UnitCode("68")
REACHED = (ContactMethodId(1),)
AN = Officer(OfficerId(1), "an", "An", UNIT, Role.OFFICER, REACHED)
BINH = Officer(OfficerId(2), "binh", "Bình", UNIT, Role.OFFICER, REACHED)
LAN = Officer(OfficerId(3), "lan", "Lan", UNIT, Role.UNIT_LEAD)
SON = Officer(OfficerId(4), "son", "Sơn", PROVINCE, Role.SUPERVISOR, REACHED)


def foretold(
    urgency: Urgency, *shifts: Shift, officers: tuple[Officer, ...] = (AN, BINH, LAN, SON)
) -> list[PreviewStep]:
    duty = Duty(PROVINCE, officers, shifts)
    return preview(DEFAULT_POLICIES[urgency], UNIT, urgency, AT, lambda _: duty)


def on(officer: Officer, begins: float, ends: float) -> Shift:
    return Shift(UNIT, officer.id, Place.ON_DUTY, AT + begins * HOUR, AT + ends * HOUR)


def test_a_step_that_reaches_nobody_is_left_at_once() -> None:
    steps = foretold(Urgency.EMERGENCY, on(AN, 0, 8))

    minutes = [step.after // timedelta(minutes=1) for step in steps]
    assert minutes == [0, 5, 5, 5]
    assert [step.rungs for step in steps] == [
        (Rung.ON_DUTY,),
        (Rung.BACKUP,),
        (Rung.UNIT_LEAD,),
        (Rung.SUPERVISOR,),
    ]
    assert [step.paged for step in steps] == [(AN,), (), (), (SON,)]
    assert steps[2].unreachable == (LAN,)


def test_whoever_has_the_next_shift_is_paged_in_it() -> None:
    backup = Shift(UNIT, BINH.id, Place.BACKUP, AT + 3 * HOUR, AT + 5 * HOUR)

    steps = foretold(Urgency.NORMAL, on(AN, 0, 1), backup)

    assert [step.after // HOUR for step in steps[:2]] == [0, 4]
    assert steps[1].paged == (BINH,)


def test_with_nobody_at_all_every_step_is_empty_and_the_preview_ends() -> None:
    steps = foretold(Urgency.LOW, officers=())

    assert len(steps) == 4
    assert not any(step.paged for step in steps)
