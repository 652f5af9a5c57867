"""Pages by e-mail against a mail server that means it: TLS, log-in, refusals for now and for good."""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot import email_standing
from bot.channel import Message
from bot.officer import connect_email
from bot.sending import Sender
from cli.messengers import Messengers
from cli.running import Running
from console.app import make_app
from handlers import access, contacts
from hotline.errors import SendFailed
from hotline.ids import AlertNumber
from hotline.settings_reading import read_settings
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import officer as officers
from tests.fakes.smtp import PASSWORD, FakeSmtp, smtp_server
from tests.logged import logged_to
from tests.office import Office, open_office
from tests.web_page import Visitor

ORIGIN = "https://desk.example"
REPORT = ("/report", "4", "3", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua", "Không", "1")
AN, BINH = "an@langnghe.example", "binh@langnghe.example"


@dataclass(slots=True)
class Mailing:
    """An office whose officers' sender has a mail server."""

    office: Office
    mail: FakeSmtp
    sender: Sender
    desk: httpx.AsyncClient

    async def officer(self, name: str, address: str, role: str = "supervisor") -> access.Added:
        """Confirmed by the code that came by mail."""
        added = await self.office.officer(name, role=role)
        inst = self.office.installation
        say = await contacts.add(inst, added.username, "email", address, by=added.username)
        assert say.id == "contact-code-sent"
        [code] = re.findall(r"\b\d{6}\b", await self.newest())
        say = await contacts.confirm(inst, added.username, code, by=added.username)
        assert say.id == "contact-confirmed"
        await self.newest()
        return added

    async def newest(self) -> str:
        await self.sender.idle()
        return text_of(self.mail, -1)

    async def report(self) -> None:
        for text in REPORT:
            await self.office.says("z-lan", text, "zalo")
        await self.sender.idle()

    async def opened(self, link: str) -> Visitor:
        """The link, opened in a browser where nobody was before."""
        transport = httpx.ASGITransport(make_app(self.office.installation))
        visitor = Visitor(httpx.AsyncClient(transport=transport, base_url=ORIGIN))
        await visitor.opens(link)
        return visitor

    def links(self) -> dict[str, str]:
        """The newest page's link of each address."""
        found = {}
        for index, one in enumerate(self.mail.mails):
            for path in re.findall(rf"{ORIGIN}(/ack/\S+)", text_of(self.mail, index)):
                found[str(one["To"])] = str(path)
        return found


async def pressed_by(added: access.Added, browser: Visitor, link: str) -> str:
    """What the page says to this officer's password."""
    return (await browser.sends(browser.form(link, password=added.password), link)).text


def text_of(mail: FakeSmtp, index: int) -> str:
    return str(mail.mails[index].get_content())


@pytest.fixture
async def mail(tmp_path: Path) -> AsyncIterator[FakeSmtp]:
    async with smtp_server(tmp_path / "mail") as fake:
        yield fake


@pytest.fixture
async def mailing(tmp_path: Path, mail: FakeSmtp) -> AsyncIterator[Mailing]:
    toml = f'{mail.toml()}[console]\npublic_url = "{ORIGIN}"\n'
    async with open_office(tmp_path / "var", toml=toml) as office:
        inst = office.installation
        sender = Sender(inst, "officer", slots=4)
        sender.serve(await connect_email(inst))
        inst.sends |= {("officer", "email")}
        inst.on_parcels = sender.post
        transport = httpx.ASGITransport(make_app(inst))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as desk:
            yield Mailing(office, mail, sender, desk)
        await sender.stop()


async def test_a_page_says_urgency_place_number_and_links_and_nothing_else(mailing: Mailing) -> None:
    await mailing.officer("Bình", "binh@langnghe.example")
    await mailing.report()

    page = mailing.mail.mails[-1]
    words = text_of(mailing.mail, -1)
    assert page["Subject"] == "Thường · #1 · Xã Quảng Trực"
    assert page.get_content_type() == "text/plain"
    assert f"{ORIGIN}/cases/1" in words
    assert "bắt nạt" not in words
    assert page["To"] == "binh@langnghe.example"


async def test_a_mail_says_of_itself_what_mail_programs_want_and_no_more(mailing: Mailing) -> None:
    await mailing.officer("An", AN)
    await mailing.report()

    page = mailing.mail.mails[-1]
    of_the_body = {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    assert {*page.keys()} - of_the_body == {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"}
    assert page["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[\w.]+@langnghe\.example>", page["Message-ID"])


@pytest.mark.parametrize(
    "address",
    [
        "an@langnghe.example\nBcc: another@langnghe.example",
        "an@langnghe.example\r\nDATA",
        "an@langnghe.example, another@langnghe.example",
        "<an@langnghe.example>",
        '"a\nb"@langnghe.example',
    ],
)
async def test_no_address_brings_lines_or_people_of_its_own(mailing: Mailing, address: str) -> None:
    added = await mailing.office.officer("An", role="supervisor")
    inst = mailing.office.installation
    say = await contacts.add(inst, added.username, "email", address, by=added.username)
    await mailing.sender.idle()

    assert say.id == "contact-no-address"
    assert mailing.mail.mails == []


async def test_the_link_takes_the_alert_once_and_a_scanner_takes_nothing(mailing: Mailing) -> None:
    an = await mailing.officer("An", AN)
    binh = await mailing.officer("Bình", BINH)
    await mailing.report()
    links = mailing.links()

    scanned = await mailing.desk.get(links[AN])
    untouched = await mailing.office.installation.reader.read(state_of)
    ans, forwarded, binhs = [await mailing.opened(link) for link in (links[AN], links[AN], links[BINH])]
    pressed = await pressed_by(an, ans, links[AN])
    again = await pressed_by(binh, forwarded, links[AN])
    second = await pressed_by(binh, binhs, links[BINH])

    assert scanned.status_code == 200
    assert untouched == "open"
    assert "Anh/chị đã nhận #1" in pressed
    assert "đã nhận #1" not in again
    assert "#1 đã có An nhận" in second
    await mailing.sender.idle()
    assert "An" in text_of(mailing.mail, -1)
    assert mailing.mail.mails[-1]["To"] == "binh@langnghe.example"


async def test_a_link_that_took_one_alert_is_nothing_to_the_next(mailing: Mailing) -> None:
    an = await mailing.officer("An", AN)
    await mailing.report()
    browser = await mailing.opened(first := mailing.links()[AN])
    form = browser.form(first, password=an.password)
    await browser.sends(form, first)
    await mailing.report()

    await browser.sends(form, first)

    assert await mailing.office.installation.reader.read(lambda tx: state_of(tx, 2)) == "open"


async def test_no_page_goes_to_an_address_whose_code_has_not_come_back(mailing: Mailing) -> None:
    added = await mailing.office.officer("An", role="supervisor")
    inst = mailing.office.installation
    await contacts.add(inst, added.username, "email", AN, by=added.username)
    wrong = await contacts.confirm(inst, added.username, "000000", by=added.username)
    await mailing.report()

    assert wrong.id == "contact-wrong-code"
    assert len(mailing.mail.mails) == 1


async def test_a_code_is_good_for_an_hour_and_for_ten_tries(mailing: Mailing) -> None:
    added = await mailing.office.officer("An", role="supervisor")
    inst = mailing.office.installation
    await contacts.add(inst, added.username, "email", AN, by=added.username)
    [code] = re.findall(r"\b\d{6}\b", await mailing.newest())
    mailing.office.clock.wind(timedelta(minutes=61))
    late = await contacts.confirm(inst, added.username, code, by=added.username)
    tries = [await contacts.confirm(inst, added.username, "000000", by=added.username) for _ in range(12)]

    assert late.id == "contact-wrong-code"
    assert tries[-1].id == "contact-too-often"


async def test_a_mailbox_that_is_gone_fails_for_good_and_the_next_officer_is_paged(mailing: Mailing) -> None:
    await mailing.officer("An", AN)
    mailing.mail.answers[AN] = ["550 5.1.1 no such user"]
    await mailing.report()

    said = await mailing.office.installation.reader.read(
        lambda tx: [one.failed_at is not None for one in officers.contact_methods(tx)]
    )
    assert said == [True]
    due = await mailing.office.installation.reader.read(lambda tx: alerts.load(tx, AlertNumber(1)))
    assert due is not None
    assert due.alert.due_at is not None
    assert due.alert.due_at - mailing.office.clock.now() <= timedelta(seconds=30)


async def test_a_server_that_greylists_is_asked_again(mailing: Mailing) -> None:
    await mailing.officer("An", AN)
    mailing.mail.answers[AN] = ["451 4.7.1 later", "250 ok"]
    for text in REPORT:
        await mailing.office.says("z-lan", text, "zalo")
    while len(mailing.mail.mails) < 3:
        await asyncio.sleep(0)
        mailing.office.clock.wind(timedelta(seconds=2))

    assert "#1" in str(mailing.mail.mails[-1]["Subject"])


async def test_a_server_without_tls_or_with_a_strange_certificate_hears_nothing(
    mailing: Mailing, tmp_path: Path
) -> None:
    inst = mailing.office.installation
    mailing.mail.tls = False
    with pytest.raises(SendFailed) as bare:
        await (await connect_email(inst)).say(AN, Message("x"))
    mailing.mail.tls = True
    email = replace(inst.settings.email, ca_file=None)
    inst.settings = replace(inst.settings, email=email)
    with pytest.raises(SendFailed) as strange:
        await (await connect_email(inst)).say(AN, Message("x"))

    assert [bare.value.kind, strange.value.kind] == ["no_tls", "no_tls"]
    assert "MAIL" not in mailing.mail.commands
    assert "AUTH" not in mailing.mail.commands


async def test_a_server_that_speaks_tls_from_the_start(tmp_path: Path) -> None:
    async with (
        smtp_server(tmp_path / "mail", implicit=True) as mail,
        open_office(tmp_path / "var", toml=mail.toml()) as office,
    ):
        await (await connect_email(office.installation)).say(AN, Message("Chào An"))

    assert text_of(mail, 0) == "Chào An\n"
    assert "STARTTLS" not in mail.commands


async def test_no_line_of_the_log_holds_an_address_a_code_or_the_password(mailing: Mailing) -> None:
    lines = io.StringIO()
    with logged_to(lines):
        await mailing.officer("An", AN)
        code = text_of(mailing.mail, 0)
        mailing.mail.answers[AN] = ["550 5.1.1 no such user an@langnghe.example"]
        await mailing.report()

    said = lines.getvalue()
    assert "send_failed" in said
    for secret in (PASSWORD, AN, re.findall(r"\d{6}", code)[0], "langnghe.example", "/ack/"):
        assert secret not in said


async def test_the_doctor_tells_a_wrong_password_from_a_server_without_tls(mail: FakeSmtp) -> None:
    email = read_settings(mail.toml(), "test.toml", {}).email
    well = await email_standing.ask(email)
    wrong = await email_standing.ask(replace(email, password="another"))
    mail.tls = False
    bare = await email_standing.ask(email)

    assert (well, wrong, bare) == (None, "token_refused", "no_tls")


async def test_serving_brings_up_what_only_sends(tmp_path: Path, mail: FakeSmtp) -> None:
    others = (
        '[push]\nenabled = true\n[sms]\nprovider = "esms"\nkey = "k"\n[webhook]\nurl = "https://x.example"\n'
    )
    others += 'secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZg=="\n'
    toml = f'{mail.toml()}[console]\npublic_url = "{ORIGIN}"\n{others}'
    async with open_office(tmp_path / "var", toml=toml, sends=False) as office:
        inst = office.installation
        running = Running(inst, alone=True)
        messengers = Messengers(inst, running)
        messengers.begin()
        up = {("officer", "email"), ("officer", "push"), ("officer", "sms"), ("webhook", "webhook")}
        while not up <= inst.sends:  # noqa: ASYNC110 - libraries are imported in threads
            await asyncio.sleep(0)
        states = {name: state() for name, state in running.channels.items()}
        await messengers.end()
        for sender in running.senders.values():
            await sender.stop()

    assert set(states) == {"email.officer", "push.officer", "sms.officer", "webhook.webhook"}
    assert set(states.values()) == {"working"}


def state_of(tx: Tx, number: int = 1) -> str:
    stored = alerts.load(tx, AlertNumber(number))
    assert stored is not None
    return stored.alert.state.value
