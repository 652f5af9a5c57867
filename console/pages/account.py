"""The officer's own page: who one is, the password, a code that links a messenger."""

from starlette.responses import Response

from console.pages.guard import ConsolePage
from console.pages.visit import Visit
from handlers import access


async def show(visit: Visit) -> Response:
    """Who one is."""
    return await _page(visit)


async def link(visit: Visit) -> Response:
    """A code that links one more messenger, shown once."""
    username = visit.caller.officer.username
    return await _page(visit, await access.new_link_code_for(visit.office, username, by=username))


async def _page(visit: Visit, code: str | None = None) -> Response:
    officer = visit.caller.officer
    return visit.page(
        "account.html",
        officer=officer,
        unit=visit.office.texts.places.name(officer.unit),
        role=f"role-{officer.role.value.replace('_', '-')}",
        contacts=await access.contacts_of(visit.office, officer),
        weakness=await access.weakness_of(visit.office, officer),
        code=code,
        said=visit.request.query_params.get("said"),
    )


PAGES = (ConsolePage("/account", show, link),)
