"""Closing a case, with a reason and a look at the child; and opening it again.

What the officer writes about it is sealed with the report; the reason and how the child was found are kept
beside the alert.
"""

from dataclasses import dataclass
from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps import acknowledging, joint, paging, reopening, sealing
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, scene
from hotline.alert import closing
from hotline.alert.acknowledgement import AlreadyClosed, AlreadyTaken, NotTaken
from hotline.alert.closing import MOST_CHARACTERS, Closed, Closing, NotSafeToClose, ReopenReason
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber
from hotline.messages import Say
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import audit, case_link, report
from storage.tables import closing as closings
from storage.tables.alert import StoredAlert


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it. `unfit`: what the officer said is not enough, and can be mended."""

    say: Say
    done: bool = False
    found: bool = True
    unfit: bool = False


async def close(office: Installation, officer: Officer, number: int, said: Closing) -> Decided:
    """Nobody is paged any more; the owner or those above may, once the child was looked after."""
    result, posted = await office.writer.do(_close, office, officer, number, said, office.now())
    office.after_commit(posted)
    return result


async def reopen(
    office: Installation, officer: Officer, number: int, reason: ReopenReason, words: str
) -> Decided:
    """The case begins again from the first step; any officer who may read it may say so."""
    result, posted = await office.writer.do(_reopen, office, officer, number, reason, words, office.now())
    office.after_commit(posted)
    return result


def _close(
    tx: Tx, office: Installation, officer: Officer, number: int, said: Closing, now: datetime
) -> tuple[Decided, Posted]:
    here, post = scene(tx, office, now), Post(tx, office, now)
    stored = acknowledging.entitled(here, AlertNumber(number), officer, "close")
    if stored is None:
        return _unknown(number), post.flush()
    facts = acknowledging.facts_about(here, stored.alert.number, officer)
    if joint.unanswered(here, stored.alert.number):
        return Decided(Say("close-joint", facts)), post.flush()
    told_at = _last_told(here, stored)
    match closing.close(stored.alert, officer, here.duty, said, told_at, now):
        case Closed(alert):
            acknowledging.keep(here, stored, alert, officer, "closed", post, said.reason.value)
            paging.quieten(here, alert.number)
            closings.add(tx, alert.number, officer.id, said, now)
            _note(here, stored, officer, sealing.Noted("closed", said.reason.value, said.words.strip()))
            return Decided(Say("close-done", facts), done=True), post.flush()
        case NotSafeToClose(sentence):
            return Decided(Say(sentence, facts), unfit=True), post.flush()
        case NotTaken():
            return Decided(Say("take-first", facts)), post.flush()
        case AlreadyTaken(by):
            acknowledging.refused(here, officer, stored.alert.number, "close", "not_the_owner")
            named = facts | {"name": acknowledging.name_of(here, by)}
            return Decided(Say("close-not-yours", named)), post.flush()
        case AlreadyClosed():
            return Decided(Say("alert-closed", facts)), post.flush()


def _reopen(
    tx: Tx,
    office: Installation,
    officer: Officer,
    number: int,
    reason: ReopenReason,
    words: str,
    now: datetime,
) -> tuple[Decided, Posted]:
    here, post = scene(tx, office, now), Post(tx, office, now)
    stored = acknowledging.entitled(here, AlertNumber(number), officer, "reopen")
    if stored is None:
        return _unknown(number), post.flush()
    facts = acknowledging.facts_about(here, stored.alert.number, officer)
    if len(words) > MOST_CHARACTERS:
        return Decided(Say("close-too-long", facts), unfit=True), post.flush()
    if not reopening.reopen(here, stored, officer.id, reason.value, post):
        return Decided(Say("reopen-not-closed", facts)), post.flush()
    audit.append(tx, officer.username, "reopened", f"alert:{number}", now, reason=reason.value)
    _note(here, stored, officer, sealing.Noted("reopened", reason.value, words.strip()))
    return Decided(Say("reopen-done", facts), done=True), post.flush()


def _last_told(here: Scene, stored: StoredAlert) -> datetime:
    """When the reporter of this case, or of one that is linked to it, last told something."""
    cases = [alerts.load(here.tx, one) for one in case_link.linked(here.tx, stored.alert.number)]
    reports = {stored.report_id, *(one.report_id for one in cases if one is not None)}
    return max(report.reporter_last_told(here.tx, one) for one in reports)


def _note(here: Scene, stored: StoredAlert, officer: Officer, noted: sealing.Noted) -> None:
    if noted.text:
        kept = report.by_id(here.tx, stored.report_id)
        sealing.add_note(here.tx, kept, noted, here.now, officer.id)


def _unknown(number: int) -> Decided:
    return Decided(Say("alert-unknown", {"number": number}), found=False)
