"""The link in a page: looking at it changes nothing, pressing its button takes the alert, once.

It is of one officer, and a link is passed on easily. So the browser has to be known as that officer's, or the
password has to be typed there, once.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from handlers import proving
from handlers.installation import Installation, Posted
from handlers.proving import Device
from handlers.steps import acknowledging, answering_calls
from handlers.steps.paging import urgency_words
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, case_link, scene
from hotline.alert.alert import AlertState
from hotline.duty.roster import Officer
from hotline.ids import OfficerId
from hotline.messages import Say
from storage.keys import ack_link
from storage.keys.ack_link import Claim
from storage.schema import Tx, to_ms
from storage.tables import ack_link_use, audit
from storage.tables import alert as alerts
from storage.tables import officer as officers


class Standing(StrEnum):
    """What there is to do with the link."""

    READY = "ready"
    ASK = "ask"  # ready too, once it is proven who presses
    TAKEN = "taken"  # somebody has the alert, or it is closed
    OVER = "over"  # used, expired, or its officer is here no more
    UNKNOWN = "unknown"  # we never made it
    OTHER = "other"  # it was forwarded: this browser is a colleague's
    DONE = "done"  # this press took the alert
    TOLD = "told"  # this press changed nothing, for the reason that `say` gives


class KnownBy(StrEnum):
    """Why this is the link's officer, or why that can't be said. The audit log names it."""

    SESSION = "session"
    BROWSER = "browser"
    PASSWORD = "password"  # noqa: S105 - the word
    CALL = "call"
    NOTHING = "nothing"
    ANOTHERS = "anothers"


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser says of who uses it: whose session there is, and what it keeps of earlier ones."""

    session: OfficerId | None = None
    kept: tuple[str, ...] = ()


STRANGE = Browser()
"""A browser in which nobody proved anything yet, as a scanner's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows: to a stranger no more than the page in the messenger did.

    `say`: what became of it. `wrong`: the password wasn't right, or has to `wait`. `device`: for the browser
    to keep. `must_change`: the password was the first one.
    """

    standing: Standing
    number: int = 0
    urgency: Say | None = None
    unit: str = ""
    say: Say | None = None
    wrong: bool = False
    wait: timedelta = timedelta()
    device: Device | None = None
    must_change: bool = False

    @property
    def asks(self) -> bool:
        """Whether the password would bring more: the alert itself, or who has it."""
        return self.standing is Standing.ASK or (self.standing is Standing.TAKEN and self.say is None)


async def look(office: Installation, token: str, browser: Browser = STRANGE) -> Seen:
    """What the link is for, and who was faster if somebody was. Mail scanners and previews do this too."""
    return await office.reader.read(_look, office, token, browser, office.now())


async def take(office: Installation, token: str, browser: Browser = STRANGE, password: str = "") -> Seen:
    """The alert is this officer's, if that is who presses, the link is fresh and nobody was faster.

    Then the link is used up; a wrong password uses nothing.
    """
    username = await office.reader.read(_to_be_proven, token, browser, office.now())
    if username is None:
        return await _press(office, token, browser, None)
    proven = None
    if password:
        proven = await proving.prove(office, username, password, browser.kept, at="page_link")
    if proven is None:
        wait = await proving.wait_of(office, username, browser.kept)
        seen = await look(office, token, browser)
        return replace(seen, wrong=seen.asks, wait=wait)
    seen = await _press(office, token, browser, KnownBy.PASSWORD)
    return replace(seen, device=proven.device)


async def press_key(office: Installation, token: str) -> Seen:
    """The key pressed in the call that this link is of; what came of it is told by the officer's next way."""
    seen, posted = await office.writer.do(_press_key, office, token, office.now())
    office.after_commit(posted)
    return seen


async def _press(office: Installation, token: str, browser: Browser, proof: KnownBy | None) -> Seen:
    seen, posted = await office.writer.do(_take, office, token, browser, proof, office.now())
    office.after_commit(posted)
    return seen


def _to_be_proven(tx: Tx, token: str, browser: Browser, now: datetime) -> str | None:
    """Whose password lets this browser use the link; None if none would, or none is needed."""
    claim = ack_link.read(tx.keys, token)
    if claim is None:
        return None
    stored = officers.by_id(tx, claim.officer)
    if stored is None or not stored.active or _known_by(tx, claim, browser, now) is not KnownBy.NOTHING:
        return None
    return stored.username


