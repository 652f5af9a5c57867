"""The two real libraries, pointed at the fake Telegram."""

from datetime import UTC, datetime, timedelta

from aiogram import Bot as Aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from telegram import Bot as Ptb
from telegram.request import HTTPXRequest

from tests.fakes.telegram import FakeTelegram

TOKEN = "100:reporter"
LAN = 5001


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def aiogram(telegram: FakeTelegram, token: str) -> Aiogram:
    return Aiogram(token, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.api_base)))


def ptb(telegram: FakeTelegram, token: str) -> Ptb:
    return Ptb(
        token,
        base_url=f"{telegram.api_base}/bot",
        base_file_url=f"{telegram.api_base}/file/bot",
        request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
    )


def keyboard(*values: str, a_row: int = 1) -> InlineKeyboardMarkup:
    buttons = [InlineKeyboardButton(text=v[:20] or "?", callback_data=v) for v in values]
    rows = [buttons[i : i + a_row] for i in range(0, len(buttons), a_row)]
    return InlineKeyboardMarkup(inline_keyboard=rows)
