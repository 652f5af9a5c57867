"""A machine is lost; the backup and the recovery key bring the hotline back, on either database."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from handlers import (
    access,
    alert,
    attachments,
    audit_log,
    backup,
    case,
    delivery,
    due,
    duty,
    follow_up,
    officer_chat,
)
from handlers.backup import Contents, Place
from handlers.officer_chat import OfficerReceived
from hotline.attachment import Attachment, Cleaned
from hotline.errors import BadBackup, CannotOpen, InstallationInUse
from hotline.ids import AlertNumber
from hotline.interview.conversation import Incoming, Kind
from hotline.settings_reading import read_settings
from storage.audit_chain import Anchor
from storage.backup_rows import NUMBERS_SKIPPED
from storage.fresh_database import belongs_to_somebody
from storage.keys.recovery import new_recovery, write_recovery_file
from storage.schema import Tx
from storage.tables import audit, page
from storage.tables.attachment import attachment_content
from tests.desk import STORY
from tests.office import PASSWORD, Office, open_office, reopened
from tests.postgres import Postgres

PICTURE = Incoming(Kind.ATTACHMENT, "picture")
LETTER = "Chúng tôi đã đọc tin của bạn"
AN_PHONE, CHI_PHONE = "900100", "900101"


@dataclass(slots=True)
class Lost:
    """What people held in their hands when the machine was lost."""

    office: Office
    backup: Path
    contents: Contents
    receipt: str
    roster: str


def quiet(_done: int, _whole: int) -> None:
    """Nobody watches."""


@pytest.fixture(params=["sqlite", "postgresql"])
def source_url(request: pytest.FixtureRequest) -> str | None:
    return request.getfixturevalue("postgres_url") if request.param == "postgresql" else None


@pytest.fixture(params=["sqlite", "postgresql"])
def target(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    directory = tmp_path / "new"
    place = Place(directory, directory / "keys", f"sqlite:///{directory / 'langnghe.sqlite3'}")
    if request.param == "sqlite":
        yield place
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.fresh_database() as url:
        yield replace(place, url=url)


async def report(office: Office, chat: str, *, danger: str = "no") -> str:
    """A neighbour's report; the receipt code."""
    await office.commands(chat, "start")
    for value in ("q:role:citizen", f"q:danger_now:{danger}", "q:category:hit", "q:child_age:7_10"):
        await office.presses(chat, value)
    await office.says(chat, "Quảng Trực")
    await office.says(chat, STORY)
    await office.presses(chat, "q:story:done")
    await office.presses(chat, "q:follow_up:yes")
    filed = await office.presses(chat, "review:submit")
    return "".join(filter(str.isdigit, filed.partition(": ")[2].splitlines()[0]))


async def live(office: Office, file: Path) -> Lost:
    """A morning's work, and a backup while people go on writing."""
    an = await office.officer("An")
    chi = await office.officer("Chi")
    session = await office.session(an)
    roster = (
        "unit,from,until,username,place\n24736,2026-11-23T07:00,2026-11-24T07:00,an,on_duty\n"
        "24736,2026-11-23T07:00,2026-11-24T07:00,chi,backup\n"
    )
    assert await duty.import_roster(office.installation, roster) == 2
    for phone, code in ((AN_PHONE, an.link_code), (CHI_PHONE, chi.link_code)):
        await officer_chat.receive(
            office.installation, [OfficerReceived("telegram", phone, phone, "start", code)]
        )
    receipt = await report(office, "4711")
    await follow_up.write(office.installation, session.officer, 1, LETTER)
    await report(office, "4712")
    await due.step(office.installation)
    contents = await written_while_people_write(office, file)
    return Lost(office, file, contents, receipt, await duty.export_roster(office.installation))


async def written_while_people_write(office: Office, file: Path) -> Contents:
    """Others talk to the hotline all the while; none of them waits for the backup to end."""
    writing = asyncio.create_task(backup.write(office.installation, office.paths.url, file, quiet))
    number = 0
    while not writing.done():
        number += 1
        await office.commands(f"late {number}", "start")
    assert number > 0
    return await writing


def restored(lost: Lost, target: Place) -> Contents:
    key = lost.office.founded.recovery_key_file
    return backup.restore(target, lost.backup, key, lost.office.clock.now(), quiet)


