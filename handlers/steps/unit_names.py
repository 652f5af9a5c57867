"""Units as operators write them: by code, or by a name that only one of them has."""

from hotline.errors import NotFound
from hotline.ids import UnitCode
from hotline.text import fold
from storage.schema import Tx
from storage.tables import unit

_KINDS = ("xa ", "phuong ", "dac khu ", "tinh ", "thanh pho ")


def units_named(tx: Tx, words: str) -> list[UnitCode]:
    """The units that the words may mean: their code, their name, or their name without its kind."""
    names = unit.names(tx)
    if words in names:
        return [UnitCode(words)]
    wanted = fold(words)
    return [code for code, name in names.items() if wanted in (fold(name), _bare(fold(name)))]


def unit_of(tx: Tx, words: str) -> UnitCode:
    """The one unit that is meant. Raises NotFound."""
    found = units_named(tx, words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"{words}: no unit of this province has this code or name")
    raise NotFound(f"{words}: several units have this name; give the code: {', '.join(sorted(found))}")


def _bare(name: str) -> str:
    for kind in _KINDS:
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name
