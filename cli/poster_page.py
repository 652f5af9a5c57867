"""The poster as a PDF: one A4 page in the hotline's languages, with QR codes and the numbers to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

from bot.reporter.proof import FONT
from hotline.catalog import Catalog
from hotline.messages import Say

if TYPE_CHECKING:
    from fpdf import FPDF

_MARGIN = 15.0
_PAGE_WIDTH = 210.0
_BIG, _SMALL = 78.0, 46.0
_QUIET = 4
"""Empty modules around a code, as its standard asks for."""


@dataclass(frozen=True, slots=True)
class Way:
    """A road to the hotline: the sentence that names it, and where it leads."""

    sentence: str
    address: str


def drawn(catalog: Catalog, ways: Sequence[Way], place: str) -> bytes:
    """The page. The first way is the largest. Takes tenths of a second."""
    from fpdf import FPDF  # noqa: PLC0415 - slow to import

    pdf = FPDF(format="A4")
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(False)
    pdf.set_title(catalog.text(catalog.locales[0], Say("poster-title")))
    pdf.add_font("page", fname=FONT)
    pdf.add_page()
    _words(pdf, catalog)
    _codes(pdf, catalog, ways)
    _numbers(pdf, catalog, place)
    return bytes(pdf.output())


def _words(pdf: "FPDF", catalog: Catalog) -> None:
    for size, locale in zip((26, 16), catalog.locales, strict=False):
        _line(pdf, catalog.text(locale, Say("poster-name")), 11)
        _line(pdf, catalog.text(locale, Say("poster-title")), size)
        _line(pdf, catalog.text(locale, Say("poster-what")), size * 0.65)
        _line(pdf, catalog.text(locale, Say("poster-child")), size * 0.65)
        pdf.ln(2)


def _codes(pdf: "FPDF", catalog: Catalog, ways: Sequence[Way]) -> None:
    first, *others = ways
    pdf.ln(3)
    _code(pdf, catalog, first, (_PAGE_WIDTH - _BIG) / 2, pdf.get_y(), _BIG)
    top = pdf.get_y() + 4
    width = (_PAGE_WIDTH - 2 * _MARGIN) / max(len(others), 1)
    for number, way in enumerate(others):
        pdf.set_y(top)
        _code(pdf, catalog, way, _MARGIN + width * number + (width - _SMALL) / 2, top, _SMALL)


def _code(pdf: "FPDF", catalog: Catalog, way: Way, left: float, top: float, side: float) -> None:
    """A QR code of this side's length, what it is, and the address for who has no camera."""
    matrix = segno.make(way.address, error="m", micro=False).matrix
    module = side / (len(matrix) + 2 * _QUIET)
    pdf.set_fill_color(0)
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                x, y = left + (column + _QUIET) * module, top + (row + _QUIET) * module
                pdf.rect(x, y, module, module, style="F")
    pdf.set_y(top + side)
    name = " · ".join(dict.fromkeys(catalog.text(one, Say(way.sentence)) for one in catalog.locales))
    for text, size in ((name, 12), (way.address, 9)):
        pdf.set_font("page", size=size)
        pdf.set_x(left - 20)
        pdf.cell(side + 40, size * 0.5, text, align="C", new_x="LMARGIN", new_y="NEXT")


def _numbers(pdf: "FPDF", catalog: Catalog, place: str) -> None:
    pdf.set_y(-58)
    for size, locale in zip((24, 15), catalog.locales, strict=False):
        _line(pdf, catalog.text(locale, Say("poster-call")), size)
    pdf.set_y(-16)
    _line(pdf, place, 8)


def _line(pdf: "FPDF", text: str, size: float) -> None:
    pdf.set_font("page", size=size)
    pdf.multi_cell(0, size * 0.48, text, align="C", new_x="LMARGIN", new_y="NEXT")
