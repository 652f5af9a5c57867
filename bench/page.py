"""What the first look at the public page costs: bytes and requests, against a real `serve`.

python3 -m bench.page
"""

import argparse
import asyncio
import gzip
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bench.report import target
from bench.serving import serving

_FETCHED = re.compile(r"""<(?:script|img|iframe|link)\b[^>]*?(?:src|href)=["'](?!data:)([^"']*)""")
"""What a browser fetches without being asked, beside the page."""


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.parse_args()
    with TemporaryDirectory() as directory:
        async with (
            serving(Path(directory) / "var") as served,
            httpx.AsyncClient(base_url=served.public) as browser,
        ):
            first = await browser.get("/", headers={"Accept-Language": "vi"})
    head = sum(len(name) + len(value) + 4 for name, value in first.headers.raw)
    fetched = _FETCHED.findall(first.text)
    print(
        f"page {len(first.content):,} bytes, its head {head:,}; "
        f"{len(gzip.compress(first.content)):,} if a proxy compresses it; fetched beside it: {fetched}"
    )
    target("first load in bytes", len(first.content) + head, at_most=30_000)
    target("first load in requests", 1 + len(fetched), at_most=2)
    target("scripts on the page", first.text.count("<script"), at_most=0)


if __name__ == "__main__":
    asyncio.run(main())
