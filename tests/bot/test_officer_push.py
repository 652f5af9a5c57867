"""Push to officers' browsers against a push service that checks who asks."""

import base64
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from bot.officer.push import OfficerPush
from bot.sending import Sender
from handlers import push
from hotline.settings import Push
from storage.tables import officer as officers
from tests.desk import open_desk
from tests.office import Office, open_office

ENDPOINT = "https://fcm.googleapis.com/fcm/send/device-of-an"
TOML = '[console]\npublic_url = "https://desk.example"\n[push]\nenabled = true\n'
REPORT = ("/report", "4", "3", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua", "Không", "1")


@dataclass(slots=True)
class FakePushService(httpx.AsyncBaseTransport):
    """Takes what is signed for its own origin, says nothing of it, and refuses as it is told."""

    answer: int = 201
    taken: list[httpx.Request] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert await request.aread() == b""
        assert int(request.headers["ttl"]) >= 3_600
        assert request.headers["urgency"] == "high"
        if not self._is_signed(request):
            return httpx.Response(401)
        self.taken.append(request)
        return httpx.Response(self.answer)

    def _is_signed(self, request: httpx.Request) -> bool:
        found = re.fullmatch(
            r"vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)", request.headers["authorization"]
        )
        assert found is not None
        head, said, mac, key = found.groups()
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
        half = len(raw(mac)) // 2
        r, s = int.from_bytes(raw(mac)[:half]), int.from_bytes(raw(mac)[half:])
        public.verify(encode_dss_signature(r, s), f"{head}.{said}".encode(), ec.ECDSA(SHA256()))
        return bool(json.loads(raw(said))["aud"] == f"{request.url.scheme}://{request.url.netloc.decode()}")


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(slots=True)
class Pushing:
    office: Office
    service: FakePushService
    sender: Sender

    async def report(self) -> None:
        for text in REPORT:
            await self.office.says("z-lan", text, "zalo")
        await self.sender.idle()


@pytest.fixture
async def pushing(tmp_path: Path) -> AsyncIterator[Pushing]:
    async with open_office(tmp_path / "var", toml=TOML) as office:
        inst = office.installation
        service = FakePushService()
        sender = Sender(inst, "officer", slots=4)
        sender.serve(OfficerPush(inst, service))
        inst.sends |= {("officer", "push")}
        inst.on_parcels = sender.post
        yield Pushing(office, service, sender)
        await sender.stop()


async def test_a_browser_is_woken_without_a_word_and_the_first_time_is_the_test(pushing: Pushing) -> None:
    added = await pushing.office.officer("An", role="supervisor")
    said = await push.subscribe(pushing.office.installation, added.id, ENDPOINT)
    await pushing.sender.idle()
    await pushing.report()

    [contact] = await pushing.office.installation.reader.read(officers.contact_methods)
    assert said.id == "contact-confirmed"
    assert [str(one.url) for one in pushing.service.taken] == [ENDPOINT, ENDPOINT]
    assert contact.tested_at is not None


@pytest.mark.parametrize("answer", [404, 410])
async def test_a_subscription_that_is_gone_is_not_tried_again(pushing: Pushing, answer: int) -> None:
    added = await pushing.office.officer("An", role="supervisor")
    await push.subscribe(pushing.office.installation, added.id, ENDPOINT)
    await pushing.sender.idle()
    pushing.service.answer = answer
    await pushing.report()

    [contact] = await pushing.office.installation.reader.read(officers.contact_methods)
    assert contact.failed_at is not None


@pytest.mark.parametrize(
    "endpoint",
    ["http://127.0.0.1:5432/", "https://intranet.example/x", "https://evil.example/?fcm.googleapis.com"],
)
async def test_nothing_is_sent_to_what_is_no_push_service(pushing: Pushing, endpoint: str) -> None:
    added = await pushing.office.officer("An", role="supervisor")

    said = await push.subscribe(pushing.office.installation, added.id, endpoint)

    assert said.id == "contact-no-address"


async def test_a_push_service_of_the_operators_own_is_taken_by_its_origin_alone(pushing: Pushing) -> None:
    added, office = await pushing.office.officer("An", role="supervisor"), pushing.office.installation
    own = "http://127.0.0.1:8090"
    office.settings = replace(office.settings, push=Push(enabled=True, services=(own,)))

    neighbour = await push.subscribe(office, added.id, f"{own}1/device")
    said = await push.subscribe(office, added.id, f"{own}/device")
    await pushing.sender.idle()

    assert (neighbour.id, said.id) == ("contact-no-address", "contact-confirmed")
    assert [str(one.url) for one in pushing.service.taken] == [f"{own}/device"]


async def test_the_account_page_offers_it_and_the_worker_knows_one_sentence(pushing: Pushing) -> None:
    async with open_desk(pushing.office) as desk:
        worker = await desk.client.get("/push-worker.js?lang=en")

    assert worker.status_code == 200
    assert worker.headers["content-type"].startswith("text/javascript")
    assert "Please open the console" in worker.text
    assert "{{" not in worker.text