@asynccontextmanager
async def back(lost: Lost, target: Place) -> AsyncIterator[Office]:
    """The installation on the new machine."""
    await asyncio.to_thread(restored, lost, target)
    old = lost.office
    paths = replace(old.paths, data_dir=target.data_dir, keys_dir=target.keys_dir, url=target.url)
    async with reopened(paths, old.founded, old.clock, read_settings("", "test.toml", {})) as office:
        yield office


async def test_the_hotline_is_back_as_it_was(tmp_path: Path, source_url: str | None, target: Place) -> None:
    async with open_office(tmp_path / "var", url=source_url) as office:
        lost = await live(office, tmp_path / "night.backup")
    lost.office.clock.wind(timedelta(hours=5))
    async with back(lost, target) as office:
        the_other_keys_stayed_behind(target)
        await the_officer_reads_with_the_old_password(office)
        await the_receipt_opens_what_officers_wrote(office, lost.receipt)
        assert await duty.export_roster(office.installation) == lost.roster
        await the_open_alerts_are_paged_at_once(office)
        await the_audit_log_is_whole(office, lost)
        await new_numbers_are_new(office)


def the_other_keys_stayed_behind(target: Place) -> None:
    assert [path.name for path in target.keys_dir.iterdir()] == ["server.key"]


async def the_officer_reads_with_the_old_password(office: Office) -> None:
    assert await access.log_in(office.installation, "an", "một mật khẩu khác") is None
    entered = await access.log_in(office.installation, "an", PASSWORD)
    assert entered is not None
    assert not entered.must_change_password
    caller = await access.caller_of(office.installation, entered.token)
    assert caller is not None
    view = await case.open_case(office.installation, caller.officer, caller.seeds, 1)
    assert view.story == STORY
    assert [words.text for words in view.messages] == [LETTER]


async def the_receipt_opens_what_officers_wrote(office: Office, receipt: str) -> None:
    await office.commands("another phone", "status")
    await office.says("another phone", receipt)
    assert LETTER in await office.presses("another phone", "msg:show")


async def the_open_alerts_are_paged_at_once(office: Office) -> None:
    """What lay in the outbox goes out, and what fell due meanwhile climbs in the first pass."""
    waiting = await delivery.claim(office.installation, "officer", ["telegram"], 10)
    assert {parcel.address for parcel in waiting} == {AN_PHONE, CHI_PHONE}
    passed = await due.step(office.installation)
    assert (passed.alerts, passed.latest) == (2, timedelta())
    pages = await office.installation.reader.read(page.of_alert, AlertNumber(1))
    assert [(item.step, item.state) for item in pages] == [(0, "pending"), (1, "pending")]


async def the_audit_log_is_whole(office: Office, lost: Lost) -> None:
    verdict = await audit_log.verify(office.installation, Anchor.parse(lost.contents.audit_head))
    assert verdict.first_broken is None
    assert verdict.keeps_anchor
    entries = await office.installation.reader.read(_audited)
    assert "restored" in entries


async def new_numbers_are_new(office: Office) -> None:
    """An old button on a phone, of an alert that the backup doesn't know, must not take a new alert."""
    await report(office, "4713")
    added = await office.officer("Dung")
    listed = await alert.listed(office.installation, (await office.session(added)).officer, "open", None)
    assert max(item.number for item in listed.items) > 2 + NUMBERS_SKIPPED - 1


