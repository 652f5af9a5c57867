"""The poster: its codes can be read by a phone, its counts point at nobody."""

import json
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from tests.cli.conftest import Run
from tests.office import texts

MAKE = ("poster", "make", "to.pdf", "--unit", "24736", "--place", "Trường  Tiểu học Quảng Trực")
CONFIG = '[web]\npublic_url = "https://nghe.example"\n'


@pytest.fixture
def hotline(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    assert run("init")[0] == 0
    return tmp_path


def codes_in(pdf: Path) -> set[str]:
    """What a camera reads on the only page."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    picture = document[0].render(scale=2.5, grayscale=True).to_pil()
    document.close()
    return {code.text for code in zxingcpp.read_barcodes(picture)}


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    words: str = document[0].get_textpage().get_text_range()
    document.close()
    return words


def test_a_posters_codes_are_read_and_lead_to_every_way_in(hotline: Path, run: Run) -> None:
    ways = ("--telegram", "LangNgheBot", "--zalo", "https://zalo.me/1234567890")

    code, said, _ = run(*MAKE, *ways)

    mark = said.split()[-1].rstrip(".")
    assert code == 0
    assert codes_in(hotline / "to.pdf") == {
        f"https://nghe.example/?from={mark}",
        f"https://t.me/LangNgheBot?start={mark}",
        "https://zalo.me/1234567890",
    }
    words = text_of(hotline / "to.pdf")
    assert "111, 113, 115" in words
    assert "Có trẻ em đang bị hại" in words
    assert "Is a child being hurt" in words
    assert "Trường Tiểu học Quảng Trực" in words


def test_the_same_place_keeps_its_code(hotline: Path, run: Run) -> None:
    first, again = run(*MAKE)[1], run(*MAKE)[1]

    assert first == again
    [listed] = json.loads(run("poster", "list", "--json")[1])
    assert (listed["place"], listed["months"]) == ("Trường Tiểu học Quảng Trực", {})
    assert hotline.exists()


def test_without_a_public_address_there_is_no_poster(run: Run) -> None:
    assert run("init")[0] == 0

    code, _, said = run(*MAKE)

    assert code == 2
    assert "web.public_url" in said
    assert texts().catalog.has("poster-title")


@pytest.mark.parametrize("wrong", [("--telegram", "@nghe"), ("--zalo", "http://zalo.me/1")])
@pytest.mark.usefixtures("hotline")
def test_an_address_that_leads_elsewhere_is_refused(run: Run, wrong: tuple[str, str]) -> None:
    assert run(*MAKE, *wrong)[0] == 2
