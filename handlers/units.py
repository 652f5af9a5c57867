"""Units by the words that an operator writes."""

from handlers.installation import Installation
from handlers.steps.unit_names import unit_of
from hotline.ids import UnitCode


async def named(office: Installation, words: str) -> UnitCode:
    """The one unit of this code or name. Raises NotFound."""
    return await office.reader.read(unit_of, words)
