"""axe-core, run on a page in the browser: whatever keeps somebody from using it."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

WIDTHS = (320, 768, 1280)
_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_RUN = """async () => {
    const screen = document.documentElement, wider = screen.scrollWidth - screen.clientWidth;
    const found = (await axe.run({resultTypes: ['violations'], preload: false})).violations.flatMap(
        found => found.nodes.map(node => `${found.id}: ${node.target} ${node.failureSummary}`));
    return wider ? [`the page is ${wider} px wider than its window`, ...found] : found;
}"""


@cache
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")


async def faults_of(page: "Page") -> list[str]:
    """What axe finds at every width by day, and on a desk by night; each fault with where and when it is."""
    await _have_axe(page)
    await page.emulate_media(color_scheme="light")
    faults = [fault for width in WIDTHS for fault in await _faults(page, width, "light")]
    await page.emulate_media(color_scheme="dark")
    faults += await _faults(page, WIDTHS[-1], "dark")
    await page.emulate_media(color_scheme="light")
    return faults


async def _have_axe(page: "Page") -> None:
    """Sent once to each window: every further page has it from its start."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_source())
        await page.add_init_script(_source())


async def _faults(page: "Page", width: int, colours: str) -> list[str]:
    await page.set_viewport_size({"width": width, "height": 800})
    return [f"{page.url} {width} {colours} {fault}" for fault in await page.evaluate(_RUN)]
