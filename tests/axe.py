"""axe-core, run on a page in the browser: whatever keeps somebody from using it."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

WIDTHS = (320, 768, 1280)
_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_RUN = """async () => (await axe.run({resultTypes: ['violations'], preload: false})).violations.flatMap(
    found => found.nodes.map(node => `${found.id}: ${node.target} ${node.failureSummary}`))"""


@cache
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")


async def faults_of(page: "Page") -> list[str]:
    """What axe finds at every width by day, and on a desk by night; each fault with where and when it is."""
    await page.evaluate(_source())
    faults = [fault for width in WIDTHS for fault in await _faults(page, width, "light")]
    faults += await _faults(page, WIDTHS[-1], "dark")
    await page.emulate_media(color_scheme="light")
    return faults


async def _faults(page: "Page", width: int, colours: str) -> list[str]:
    await page.set_viewport_size({"width": width, "height": 800})
    await page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"the page is {wide} px wider than its window"] if wide else []
    return [f"{page.url} {width} {colours} {fault}" for fault in [*found, *await page.evaluate(_RUN)]]
