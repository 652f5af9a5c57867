"""Whoever holds all files of the server, but neither a password nor the recovery file, opens no report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from sqlalchemy import text

from handlers import access
from handlers.steps import chats, posting
from hotline.errors import CannotOpen
from storage.keys import password as passwords
from storage.keys import receipt, recovery
from storage.keys import session as tokens
from storage.keys.context import Context, Kind
from storage.keys.envelope import Cipher, cipher_of, open_sealed
from storage.keys.password import ProtectedSeeds
from storage.keys.recipient import SEEDS_BYTES, Seeds, open_document, open_with
from storage.schema import Tx, metadata, rows
from storage.tables import conversation, officer, outbox, report
from tests.office import LAM_DONG
from tests.stories.house import House

STORY = "Bé trai ngủ một mình ngoài nhà kho"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed value of a report, with where it belongs; `as_key`: it is a wrapped key, not a document."""

    where: Context
    value: bytes
    as_key: bool

    def opens_with(self, seeds: Seeds) -> bool:
        try:
            (open_with if self.as_key else open_document)(seeds, self.where, self.value)
        except CannotOpen:
            return False
        return True


async def submitted_reports(house: House) -> None:
    """Three reports: one plain, one with follow-up and letters, one red; officers are logged in."""
    an, phuc = await house.officer("An", can_log_in=True), await house.officer("Phúc", LAM_DONG)
    await house.on_duty(an)
    await house.on_duty(phuc)
    assert await access.log_in(house.office, an.username, an.password) is not None
    lan, mai, hoa = house.parent("Lan"), house.parent("Mai"), house.parent("Hoa")
    await lan.tells(STORY)
    await an.opens(an.expects_page("normal"))
    await mai.tells(STORY, follow_up="yes")
    await house.fast_forward(seconds=2)
    number = an.expects_page("normal")
    await an.writes_to_reporter(number, "Bé tên gì?")
    mai.expects("notice-message")
    await mai.presses("msg:show")
    await hoa.begins(danger="now")
    phuc.expects_page("emergency")
    await hoa.answers("q:child_age:7_10", "Quảng Trực", STORY, "q:story:done", "q:follow_up:yes")
    await hoa.presses("review:submit")
    await house.fast_forward(seconds=60)
    an.expects_page("emergency")


async def test_all_files_of_the_server_open_no_submitted_report(house_on_both: House) -> None:
    house = house_on_both
    await submitted_reports(house)
    (house.paths.data_dir / "recovery-key.txt").unlink()
    await house.restarts()

    sealed = await house.reads(sealed_values)
    found = await house.reads(seeds_within_reach)
    assert len(sealed) > 15
    assert found
    assert [one.where for one, seeds in product(sealed, found) if one.opens_with(seeds)] == []
    keys = [cipher_of(key) for key in await house.reads(symmetric_keys)]
    contexts = [Context(Kind.OFFICER_DATA), *(one.where for one in sealed)]
    for one, key, where in product(sealed, keys, contexts):
        assert not _opens(key, where, one.value), where


async def test_the_same_attempts_open_everything_for_those_who_may(house: House) -> None:
    """Otherwise the test above could fail to open for a reason of its own."""
    await submitted_reports(house)
    sealed = await house.reads(sealed_values)
    file = recovery.read_recovery_file(house.paths.data_dir / "recovery-key.txt")
    wraps = [one for one in sealed if one.as_key and one.where.recipient == report.RECOVERY]
    assert len(wraps) == 3

    opened = [Seeds(open_with(file, one.where, one.value)) for one in wraps]
    documents = [one for one in sealed if one.where.kind is Kind.DOCUMENT]
    assert documents
    assert all(any(one.opens_with(seeds) for seeds in opened) for one in documents)


def sealed_values(tx: Tx) -> list[Sealed]:
    """Everything of the reports that is sealed to somebody."""
    found: list[Sealed] = []
    for member in rows(tx, report.report_member.select()):
        where = Context(Kind.REPORT_KEY, member.report_id, recipient=member.recipient)
        found.append(Sealed(where, member.sealed, as_key=True))
    for part in rows(tx, report.report_part.select()):
        where = Context(Kind.DOCUMENT, part.report_id, part.id, part.kind)
        found.append(Sealed(where, part.sealed, as_key=False))
    for letter in rows(tx, report.letter.select()):
        where = Context(Kind.LETTER, letter.report_id, letter.id, "receipt")
        found.append(Sealed(where, letter.for_receipt, as_key=False))
    return found


def seeds_within_reach(tx: Tx) -> list[Seeds]:
    """Whatever could be somebody's private half: found in the rows, or opened with the server's own keys."""
    blobs = [value for value in _values(tx) if len(value) >= SEEDS_BYTES]
    found = {blob[:SEEDS_BYTES] for blob in blobs} | {blob[-SEEDS_BYTES:] for blob in blobs}
    found |= set(_opened_by_the_server(tx))
    for one in officer.everybody(tx):
        found |= set(_guessed(tx, one))
    for session in rows(tx, text("SELECT token_hash, seeds FROM session")):
        for token in (session.token_hash.hex(), session.token_hash.decode("latin-1"), ""):
            try:
                found.add(tokens.open_seeds(token, session.seeds).raw)
            except CannotOpen:
                continue
    for stored in rows(tx, report.report.select()):
        found.add(receipt.derive(stored.receipt_lookup.hex()[:16], tx.keys.receipt_salt).seeds.raw)
    return [Seeds(raw) for raw in found]


def _guessed(tx: Tx, one: officer.StoredOfficer) -> Iterator[bytes]:
    """The officer's seeds, without the password."""
    for password in ("", one.username):
        try:
            protected = ProtectedSeeds(one.password_salt, one.seeds)
            yield passwords.unlock(protected, password, tx.keys.pepper).raw
        except CannotOpen:
            continue


def _opened_by_the_server(tx: Tx) -> Iterator[bytes]:
    """What chats under way, the outbox and officers' data hold that may be seeds."""
    for stored in rows(tx, conversation.conversation.select()):
        chat = chats.opened(tx, conversation.Stored(*stored))
        for seeds in (chat.state.report_seeds, chat.state.reader_seeds):
            if seeds is not None:
                yield seeds
    for row in rows(tx, outbox.outbox.select()):
        if row.bot == outbox.OFFICER:
            posting.open_for_officer(tx, outbox.OutboxRow(*row))


def symmetric_keys(tx: Tx) -> list[bytes]:
    """Every key of 32 bytes that the server has."""
    keys = [path.read_bytes()[-32:] for path in tx.keys.directory.iterdir() if path.is_file()]
    keys += [tx.keys.pepper, tx.keys.receipt_salt]
    for row in rows(tx, conversation.conversation.select()):
        stored = conversation.Stored(*row)
        if stored.key_day is None:
            keys.append(tx.keys.unwrap_delivery(stored.id, stored.key_wrapped))
        else:
            day = date.fromisoformat(stored.key_day)
            keys.append(tx.keys.unwrap_conversation_key(day, stored.id, stored.key_wrapped))
    return [key for key in keys if len(key) == 32]


def _opens(key: Cipher, where: Context, value: bytes) -> bool:
    try:
        open_sealed(key, where, value)
    except CannotOpen:
        return False
    return True


def _values(tx: Tx) -> Iterator[bytes]:
    for table in metadata.sorted_tables:
        for row in rows(tx, table.select()):
            yield from (bytes(value) for value in row if isinstance(value, bytes | memoryview))
