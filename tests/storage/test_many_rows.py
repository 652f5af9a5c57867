"""Many rows at once come out as they went in, on both databases, by whichever way they travel."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

from hotline.ids import ConversationId
from storage.database import sync_engine
from storage.ids import IdSource
from storage.keys.keyring import Keyring
from storage.migrate import migrate
from storage.schema import Tx
from storage.tables import conversation
from storage.tables.conversation import INTERVIEW, Stored


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/rows.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    made = sync_engine(url)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys")


def chat(number: int) -> Stored:
    return Stored(
        id=ConversationId(number),
        kind=INTERVIEW,
        channel="Zalo, thử “ngoặc”\t\\",
        chat_hash=bytes([number, 0, 255]),
        recipient=f"r{number}",
        key_day="2026-11-24",
        key_wrapped=b"\x00\\x'\"",
        address=None if number % 2 else b"",
        state=bytes(range(256)),
        version=number,
        report_id=None,
        touched_at=1_800_000_000_000,
        due_at=2**53,
    )


@pytest.mark.parametrize("count", [1, 3, 4, 150])
def test_rows_come_back_as_they_were(engine: Engine, keys: Keyring, count: int) -> None:
    chats = [chat(number) for number in range(1, count + 1)]
    with engine.begin() as connection:
        conversation.add(Tx(connection, keys, IdSource()), chats)

    with engine.begin() as connection:
        found = conversation.of_chats(Tx(connection, keys, IdSource()), [one.chat_hash for one in chats])

    assert found == chats


@pytest.mark.parametrize("count", [1, 3, 4, 150])
def test_each_row_gets_its_own_change(engine: Engine, keys: Keyring, count: int) -> None:
    chats = [chat(number) for number in range(1, count + 1)]
    untouched = chat(200)
    changed = [
        replace(
            one, state=bytes([one.id]), version=one.version + 1, key_day=None if one.id == 2 else "2026-11-25"
        )
        for one in chats
    ]
    changed = [replace(one, kind="closing") if one.key_day is None else one for one in changed]
    with engine.begin() as connection:
        tx = Tx(connection, keys, IdSource())
        conversation.add(tx, [*chats, untouched])
        conversation.change(tx, changed)

    with engine.begin() as connection:
        tx = Tx(connection, keys, IdSource())
        found = conversation.by_id(tx, [one.id for one in [*chats, untouched]])

    assert [found[one.id] for one in changed] == changed
    assert found[untouched.id] == untouched


def test_what_was_rolled_back_was_never_there(engine: Engine, keys: Keyring) -> None:
    chats = [chat(number) for number in range(1, 9)]
    with engine.connect() as connection, connection.begin() as transaction:
        conversation.add(Tx(connection, keys, IdSource()), chats)
        transaction.rollback()

    with engine.begin() as connection:
        assert conversation.of_chats(Tx(connection, keys, IdSource()), [one.chat_hash for one in chats]) == []