async def test_the_old_audit_log_names_the_backup(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await backup.write(office.installation, office.paths.url, tmp_path / "b", quiet)

        assert (await office.installation.reader.read(_audited))[-1] == "backed_up"
        assert (await audit_log.verify(office.installation, None)).first_broken is None


async def test_chats_under_way_are_not_in_the_backup_and_begin_anew(tmp_path: Path, target: Place) -> None:
    async with open_office(tmp_path / "var") as office:
        await office.commands("4711", "start")
        await office.presses("4711", "q:role:citizen")
        await office.presses("4711", "q:danger_now:no")
        contents = await backup.write(office.installation, office.paths.url, tmp_path / "b", quiet)
        lost = Lost(office, tmp_path / "b", contents, "", "")
    async with back(lost, target) as office:
        said = await office.presses("4711", "q:category:hit")

    assert "không còn ở đây nữa" in said
    assert "[q:role:child]" in said


async def test_a_reports_picture_is_in_the_backup_and_that_of_a_chat_under_way_is_not(tmp_path: Path) -> None:
    sent = Attachment(b"a picture", "picture", "image/jpeg", Cleaned(b"its copy", "image/jpeg"))
    target = Place(tmp_path / "new", tmp_path / "new" / "keys", f"sqlite:///{tmp_path}/new/langnghe.sqlite3")
    async with open_office(tmp_path / "var") as office:
        people = [await office.officer(name) for name in ("An", "Chi")]
        callers = [await office.session(one) for one in people]
        await office.commands("4711", "start")
        for chat in ("4711", "4712"):
            await office.takes(replace(office.received(chat, PICTURE), attachment=sent))
        await report(office, "4711")
        contents = await backup.write(office.installation, office.paths.url, tmp_path / "b", quiet)
        lost = Lost(office, tmp_path / "b", contents, "", "")
    async with back(lost, target) as office:
        an, chi = callers  # the same seeds, for the same passwords
        act = office.installation
        asked = await attachments.ask(act, an.officer, an.seeds, 1, 1, "xem lại")
        await attachments.agree(act, chi.officer, chi.seeds, 1, asked.id)
        opened = await attachments.open_one(act, an.officer, an.seeds, 1, 1, cleaned=True)
        kept = await act.reader.read(_kept_contents)

    assert (opened.cleaned, kept) == (sent.cleaned, 1)


def _kept_contents(tx: Tx) -> int:
    return tx.connection.execute(select(func.count()).select_from(attachment_content)).scalar_one()


async def test_neither_words_nor_keys_nor_names_can_be_read_in_the_backup(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        lost = await live(office, tmp_path / "b")
        raw = lost.backup.read_bytes()
        server_key = office.installation.keys.server_key()

    for secret in (
        STORY,
        LETTER,
        "Quảng Trực",
        "24736",
        "an,on_duty",
        AN_PHONE,
        "4711",
        lost.receipt,
        "alert",
    ):
        assert secret.encode() not in raw
    assert server_key not in raw
    assert server_key.hex().encode() not in raw


async def test_what_cannot_be_read_changes_nothing(tmp_path: Path, target: Place) -> None:
    async with open_office(tmp_path / "var") as office:
        contents = await backup.write(office.installation, office.paths.url, tmp_path / "b", quiet)
        lost = Lost(office, tmp_path / "b", contents, "", "")
    raw = lost.backup.read_bytes()
    write_recovery_file(tmp_path / "other.txt", new_recovery())
    now = lost.office.clock.now()

    with pytest.raises(CannotOpen):
        backup.restore(target, lost.backup, tmp_path / "other.txt", now, quiet)
    for spoilt in (raw[:-1], raw[: len(raw) // 2], b"", raw[:-1] + bytes([raw[-1] ^ 1]), b"x" + raw[1:]):
        lost.backup.write_bytes(spoilt)
        with pytest.raises(BadBackup):
            restored(lost, target)

    assert not target.data_dir.exists()
    assert not belongs_to_somebody(target.url)


async def test_a_disk_that_fills_up_leaves_nothing_half_done(tmp_path: Path, target: Place) -> None:
    async with open_office(tmp_path / "var") as office:
        contents = await backup.write(office.installation, office.paths.url, tmp_path / "b", quiet)
        lost = Lost(office, tmp_path / "b", contents, "", "")

    def full(done: int, whole: int) -> None:
        if done > whole // 2 + 70_000:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        backup.restore(target, lost.backup, office.founded.recovery_key_file, office.clock.now(), full)

    assert not belongs_to_somebody(target.url)
    assert [path.name for path in target.data_dir.rglob("*") if path.is_file()] == ["serve.lock"]
    restored(lost, target)
    assert belongs_to_somebody(target.url)


async def test_an_installation_in_use_is_never_touched(tmp_path: Path, source_url: str | None) -> None:
    async with open_office(tmp_path / "var", url=source_url) as office:
        contents = await backup.write(office.installation, office.paths.url, tmp_path / "b", quiet)
        lost = Lost(office, tmp_path / "b", contents, "", "")
        here = office.paths
        for place in (
            Place(here.data_dir, here.keys_dir, here.url),
            Place(tmp_path / "new", tmp_path / "new" / "keys", here.url),
            Place(tmp_path / "new", here.keys_dir, f"sqlite:///{tmp_path / 'new.sqlite3'}"),
        ):
            with pytest.raises(InstallationInUse):
                restored(lost, place)

        assert (await audit_log.verify(office.installation, None)).head.startswith("3:")
        assert not (tmp_path / "new").exists()


def _audited(tx: Tx) -> list[str]:
    return [entry.action for entry in audit.entries(tx)]
