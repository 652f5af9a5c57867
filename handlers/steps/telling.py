"""What officers hear about an alert beside its pages."""

from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.duty.contact_order import COSTLY
from hotline.ids import AlertNumber, OfficerId
from hotline.messages import Say, Screen
from storage.tables import page
from storage.tables.page import Page


def tell_paged(here: Scene, number: AlertNumber, but: OfficerId | None, say: Say, post: Post) -> None:
    """Tell everyone who was paged for this alert, except one officer, what has become of it."""
    told = {
        item.contact_method_id
        for item in page.of_alert(here.tx, number)
        if item.officer_id != but and _may_have_arrived(here, item)
    }
    for contact in sorted(told):
        if contact in here.contacts and here.contacts[contact].failed_at is None:
            post.to_officer(here.contacts[contact], Screen((say,)), alert=number)


def tell_concerned(
    here: Scene, number: AlertNumber, but: OfficerId, also: OfficerId, say: Say, post: Post
) -> None:
    """As `tell_paged`; one more officer too, who may have taken it in the console without a page."""
    tell_paged(here, number, but, say, post)
    paged = {item.officer_id for item in page.of_alert(here.tx, number) if item.state != page.FAILED}
    if also not in paged and also != but:
        tell_officer(here, also, say, post)


def tell_officer(
    here: Scene,
    officer: OfficerId,
    what: Say | Screen,
    post: Post,
    *,
    alert: AlertNumber | None = None,
    may_wait: bool = False,
) -> None:
    """Tell one officer on every contact method that works and costs nothing."""
    screen = what if isinstance(what, Screen) else Screen((what,))
    for contact in here.contacts.values():
        works = contact.failed_at is None and contact.channel not in COSTLY
        if contact.officer_id == officer and works:
            post.to_officer(contact, screen, alert=alert, may_wait=may_wait)


def _may_have_arrived(here: Scene, item: Page) -> bool:
    """A cancelled page may be on its way; but nobody is told for money of what was never sent."""
    contact = here.contacts.get(item.contact_method_id)
    if contact is not None and contact.channel in COSTLY:
        return item.state == page.SENT and contact.channel == "sms"
    return item.state != page.FAILED
