"""Alerts for the rules' tests: An on duty, Bình behind, Lan leads the unit, Sơn supervises."""

from datetime import UTC, datetime, timedelta

from hotline.alert.acknowledgement import Acknowledged, acknowledge
from hotline.alert.alert import Alert, Urgency
from hotline.alert.escalation import advance, open_alert
from hotline.alert.policy import DEFAULT_POLICIES
from hotline.duty.roster import Duty, Officer, Place, Role, Shift
from hotline.ids import AlertNumber, ContactMethodId, OfficerId, UnitCode

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
COMMUNE, PROVINCE = UnitCode("24736"), UnitCode("68")
POLICY = DEFAULT_POLICIES[Urgency.EMERGENCY]


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def officer(number: int, username: str, unit: UnitCode = COMMUNE, role: Role = Role.OFFICER) -> Officer:
    return Officer(OfficerId(number), username, username, unit, role, (ContactMethodId(number),))


AN, BINH = officer(1, "an"), officer(2, "binh")
LAN, SON = officer(3, "lan", role=Role.UNIT_LEAD), officer(4, "son", PROVINCE, Role.SUPERVISOR)
DUTY = Duty(
    PROVINCE,
    (AN, BINH, LAN, SON),
    (
        Shift(COMMUNE, AN.id, Place.ON_DUTY, NOW, NOW + timedelta(days=1)),
        Shift(COMMUNE, BINH.id, Place.BACKUP, NOW, NOW + timedelta(days=1)),
    ),
)


def new_alert() -> Alert:
    """An alert that has just paged An."""
    alert = open_alert(AlertNumber(12), COMMUNE, Urgency.EMERGENCY, POLICY, NOW)
    return advance(alert, DUTY, NOW).alert


def taken(by: Officer = AN) -> Alert:
    outcome = acknowledge(new_alert(), by.id, NOW, from_console=False, opened=False)
    assert isinstance(outcome, Acknowledged)
    return outcome.alert
