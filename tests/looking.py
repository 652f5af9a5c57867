"""Pictures of pages for people to look at: `LANGNGHE_LOOK=DIR` keeps them there."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.axe import WIDTHS, faults_of

if TYPE_CHECKING:
    from playwright.async_api import Page


async def look(page: "Page", name: str) -> list[str]:
    """What keeps somebody from using the page as it stands; and pictures of it at every width, if wanted."""
    faults = await faults_of(page)
    if directory := os.environ.get("LANGNGHE_LOOK"):
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 800})
            await page.screenshot(path=Path(directory) / f"{name}-{width}.png", full_page=True)
    return faults
