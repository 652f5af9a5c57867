"""The proof of reporting as a file: the hotline's name and one sentence, nothing else of anybody.

The file's own notes tell as little: its only time is the day that the sentence tells anyway.
"""

from datetime import UTC, datetime
from pathlib import Path

FONT = Path(__file__).parent / "static" / "font" / "DejaVuSans-vietnamese.ttf"

_A5_MM = (148, 210)


def as_text(title: str, words: str) -> bytes:
    """Plain text, which every device opens."""
    return f"{title}\n\n{words}\n".encode()


def as_pdf(title: str, words: str, day: str, locale: str) -> bytes:
    """One A5 page. Takes tens of milliseconds: call it in a thread. `day` as ISO."""
    from fpdf import FPDF  # noqa: PLC0415 - slow to import, and hardly any visitor asks for it

    pdf = FPDF(format=_A5_MM)
    pdf.set_creation_date(datetime.fromisoformat(day).replace(tzinfo=UTC))
    pdf.set_producer("")
    pdf.set_lang(locale)
    pdf.set_title(title)
    pdf.add_font("page", fname=FONT)
    pdf.add_page()
    pdf.set_font("page", size=18)
    pdf.multi_cell(0, 10, title, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    pdf.set_font("page", size=12)
    pdf.multi_cell(0, 7, words)
    return bytes(pdf.output())
