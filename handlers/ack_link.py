"""The link in a page: looking at it changes nothing, pressing its button takes the alert, once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.installation import Installation, Posted
from handlers.steps import acknowledging, escalating
from handlers.steps.escalating import Scene, urgency_words
from handlers.steps.posting import Post
from hotline.alert.alert import AlertState
from hotline.duty.roster import Officer
from hotline.ids import OfficerId
from hotline.messages import Say
from storage.keys import ack_link
from storage.keys.ack_link import Claim
from storage.schema import Tx, to_ms
from storage.tables import ack_link_use, audit
from storage.tables import alert as alerts


class Standing(StrEnum):
    """What there is to do with the link."""

    READY = "ready"
    TAKEN = "taken"  # somebody has the alert, or it is closed
    OVER = "over"  # used, expired, or its officer is here no more
    UNKNOWN = "unknown"  # we never made it
    OTHER = "other"  # it was forwarded to a colleague, who is logged in under another name
    DONE = "done"  # this press took the alert
    TOLD = "told"  # this press changed nothing, for the reason that `say` gives


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows: no more than the page in the messenger did. `say`: what became of it."""

    standing: Standing
    number: int = 0
    urgency: Say | None = None
    unit: str = ""
    say: Say | None = None


async def look(office: Installation, token: str, known: OfficerId | None = None) -> Seen:
    """What the link is for, and who was faster if somebody was. Mail scanners and previews do this too.

    `known`: who is logged in in this browser, if anybody.
    """
    return await office.reader.read(_look, office, token, known, office.now())


async def take(office: Installation, token: str, known: OfficerId | None = None) -> Seen:
    """The alert is this officer's, if the link is fresh and nobody was faster; the link is used up."""
    seen, posted = await office.writer.do(_take, office, token, known, office.now())
    office.after_commit(posted)
    return seen


def _look(tx: Tx, office: Installation, token: str, known: OfficerId | None, now: datetime) -> Seen:
    claim = ack_link.read(tx.keys, token)
    if claim is None:
        return Seen(Standing.UNKNOWN)
    if known not in (None, claim.officer):
        return Seen(Standing.OTHER)
    here = escalating.scene(tx, office, now)
    officer, seen = _officer(here, claim), _facts(here, claim)
    stored = alerts.load(tx, claim.alert)
    if officer is None or stored is None:
        return Seen(Standing.OVER)
    if stored.alert.state is not AlertState.OPEN:
        return Seen(Standing.TAKEN, seen.number, seen.urgency, seen.unit, _who(here, claim, officer))
    over = to_ms(now) >= claim.until_ms or ack_link_use.is_used(tx, claim.key)
    return Seen(Standing.OVER if over else Standing.READY, seen.number, seen.urgency, seen.unit)


def _take(
    tx: Tx, office: Installation, token: str, known: OfficerId | None, now: datetime
) -> tuple[Seen, Posted]:
    claim = ack_link.read(tx.keys, token)
    if claim is None:
        return Seen(Standing.UNKNOWN), Posted()
    seen = _look(tx, office, token, known, now)
    here = escalating.scene(tx, office, now)
    officer = _officer(here, claim)
    if seen.standing is not Standing.READY or officer is None:
        return seen, Posted()
    ack_link_use.forget_before(tx, now - ack_link.LASTS)
    if not ack_link_use.use(tx, claim.key, now):
        return Seen(Standing.OVER), Posted()
    audit.append(tx, officer.username, "page_link_used", f"alert:{claim.alert}", now)
    post = Post(tx, office, now)
    outcome = acknowledging.acknowledge(here, claim.alert, officer, post, from_console=False)
    standing = Standing.DONE if outcome.done else Standing.TOLD
    return Seen(standing, seen.number, seen.urgency, seen.unit, outcome.say), post.flush()


def _officer(here: Scene, claim: Claim) -> Officer | None:
    return next((one for one in here.duty.officers if one.id == claim.officer and one.active), None)


def _facts(here: Scene, claim: Claim) -> Seen:
    stored = alerts.load(here.tx, claim.alert)
    if stored is None:
        return Seen(Standing.OVER)
    alert = stored.alert
    unit = here.units.get(alert.unit, alert.unit)
    return Seen(Standing.READY, int(alert.number), Say(urgency_words(alert)[1:]), unit)


def _who(here: Scene, claim: Claim, officer: Officer) -> Say:
    """Who has it, for whoever may know."""
    stored = alerts.load(here.tx, claim.alert)
    owner = None if stored is None else stored.alert.acknowledged_by
    name = next((one.name for one in here.duty.officers if one.id == owner), None)
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        return Say("alert-unknown", {"number": int(claim.alert)})
    if name is None or stored.alert.state is AlertState.CLOSED:
        return Say("alert-closed", {"number": int(claim.alert)})
    if owner == officer.id:
        return Say("ack-yours", {"number": int(claim.alert), "link": _case(here, claim)})
    return Say("ack-taken", {"number": int(claim.alert), "name": name})


def _case(here: Scene, claim: Claim) -> str:
    return escalating.case_link(here.office, claim.alert)