def _known_by(tx: Tx, claim: Claim, browser: Browser, now: datetime) -> KnownBy:
    """In a browser that officers share, having been there before says nothing of who presses."""
    if browser.session is not None:
        return KnownBy.SESSION if browser.session == claim.officer else KnownBy.ANOTHERS
    kept = proving.known_here(tx, browser.kept, now)
    if kept and claim.officer not in kept:
        return KnownBy.ANOTHERS
    return KnownBy.BROWSER if len(kept) == 1 else KnownBy.NOTHING


def _look(tx: Tx, office: Installation, token: str, browser: Browser, now: datetime) -> Seen:
    claim = ack_link.read(tx.keys, token)
    if claim is None:
        return Seen(Standing.UNKNOWN)
    return _standing(scene(tx, office, now), claim, _known_by(tx, claim, browser, now))


def _standing(here: Scene, claim: Claim, known: KnownBy) -> Seen:
    if known is KnownBy.ANOTHERS:
        return Seen(Standing.OTHER)
    officer, seen = _officer(here, claim), _facts(here, claim)
    stored = alerts.load(here.tx, claim.alert)
    if officer is None or stored is None:
        return Seen(Standing.OVER)
    if stored.alert.state is not AlertState.OPEN:
        say = None if known is KnownBy.NOTHING else _who(here, claim, officer)
        return replace(seen, standing=Standing.TAKEN, say=say)
    if to_ms(here.now) >= claim.until_ms or ack_link_use.is_used(here.tx, claim.key):
        return replace(seen, standing=Standing.OVER)
    return replace(seen, standing=Standing.ASK) if known is KnownBy.NOTHING else seen


def _take(
    tx: Tx, office: Installation, token: str, browser: Browser, proof: KnownBy | None, now: datetime
) -> tuple[Seen, Posted]:
    claim = ack_link.read(tx.keys, token)
    if claim is None:
        return Seen(Standing.UNKNOWN), Posted()
    here, post = scene(tx, office, now), Post(tx, office, now)
    known = proof or _known_by(tx, claim, browser, now)
    if known is KnownBy.ANOTHERS:
        _note_another(here, claim, browser)
    return _taken(here, claim, known, post), post.flush()


def _taken(here: Scene, claim: Claim, known: KnownBy, post: Post) -> Seen:
    seen, officer = _standing(here, claim, known), _officer(here, claim)
    if seen.standing is not Standing.READY or officer is None:
        return seen
    ack_link_use.forget_before(here.tx, here.now - ack_link.LASTS)
    if not ack_link_use.use(here.tx, claim.key, here.now):
        return Seen(Standing.OVER)
    about = f"alert:{claim.alert}"
    audit.append(here.tx, officer.username, "page_link_used", about, here.now, known_by=known.value)
    outcome = acknowledging.acknowledge(here, claim.alert, officer, post, from_console=False)
    standing = Standing.DONE if outcome.done else Standing.TOLD
    stored = officers.by_id(here.tx, officer.id)
    first = stored is not None and bool(stored.must_change_password)
    return replace(seen, standing=standing, say=outcome.say, must_change=first)


def _press_key(tx: Tx, office: Installation, token: str, now: datetime) -> tuple[Seen, Posted]:
    claim = ack_link.read(tx.keys, token)
    if claim is None:
        return Seen(Standing.UNKNOWN), Posted()
    here, post = scene(tx, office, now), Post(tx, office, now)
    told_before = ack_link_use.is_used(tx, claim.key)
    seen = _taken(here, claim, KnownBy.CALL, post)
    late = Say("key-too-late", {"number": int(claim.alert)}) if seen.standing is Standing.OVER else None
    say, stored = seen.say or late, alerts.load(tx, claim.alert)
    if say is not None and stored is not None and not told_before:
        ack_link_use.use(tx, claim.key, now)  # the provider may tell us of this press once more
        answering_calls.answer(here, claim.officer, stored.alert, say, post)
    return seen, post.flush()


def _note_another(here: Scene, claim: Claim, browser: Browser) -> None:
    """A link that was passed on stands in the audit log, under the name of who pressed it."""
    pressed = {browser.session} - {None} or set(proving.known_here(here.tx, browser.kept, here.now))
    for officer in here.duty.officers:
        if officer.id in pressed:
            acknowledging.refused(here, officer, claim.alert, "acknowledge", "link_of_another")


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
    return case_link(here.office, claim.alert)
