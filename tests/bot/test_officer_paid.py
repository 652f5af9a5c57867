"""Text messages and calls: each provider by its data file, what became of them, the key that was pressed."""

import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.channel import Message
from bot.officer.paid import OfficerPaid
from bot.officer.paid_hooks import paid_routes
from bot.officer.provider import FOLDER, load, plain
from bot.sending import Sender
from handlers import contacts, delivery
from handlers.steps import people
from hotline.alert.alert import Urgency
from hotline.errors import BadConfiguration, SendFailed
from hotline.ids import AlertNumber
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import officer as officers
from tests.fakes.providers import KEY, SECRET, FakeProviders
from tests.logged import logged_to
from tests.office import Office, open_office

TOML = f"""
[web]
public_url = "https://hotline.example"
[console]
public_url = "https://desk.example"
[sms]
provider = "esms"
key = "{KEY}"
secret = "{SECRET}"
sender = "LangNghe"
urgencies = ["emergency", "normal"]
callback_secret = "told-by-esms"
[voice]
provider = "stringee"
key = "{KEY}"
secret = "{SECRET}"
sender = "842471234567"
urgencies = ["emergency", "normal"]
callback_secret = "told-by-stringee"
"""
REPORT = ("/report", "4", "3", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua", "Không", "1")
NUMBER = "+84912345678"


@dataclass(slots=True)
class Paying:
    """An office whose officers' sender has providers."""

    office: Office
    providers: FakeProviders
    sender: Sender
    public: httpx.AsyncClient

    async def officer(self, name: str, channel: str, number: str = NUMBER) -> str:
        """A supervisor with a proved number; the username."""
        added = await self.office.officer(name, role="supervisor")
        await self.also(added.username, channel, number)
        return added.username

    async def also(self, username: str, channel: str, number: str = NUMBER) -> None:
        inst = self.office.installation
        await contacts.add(inst, username, channel, number, by=username)
        await self.sender.idle()
        [code] = re.findall(r"\b\d{6}\b", self.providers.taken[-1].text)
        assert (await contacts.confirm(inst, username, code, by=username)).id == "contact-confirmed"
        await self.sender.idle()

    async def report(self) -> None:
        for text in REPORT:
            await self.office.says("z-lan", text, "zalo")
        await self.sender.idle()

    async def state(self) -> str:
        def read(tx: Tx) -> str:
            stored = alerts.load(tx, AlertNumber(1))
            assert stored is not None
            return stored.alert.state.value

        return await self.office.installation.reader.read(read)


@pytest.fixture
async def paying(tmp_path: Path) -> AsyncIterator[Paying]:
    async with open_office(tmp_path / "var", toml=TOML) as office:
        inst = office.installation
        providers = FakeProviders(inst.now)
        sender = Sender(inst, "officer", slots=4)
        for kind in ("sms", "voice"):
            sender.serve(OfficerPaid(inst, kind, providers))
        inst.sends |= {("officer", "sms"), ("officer", "voice")}
        inst.on_parcels = sender.post
        transport = httpx.ASGITransport(Starlette(routes=paid_routes(inst)))
        async with httpx.AsyncClient(transport=transport, base_url="https://hotline.example") as public:
            yield Paying(office, providers, sender, public)
        await sender.stop()


def channel(office: Office, kind: str, providers: FakeProviders, **changes: object) -> OfficerPaid:
    inst = office.installation
    inst.settings = replace(inst.settings, **{kind: replace(inst.settings.paid(kind), **changes)})  # type: ignore[arg-type]
    return OfficerPaid(inst, kind, providers)


async def test_a_text_message_is_short_plain_and_holds_the_link_that_takes_the_alert(paying: Paying) -> None:
    await paying.officer("An", "sms")
    await paying.report()

    page = paying.providers.taken[-1]
    assert page.phone == "0912345678"
    assert re.fullmatch(r"Thuong #1 https://desk\.example/ack/\S+ Xa Quang Truc", page.text)
    assert len(page.text) <= 160
    assert page.text.isascii()


async def test_a_key_pressed_during_the_call_takes_the_alert_and_another_key_does_not(paying: Paying) -> None:
    await paying.officer("An", "voice")
    await paying.report()
    call = paying.providers.taken[-1]

    unproved = await paying.public.post(call.callback.replace("told-by", "guessed"), json={"dtmf": "1"})
    other = await paying.public.post(call.callback, json={"dtmf": "2"})
    cut_short = call.callback.rpartition("=")[0] + "=AAAA"
    unknown = await paying.public.post(cut_short, json={"dtmf": "1"})
    untouched = await paying.state()
    pressed = await paying.public.post(call.callback, json={"dtmf": "1"})

    assert "Bấm phím 1" in call.text
    answers = [one.status_code for one in (unproved, other, unknown, pressed)]
    assert answers == [403, 200, 200, 200]
    assert untouched == "open"
    assert await paying.state() == "acknowledged"


async def called_first(paying: Paying, name: str, number: str) -> str:
    """An officer who is called, and written to later if nobody answers; the number as texts spell it."""
    username = await paying.officer(name, "voice", number)
    await paying.also(username, "sms", number)
    order = ["voice", "sms+1h"]
    await contacts.set_order(paying.office.installation, username, Urgency.NORMAL, order, by=username)
    return f"0{number.removeprefix('+84')}"


async def test_whoever_presses_second_reads_who_has_it_once_however_often_the_provider_repeats_it(
    paying: Paying,
) -> None:
    an, binh = [await called_first(paying, *who) for who in (("An", NUMBER), ("Bình", f"{NUMBER[:-1]}9"))]
    await paying.report()
    calls = {one.phone[-9:]: one.callback for one in paying.providers.taken if "page=" in one.callback}
    before = len(paying.providers.taken)
    for phone in (an, binh, binh, an):
        await paying.public.post(calls[phone[-9:]], json={"dtmf": "1"})
        await paying.sender.idle()

    told = [(one.phone, one.text.split("\n")[0]) for one in paying.providers.taken[before:]]
    assert [phone for phone, _ in told] == [an, binh]
    assert told[0][1].startswith("Anh/chi da nhan #1")
    assert told[1][1] == "#1 da co An nhan."


async def test_a_pressed_key_is_answered_where_that_costs_nothing(paying: Paying) -> None:
    an = await called_first(paying, "An", NUMBER)
    inst = paying.office.installation
    await inst.writer.do(reads_mail, "an")
    await paying.report()
    before = len(paying.providers.taken)
    await paying.public.post(paying.providers.taken[-1].callback, json={"dtmf": "1"})
    await paying.sender.idle()

    mails = await delivery.claim(inst, "officer", ["email"], 10)
    said = [one.contents.screen.lines[0].id for one in mails if one.contents.screen is not None]
    assert said == ["ack-done"]
    assert an not in [one.phone for one in paying.providers.taken[before:]]


def reads_mail(tx: Tx, username: str) -> None:
    """The officer has proved an address."""
    stored = officers.by_username(tx, username)
    assert stored is not None
    values = {
        "officer_id": stored.id,
        "channel": "email",
        "address_hash": b"of the address",
        "address": tx.keys.seal_officer_data(people.address_context("email"), b"an@langnghe.example"),
        "verified_at": stored.added_at,
    }
    officers.add_contact(tx, values)


async def test_a_key_that_is_told_of_too_late_takes_nothing_and_says_so(paying: Paying) -> None:
    an = await called_first(paying, "An", NUMBER)
    await paying.report()
    call = paying.providers.taken[-1]
    paying.office.clock.wind(timedelta(minutes=31))
    for _ in range(2):
        await paying.public.post(call.callback, json={"dtmf": "1"})
        await paying.sender.idle()

    [told] = [one.text for one in paying.providers.taken if one.phone == an and "qua muon" in one.text]
    assert "#1" in told
    assert await paying.state() == "open"


async def test_a_text_message_that_did_not_arrive_hands_on_to_the_call(paying: Paying) -> None:
    an = await paying.officer("An", "sms")
    inst = paying.office.installation
    await paying.also(an, "voice")
    await paying.report()
    message = paying.providers.taken[-1]

    before = await delivery.claim(inst, "officer", ["voice"], 10)
    await paying.public.get(message.callback, params={"SendStatus": "5"})
    still = await delivery.claim(inst, "officer", ["voice"], 10)
    await paying.public.get(f"{message.callback}&SendStatus=4")
    at_once = await delivery.claim(inst, "officer", ["voice"], 10)

    assert [one.is_page for one in (*before, *still)] == []
    assert [one.is_page for one in at_once] == [True]


async def test_a_message_sent_again_is_not_delivered_twice(paying: Paying) -> None:
    """The answer was lost: the provider knows the message by its id and says that it has it."""
    sms = channel(paying.office, "sms", paying.providers)
    await sms.say(NUMBER, Message("Thường #1", ack="token"))
    await sms.say(NUMBER, Message("Thường #1", ack="token"))

    assert len(paying.providers.taken) == 1
    assert paying.providers.swallowed == []


async def test_an_account_that_ran_out_shows_for_a_while_after_each_try(paying: Paying) -> None:
    sms = channel(paying.office, "sms", paying.providers)
    paying.providers.balance = 0
    with pytest.raises(SendFailed):
        await sms.say(NUMBER, Message("x"))

    at_once = sms.state
    paying.office.clock.wind(timedelta(minutes=11))

    assert (at_once, sms.state) == ("refused", "working")


async def test_each_provider_says_in_its_own_way_what_failed(paying: Paying) -> None:
    providers = paying.providers
    providers.unknown_phones = {"0912345678", "84912345678"}
    failures = {}
    for name in ("esms", "speedsms"):
        for fault, changes in (("gone", {}), ("key", {"key": "wrong"})):
            sms = channel(paying.office, "sms", providers, **{"provider": name, "key": KEY, **changes})
            with pytest.raises(SendFailed) as failed:
                await sms.say(NUMBER, Message("x"))
            failures[name, fault] = (failed.value.permanent, failed.value.whole_bot)
    voice = channel(paying.office, "voice", providers, secret="wrong")
    with pytest.raises(SendFailed) as failed:
        await voice.say(NUMBER, Message("x"))

    assert {failures["esms", "gone"], failures["speedsms", "gone"]} == {(True, False)}
    assert {failures["esms", "key"], failures["speedsms", "key"]} == {(False, True)}
    assert failed.value.whole_bot


async def test_past_sixty_a_minute_it_waits_as_long_as_it_was_told(paying: Paying) -> None:
    sms = channel(paying.office, "sms", paying.providers, provider="speedsms")
    for number in range(60):
        await sms.say(NUMBER, Message(f"x {number}"))
    with pytest.raises(SendFailed) as failed:
        await sms.say(NUMBER, Message("one more"))

    assert failed.value.retry_after == timedelta(seconds=17)


async def test_esms_calls_with_its_keys_in_the_address_and_no_line_of_the_log_has_them(
    paying: Paying,
) -> None:
    lines = io.StringIO()
    with logged_to(lines):
        await paying.officer("An", "sms")
        voice = channel(paying.office, "voice", paying.providers, provider="esms", template="17")
        await voice.say(NUMBER, Message("Khẩn", ack="token"))
        paying.providers.unknown_phones = {"0912345678"}
        await paying.report()

    assert paying.providers.taken[-1].callback.endswith("secret=told-by-stringee&page=token")
    said = lines.getvalue()
    assert "send_failed" in said
    for secret in (KEY, SECRET, "912345678", "told-by", "/ack/", "esms.vn"):
        assert secret not in said


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: str(file.stem))
def test_every_data_file_can_be_read(file: Path) -> None:
    kinds = [kind for kind in ("sms", "voice") if f"[{kind}]" in file.read_text(encoding="utf-8")]

    assert [load(file.stem, kind).code != "" for kind in kinds] == [True] * len(kinds) != []


def test_a_provider_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(BadConfiguration, match="esms, speedsms, stringee"):
        load("../secrets", "sms")


def test_words_are_spelt_without_diacritics() -> None:
    assert plain("KHẨN CẤP · Đắk Wil – “ơi” 👧") == 'KHAN CAP - Dak Wil - "oi"'
