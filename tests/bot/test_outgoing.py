"""Another system is told what became of an alert: signed, again until taken, no word of the report."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.outgoing import OutgoingWebhook
from bot.sending import Sender
from handlers import alert
from hotline.errors import BadConfiguration
from hotline.ids import AlertNumber
from hotline.settings_reading import read_settings
from tests.office import Office, open_office

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes ....").decode()
TOML = f"""
[webhook]
url = "https://province.example/in"
secret = "{SECRET}"
[[webhook.units]]
unit = "24736"
url = "https://commune.example/in"
secret = "{SECRET}"
[[webhook.units]]
unit = "24739"
url = "https://another.example/in"
secret = "{SECRET}"
"""
REPORT = (
    "/report",
    "4",
    "3",
    "Bị bắt nạt ở trường",
    "Không biết",
    "Quảng Trực",
    "bị bạn đánh",
    "xong",
    "Không",
    "1",
)


@dataclass(slots=True)
class OtherSystem(httpx.AsyncBaseTransport):
    """Takes what is signed; answers what it is told to, each once, else 200."""

    answers: list[int] = field(default_factory=list)
    taken: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        number, at = request.headers["webhook-id"], request.headers["webhook-timestamp"]
        self.asked.append(number)
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        mac = base64.b64encode(hmac.digest(key, f"{number}.{at}.".encode() + body, "sha256")).decode()
        assert request.headers["webhook-signature"] == f"v1,{mac}"
        answer = self.answers.pop(0) if self.answers else 200
        if answer == 200:
            self.taken.append((request.url.host, number, json.loads(body)))
        return httpx.Response(answer)


@dataclass(slots=True)
class Telling:
    office: Office
    other: OtherSystem
    sender: Sender

    async def report(self) -> None:
        for text in REPORT:
            await self.office.says("z-lan", text, "zalo")


@pytest.fixture
async def telling(tmp_path: Path) -> AsyncIterator[Telling]:
    async with open_office(tmp_path / "var", toml=TOML) as office:
        inst = office.installation
        other = OtherSystem()
        sender = Sender(inst, "webhook", slots=2)
        sender.serve(OutgoingWebhook(inst, other))
        inst.sends |= {("webhook", "webhook")}
        inst.on_parcels = sender.post
        yield Telling(office, other, sender)
        await sender.stop()


async def test_province_and_unit_are_told_what_happened_and_no_word_of_the_report(telling: Telling) -> None:
    an = await telling.office.officer("An", role="supervisor")
    await telling.report()
    caller = await telling.office.session(an)
    await alert.acknowledge(telling.office.installation, caller.officer, AlertNumber(1))
    await telling.sender.idle()

    taken = telling.other.taken
    assert {host for host, _, _ in taken} == {"province.example", "commune.example"}
    told = [body for host, _, body in taken if host == "province.example"]
    assert [one["type"] for one in told] == ["alert.opened", "alert.acknowledged"]
    assert {tuple(one["data"]) for one in told} == {("number", "urgency", "unit")}
    assert told[0]["data"] == {"number": 1, "urgency": "normal", "unit": "24736"}


async def test_what_was_not_taken_is_told_again_under_the_same_id(telling: Telling) -> None:
    telling.other.answers = [500, 500]
    await telling.report()
    while len(telling.other.taken) < 2:
        await asyncio.sleep(0)
        telling.office.clock.wind(timedelta(seconds=1))

    assert len(telling.other.asked) == 4
    assert len(set(telling.other.asked)) == 1
    assert len({number for _, number, _ in telling.other.taken}) == 1


def test_a_secret_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(BadConfiguration) as refused:
        read_settings('[webhook]\nurl = "https://x.example/"\nsecret = "hunter2"\n', "test.toml", {})

    assert "whsec_" in str(refused.value)
    assert "hunter2" not in str(refused.value)
