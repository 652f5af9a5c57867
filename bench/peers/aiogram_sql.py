"""aiogram's conversations in SQL through the async ORM and aiosqlite: a session and a commit a change."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Chat(Base):
    __tablename__ = "chat"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str | None]
    data: Mapped[str] = mapped_column(default="{}")


class Report(Base):
    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int]
    answers: Mapped[str]


class SqlStorage(BaseStorage):
    """Kind to the peer: a write-ahead log, and half a minute's patience where others write."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._session = async_sessionmaker(engine, expire_on_commit=False)

    @classmethod
    async def opened(cls, path: Path) -> Self:
        engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 30})
        event.listen(engine.sync_engine, "connect", _write_ahead)
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        return cls(engine)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        async with self._session() as session:
            chat = await session.get(Chat, key.chat_id) or Chat(id=key.chat_id)
            chat.state = state.state if isinstance(state, State) else state
            session.add(chat)
            await session.commit()

    async def get_state(self, key: StorageKey) -> str | None:
        async with self._session() as session:
            chat = await session.get(Chat, key.chat_id)
            return None if chat is None else chat.state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        async with self._session() as session:
            chat = await session.get(Chat, key.chat_id) or Chat(id=key.chat_id)
            chat.data = json.dumps(dict(data), ensure_ascii=False)
            session.add(chat)
            await session.commit()

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        async with self._session() as session:
            chat = await session.get(Chat, key.chat_id)
            return {} if chat is None else dict(json.loads(chat.data))

    async def keep_report(self, chat: int, answers: dict[str, object]) -> None:
        async with self._session() as session:
            session.add(Report(chat=chat, answers=json.dumps(answers, ensure_ascii=False)))
            await session.commit()

    async def close(self) -> None:
        await self._engine.dispose()


def _write_ahead(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()
