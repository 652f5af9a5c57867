"""What lies with Zalo is fetched from Zalo's own hosts, whatever a message says."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.zalo_files import ZaloFiles
from hotline.errors import SendFailed

PICTURE = "https://photo-stal-9.zdn.vn/gr/jpg/1.jpg"


class Hosts(httpx.AsyncBaseTransport):
    """The internet: what is asked, and what it answers; a picture where nothing else is set."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, httpx.Response] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        return self.answers.get(str(request.url), httpx.Response(200, stream=httpx.ByteStream(b"jpeg")))


class Endless(httpx.AsyncByteStream):
    """More than anybody wants; how much was taken."""

    taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.taken += 1000
            yield b"x" * 1000


@pytest.fixture
def hosts() -> Hosts:
    return Hosts()


@pytest.fixture
async def files(hosts: Hosts) -> AsyncIterator[ZaloFiles]:
    one = ZaloFiles("https://openapi.zalo.me", hosts)
    yield one
    await one.close()


async def failure(files: ZaloFiles, address: str) -> SendFailed:
    with pytest.raises(SendFailed) as raised:
        await files.fetch(address, 10_000)
    return raised.value


@pytest.mark.parametrize(
    "address", [PICTURE, "https://zdn.vn/1", "https://f1.dlfl.vn:443/1", "https://openapi.zalo.me/1"]
)
async def test_zalos_own_hosts_are_asked(files: ZaloFiles, address: str) -> None:
    assert await files.fetch(address, 10_000) == b"jpeg"


@pytest.mark.parametrize(
    "address",
    [
        "http://photo-stal-9.zdn.vn/1.jpg",
        "https://photo-stal-9.zdn.vn:8443/1.jpg",
        "https://user:word@photo-stal-9.zdn.vn/1.jpg",
        "https://zdn.vn@evil.example/1.jpg",
        "https://evilzdn.vn/1.jpg",
        "https://zdn.vn.evil.example/1.jpg",
        "https://127.0.0.1/1.jpg",
        "https://[::1]/1.jpg",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/1.jpg",
        "file:///etc/passwd",
        "https://",
        "zdn.vn/1.jpg",
        "",
    ],
)
async def test_nobody_else_is(files: ZaloFiles, hosts: Hosts, address: str) -> None:
    failed = await failure(files, address)

    assert (failed.kind, hosts.asked) == ("not_zalos", [])


async def test_a_nearer_host_of_zalos_is_asked_next(files: ZaloFiles, hosts: Hosts) -> None:
    nearer = "https://te-vnso-1.zadn.vn/1.jpg"
    hosts.answers[PICTURE] = httpx.Response(302, headers={"location": nearer})

    assert await files.fetch(PICTURE, 10_000) == b"jpeg"
    assert hosts.asked == [PICTURE, nearer]


@pytest.mark.parametrize("to", ["https://10.0.0.1/1", "http://photo-stal-9.zdn.vn/1.jpg", "//evil.example/1"])
async def test_nobody_sends_us_elsewhere(files: ZaloFiles, hosts: Hosts, to: str) -> None:
    hosts.answers[PICTURE] = httpx.Response(302, headers={"location": to})

    failed = await failure(files, PICTURE)

    assert (failed.kind, hosts.asked) == ("not_zalos", [PICTURE])


async def test_nobody_sends_us_round_in_circles(files: ZaloFiles, hosts: Hosts) -> None:
    hosts.answers[PICTURE] = httpx.Response(302, headers={"location": PICTURE})

    await failure(files, PICTURE)

    assert len(hosts.asked) <= 4


async def test_what_is_too_large_is_left_where_it_is(files: ZaloFiles, hosts: Hosts) -> None:
    endless = Endless()
    hosts.answers[PICTURE] = httpx.Response(200, stream=endless)

    failed = await failure(files, PICTURE)

    assert (failed.kind, failed.permanent) == ("too_large", True)
    assert endless.taken <= 12_000


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(404), httpx.Response(500), httpx.Response(200, html="<p>"), httpx.Response(302)],
)
async def test_what_is_no_picture_is_none(files: ZaloFiles, hosts: Hosts, answer: httpx.Response) -> None:
    hosts.answers[PICTURE] = answer

    assert (await failure(files, PICTURE)).kind == "server"
