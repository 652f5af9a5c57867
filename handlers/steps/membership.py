"""Who may read a case: an officer of its unit or its path to whom its report is sealed."""

from handlers.steps import sealing
from handlers.steps.scene import Scene
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber
from storage.keys.recipient import Seeds
from storage.tables import alert as alerts
from storage.tables import audit
from storage.tables.alert import StoredAlert


def members_case(
    here: Scene, officer: Officer, seeds: Seeds, number: int, act: str
) -> tuple[StoredAlert, Seeds] | None:
    """The case and what opens it; None, and audited, unless this officer may read and is a member."""
    stored = alerts.load(here.tx, AlertNumber(number))
    subject = f"case:{number}"
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        audit.append(here.tx, officer.username, "refused", subject, here.now, act=act)
        return None
    opened = sealing.report_seeds(here.tx, stored.report_id, str(officer.id), seeds)
    if opened is None:
        audit.append(here.tx, officer.username, "refused", subject, here.now, act=act, why="not_a_member")
        return None
    return stored, opened
