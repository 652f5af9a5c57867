"""A real browser: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.async_api import Browser

# Without these Chromium calls home at every start, and as root it refuses to start at all.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
async def browser() -> "AsyncIterator[Browser]":
    """A browser of this test's own; a reporter's has `new_context(java_script_enabled=False)`."""
    # Here, so that the tests of the rules don't wait for it.
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


def chromium() -> str:
    """Where Chromium is: `LANGNGHE_TEST_CHROMIUM`, else Debian's."""
    return os.environ.get("LANGNGHE_TEST_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
