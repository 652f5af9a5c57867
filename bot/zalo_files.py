"""What people send on Zalo besides words, fetched from Zalo's own hosts and from nowhere else.

An address comes within a message, so it might be anybody's: our machine must not be made to call others. It
appears in no line of the log, and no failure carries the HTTP library's own words.
"""

import httpx

from hotline.errors import SendFailed

HOSTS = (
    "zdn.vn",
    "zadn.vn",
    "dlfl.vn",
    "dlmd.me",
    "flchat.vn",
    "zalo.me",
    "zaloapp.com",
    "zaloplatforms.com",
)
"""Where Zalo keeps pictures, sounds, videos and files; nobody documents it, so an unknown one is declined."""
MOST_HOPS = 4
"""Files are answered with the address of a nearer machine, which may know a nearer one."""
WITHIN = 15.0


class ZaloFiles:
    """`ours`: the messenger's own address, which in a rehearsal is another."""

    def __init__(self, ours: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._ours = httpx.URL(ours)
        self._client = httpx.AsyncClient(
            trust_env=False, timeout=WITHIN, headers={"accept-encoding": "identity"}, transport=transport
        )

    async def fetch(self, address: str, most_bytes: int) -> bytes:
        """What lies there. Raises SendFailed, "too_large" past `most_bytes`."""
        try:
            url = httpx.URL(address)
            for _ in range(MOST_HOPS):
                if not self._may_be_asked(url):
                    raise SendFailed("not_zalos", permanent=True)
                async with self._client.stream("GET", url) as response:
                    if response.next_request is None:
                        return await _content(response, most_bytes)
                    url = response.next_request.url
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RuntimeError, OSError):
            raise SendFailed("network") from None
        raise SendFailed("not_zalos", permanent=True)

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()

    def _may_be_asked(self, url: httpx.URL) -> bool:
        if (url.scheme, url.host, url.port) == (self._ours.scheme, self._ours.host, self._ours.port):
            return True
        known = any(url.host == host or url.host.endswith(f".{host}") for host in HOSTS)
        return known and url.scheme == "https" and url.port is None and not url.userinfo


async def _content(response: httpx.Response, most_bytes: int) -> bytes:
    """As it comes, so that nothing grows while it is unpacked."""
    if response.status_code != httpx.codes.OK or _is_page(response):
        raise SendFailed("server")
    found = bytearray()
    async for chunk in response.aiter_raw():
        found += chunk
        if len(found) > most_bytes:
            raise SendFailed("too_large", permanent=True)
    return bytes(found)


def _is_page(response: httpx.Response) -> bool:
    """Words for a person who isn't there, instead of what was asked for."""
    return str(response.headers.get("content-type", "")).startswith("text/html")
