"""The same interview as an ordinary aiogram bot, as the library's tutorial teaches it: FSM, a handler a step.

    python3 -m bench.peers.aiogram_bot --token 1:a --api-base http://127.0.0.1:9000 --storage memory
    python3 -m bench.peers.aiogram_bot … --storage conversations.sqlite3

With a file, the conversations and the reports lie in SQL (`aiogram_sql.py`); in memory nothing is kept.
"""

import argparse
import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from secrets import randbelow

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.peers.aiogram_sql import SqlStorage

KeepReport = Callable[[int, dict[str, object]], Awaitable[None]]
router = Router()


class Interview(StatesGroup):
    role = State()
    danger_now = State()
    category = State()
    child_age = State()
    place = State()
    story = State()
    follow_up = State()
    review = State()


ROLE = {
    "child": "Em là trẻ em",
    "family": "Người nhà",
    "school": "Thầy cô, nhà trường",
    "citizen": "Người khác",
}
DANGER = {"now": "Đang xảy ra", "today": "Trong hôm nay", "no": "Không", "unknown": "Tôi không rõ"}
CATEGORY = {
    "hit": "Đánh đập",
    "sexual": "Xâm hại tình dục",
    "neglect": "Bỏ mặc",
    "bullying": "Bắt nạt",
    "labour": "Bắt lao động",
    "marriage": "Tảo hôn",
    "missing": "Mất tích",
    "online": "Trên mạng",
    "self_harm": "Tự làm đau mình",
    "hazard": "Nơi nguy hiểm",
    "facility": "Trong cơ sở",
    "other": "Chuyện khác",
}
AGE = {"0_3": "0–3", "4_6": "4–6", "7_10": "7–10", "11_13": "11–13", "14_15": "14–15", "16_17": "16–17"}
REVIEW = {"submit": "Gửi", "edit": "Sửa", "discard": "Bỏ hết"}


def keyboard(prefix: str, options: dict[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=f"{prefix}:{value}")]
            for value, label in options.items()
        ]
    )


async def ask(message: Message, words: str, prefix: str, options: dict[str, str]) -> None:
    await message.answer(words, reply_markup=keyboard(prefix, options))


def chat_of(callback: CallbackQuery) -> Message:
    assert isinstance(callback.message, Message)
    return callback.message


def value_of(callback: CallbackQuery) -> str:
    return (callback.data or "").rpartition(":")[2]


@router.message(CommandStart())
async def begin(message: Message, state: FSMContext) -> None:
    await state.clear()
    await state.set_state(Interview.role)
    words = "Chào bạn. Đây là nơi báo tin về trẻ em bị hại. Chúng tôi không hỏi tên bạn. Bạn là ai?"
    await ask(message, words, "q:role", ROLE)


@router.callback_query(Interview.role, F.data.startswith("q:role:"))
async def role(callback: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(role=value_of(callback))
    await state.set_state(Interview.danger_now)
    await ask(chat_of(callback), "Lúc này em bé có đang gặp nguy hiểm không?", "q:danger_now", DANGER)
    await callback.answer()


@router.callback_query(Interview.danger_now, F.data.startswith("q:danger_now:"))
async def danger_now(callback: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(danger_now=value_of(callback))
    await state.set_state(Interview.category)
    await ask(chat_of(callback), "Chuyện gì đã xảy ra với em bé?", "q:category", CATEGORY)
    await callback.answer()


@router.callback_query(Interview.category, F.data.startswith("q:category:"))
async def category(callback: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(category=value_of(callback))
    await state.set_state(Interview.child_age)
    await ask(chat_of(callback), "Em bé bao nhiêu tuổi?", "q:child_age", AGE)
    await callback.answer()


@router.callback_query(Interview.child_age, F.data.startswith("q:child_age:"))
async def child_age(callback: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(child_age=value_of(callback))
    await state.set_state(Interview.place)
    words = "Chuyện xảy ra ở xã, phường nào? Bạn viết tên ra nhé."
    await ask(chat_of(callback), words, "q:place", {"province": "Tôi không rõ", "skip": "Bỏ qua"})
    await callback.answer()


@router.message(Interview.place, F.text)
async def place(message: Message, state: FSMContext) -> None:
    await state.update_data(place=message.text)
    await state.set_state(Interview.story)
    await ask(message, "Bạn kể lại chuyện đã thấy, bằng lời của bạn.", "q:story", {"skip": "Bỏ qua"})


@router.message(Interview.story, F.text)
async def story(message: Message, state: FSMContext) -> None:
    told = (await state.get_data()).get("story", "")
    await state.update_data(story=f"{told}\n{message.text}")
    await ask(message, "Bạn viết thêm được. Xong rồi thì bấm nút này.", "q:story", {"done": "Xong"})


@router.callback_query(Interview.story, F.data == "q:story:done")
async def story_done(callback: CallbackQuery, state: FSMContext) -> None:
    await state.set_state(Interview.follow_up)
    words = "Cán bộ có được hỏi thêm bạn ở đây không?"
    await ask(chat_of(callback), words, "q:follow_up", {"yes": "Được", "no": "Không"})
    await callback.answer()


@router.callback_query(Interview.follow_up, F.data.startswith("q:follow_up:"))
async def follow_up(callback: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(follow_up=value_of(callback))
    await state.set_state(Interview.review)
    told = "\n".join(f"{name}: {value}" for name, value in (await state.get_data()).items())
    await ask(chat_of(callback), f"Bạn xem lại trước khi gửi:\n{told}", "review", REVIEW)
    await callback.answer()


@router.callback_query(Interview.review, F.data == "review:submit")
async def submit(callback: CallbackQuery, state: FSMContext, keep_report: KeepReport) -> None:
    await keep_report(chat_of(callback).chat.id, await state.get_data())
    await state.clear()
    code = " ".join(f"{randbelow(10_000):04}" for _ in range(4))
    await chat_of(callback).answer(f"Cảm ơn bạn. Mã biên nhận của bạn: {code}")
    await callback.answer()


async def keep_nothing(chat: int, answers: dict[str, object]) -> None:
    del chat, answers


async def run(token: str, api_base: str, storage: str) -> None:
    kept: BaseStorage = MemoryStorage()
    keep_report: KeepReport = keep_nothing
    if storage != "memory":
        kept = sql = await SqlStorage.opened(Path(storage))
        keep_report = sql.keep_report
    dispatcher = Dispatcher(storage=kept)
    dispatcher.include_router(router)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_base)))
    await dispatcher.start_polling(bot, keep_report=keep_report, handle_signals=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--token", required=True)
    parser.add_argument("--api-base", required=True)
    parser.add_argument("--storage", default="memory", help="memory, or a SQLite file")
    wanted = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(run(wanted.token, wanted.api_base, wanted.storage))


if __name__ == "__main__":
    main()
