"""Units by the words that an operator writes, and the words for a unit."""

from handlers.installation import Installation
from handlers.steps.unit_names import unit_of
from hotline.ids import UnitCode
from storage.tables import unit


async def named(office: Installation, words: str) -> UnitCode:
    """The one unit of this code or name. Raises NotFound."""
    return await office.reader.read(unit_of, words)


async def name_of(office: Installation, code: UnitCode) -> str:
    """What the unit is called; of a province, a commune or another agency's desk."""
    return (await office.reader.read(unit.names)).get(code, code)
