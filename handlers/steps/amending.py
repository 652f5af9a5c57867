"""A reporter's words after the report: sealed to it, and the officers told that there is something new."""

from dataclasses import replace
from datetime import datetime

from handlers.installation import Installation
from handlers.steps import attachments, reopening, sealing, telling
from handlers.steps.attachments import Enclosed
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, case_link, scene
from hotline.alert import acknowledgement
from hotline.alert.alert import AlertState
from hotline.ids import ReportId
from hotline.messages import Say
from hotline.recording import Recording
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import attachment as attachment_rows
from storage.tables import report, timeline
from storage.tables.alert import StoredAlert
from storage.tables.timeline import Event


def add_words(
    tx: Tx, office: Installation, report_id: ReportId, text: str, post: Post, now: datetime
) -> None:
    """The words are part of the case; its owner, or everyone paged while it has none, is told."""
    sealing.add_words(tx, report.by_id(tx, report_id), text, now)
    _tell(tx, office, report_id, post, now)


def add_recording(
    tx: Tx, office: Installation, report_id: ReportId, recording: Recording, post: Post, now: datetime
) -> None:
    """A voice message is part of the case; the same officers are told."""
    sealing.add_recording(tx, report.by_id(tx, report_id), recording, now)
    _tell(tx, office, report_id, post, now)


def add_attachment(
    tx: Tx, office: Installation, report_id: ReportId, enclosed: Enclosed, post: Post, now: datetime
) -> None:
    """A picture or a file is part of the case; the same officers are told."""
    about = attachments.encoded(enclosed.about)
    part = sealing.add_attachment(tx, report.by_id(tx, report_id), about, now)
    attachment_rows.add(tx, tx.ids.next(), part, enclosed.content)
    _tell(tx, office, report_id, post, now)


def _tell(tx: Tx, office: Installation, report_id: ReportId, post: Post, now: datetime) -> None:
    found = alerts.of_report(tx, report_id)
    if found is None:
        return
    here = scene(tx, office, now)
    for stored in (found, *alerts.halves(tx, found.alert.number)):
        timeline.note(tx, [(stored.alert.number, Event("reporter_wrote", now))])
        _tell_about(here, stored, post)


def _tell_about(here: Scene, stored: StoredAlert, post: Post) -> None:
    """The owner has to read again, in time; a closed case begins again; without an owner all paged hear."""
    alert = stored.alert
    facts: dict[str, str | int] = {
        "number": int(alert.number),
        "link": case_link(here.office, alert.number),
    }
    say = Say("note-reporter-wrote", facts)
    if alert.state is AlertState.CLOSED:
        reopening.reopen(here, stored, None, "reporter_wrote", post)
    elif alert.acknowledged_by is not None:
        told = acknowledgement.told_again(alert, here.now)
        if told is not alert:
            alerts.change(here.tx, stored, told)
            post.timers_moved = True
        telling.tell_officer(here, alert.acknowledged_by, say, post)
    else:
        telling.tell_paged(here, alert.number, None, say, post)


def note_activity(tx: Tx, report_id: ReportId, now: datetime) -> None:
    """The owner did something about the case: the idle clock starts again."""
    found = alerts.of_report(tx, report_id)
    if found is None:
        return
    moved = acknowledgement.note_activity(found.alert, now)
    if moved is not found.alert:
        alerts.change(tx, found, replace(moved))
