"""The way from a messenger that posts to the public pages of a house."""

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from tests.stories.house import House


class Door(httpx.AsyncBaseTransport):
    """The public pages of the house, whichever process serves it; a closed one can't be reached."""

    def __init__(self, house: "House | None" = None) -> None:
        self.house = house

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        public = None if self.house is None else self.house.public
        if public is None:
            raise httpx.ConnectError("closed")
        return await httpx.ASGITransport(public, raise_app_exceptions=False).handle_async_request(request)
