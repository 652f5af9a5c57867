"""The ground that the other tests stand on: a real browser, empty databases, no network."""

import asyncio
import socket

import psycopg
import pytest
from aiolimiter import AsyncLimiter
from playwright.async_api import Browser
from sqlalchemy import create_engine, text

from tests.network import Network, NetworkRefused
from tests.winding import LoopClock, run


async def test_browser_shows_vietnamese_without_javascript(browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()

    await page.set_content("<h1>Lắng Nghe</h1><script>document.body.textContent = 'script'</script>")

    assert await page.inner_text("h1") == "Lắng Nghe"


def test_each_test_has_an_empty_database(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_stat_user_tables").fetchone()

    assert tables == (0,)


def test_the_database_address_is_good_for_sqlalchemy(postgres_url: str) -> None:
    engine = create_engine(postgres_url)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT current_database()")) in postgres_url

    engine.dispose()


@pytest.mark.parametrize("address", [("192.0.2.1", 443), ("2001:db8::1", 443)])
def test_no_test_reaches_another_machine(network: Network, address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET

    with socket.socket(family) as client, pytest.raises(NetworkRefused):
        client.connect(address)

    network.attempts.clear()


def test_no_test_looks_up_a_name(network: Network) -> None:
    with pytest.raises(NetworkRefused):
        socket.create_connection(("example.org", 443))

    network.attempts.clear()


def test_a_full_limiter_empties_as_time_is_wound() -> None:
    """At this hour what is left to wait for is less than a float can add to it."""

    async def fills_it() -> None:
        loop = LoopClock().loop
        loop.wind_to(5.0)
        limiter = AsyncLimiter(30, 1)
        senders = [loop.create_task(limiter.acquire()) for _ in range(45)]
        await asyncio.gather(*senders)

    run(fills_it())
