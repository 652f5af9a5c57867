"""What a deadline is called."""

from handlers.installation import Installation
from hotline.duty.deadlines import DeadlineView
from hotline.messages import Say


def deadline_name(office: Installation, locale: str, view: DeadlineView) -> str:
    """The province's name for it, else ours; the bare kind if the configuration knows it no longer."""
    catalog, sentence = office.texts.catalog, f"deadline-{view.kind}"
    if view.name is not None:
        return view.name
    return catalog.text(locale, Say(sentence)) if catalog.has(sentence) else view.kind
