"""Names of thôn, buôn and bon that an administrator adds, so that reporters are understood by them."""

from dataclasses import replace
from datetime import datetime

from handlers.installation import Installation
from handlers.steps.unit_names import unit_of
from hotline.errors import NotFound
from hotline.ids import UnitCode
from storage.schema import Tx
from storage.tables import audit, place_alias


async def add(office: Installation, name: str, unit: str, *, by: str = "operator") -> UnitCode:
    """The name stands for this commune (a code or a name) from now on. Raises NotFound."""
    code = await office.writer.do(_add, name, unit, by, office.now())
    await refresh(office)
    return code


async def remove(office: Installation, name: str, unit: str, *, by: str = "operator") -> UnitCode:
    """The name stands for this commune no more. Raises NotFound if it never did."""
    code = await office.writer.do(_remove, name, unit, by, office.now())
    await refresh(office)
    return code


async def everything(office: Installation) -> list[tuple[str, UnitCode]]:
    """Every name with its commune."""
    return await office.reader.read(place_alias.everything)


async def refresh(office: Installation) -> None:
    """The interview knows the names as they stand, whichever process wrote them."""
    names = await everything(office)
    places = office.texts.places
    if places.local_names != tuple(names):
        office.texts = replace(office.texts, places=places.with_local_names(names))


def _add(tx: Tx, name: str, unit: str, by: str, now: datetime) -> UnitCode:
    code = unit_of(tx, unit)
    place_alias.add(tx, name, code)
    audit.append(tx, by, "place_name_added", f"unit:{code}", now)
    return code


def _remove(tx: Tx, name: str, unit: str, by: str, now: datetime) -> UnitCode:
    code = unit_of(tx, unit)
    if not place_alias.remove(tx, name, code):
        raise NotFound(f"{name}: this name was not added for {unit}; see `langnghe place list`")
    audit.append(tx, by, "place_name_removed", f"unit:{code}", now)
    return code
