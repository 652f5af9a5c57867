"""Desks of other agencies (police, health, education) that take duty beside the communes."""

from datetime import datetime

from handlers.installation import Installation
from hotline.errors import NotAllowed
from hotline.ids import UnitCode
from storage.schema import Tx
from storage.tables import audit, unit


async def add(office: Installation, code: str, name: str, *, by: str = "operator") -> None:
    """Officers can be added to this desk and take duty there. Raises NotAllowed if the code is taken."""
    await office.writer.do(_add, office, UnitCode(code), name, by, office.now())


async def everything(office: Installation) -> dict[UnitCode, str]:
    """Every desk's name by its code."""
    return await office.reader.read(unit.desks)


def _add(tx: Tx, office: Installation, code: UnitCode, name: str, by: str, now: datetime) -> None:
    if code in unit.names(tx):
        raise NotAllowed(f"{code}: there is a unit with this code already; choose another")
    unit.add_desk(tx, code, name, UnitCode(office.settings.hotline.province))
    audit.append(tx, by, "desk_added", f"unit:{code}", now)
