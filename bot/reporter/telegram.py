"""Reporters on Telegram, through aiogram: updates become what the interview knows, messages become sends.

aiogram carries the calls and names the errors. Its dispatcher, its polling and its conversation state are
not used (see `bot/receiving.py`), nor its models for what comes in (see `telegram_updates.py`).
"""

import asyncio
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook, SetWebhook
from aiogram.methods.base import TelegramMethod, TelegramType
from aiogram.types import BotCommand, BufferedInputFile, InputFile

from bot.channel import Message, Proof
from bot.introduction import Introduction
from bot.logs import log
from bot.message_text import Button, parts, rows
from bot.receiving import Update
from bot.registration import Hook
from bot.reporter.intake import Arrived
from bot.reporter.proof import as_pdf
from bot.reporter.telegram_updates import update_of
from bot.reporter.voice import VoiceFile
from hotline.errors import SendFailed

POLL_SECONDS = 25
SEND_SECONDS = 20
MOST_DELETED_AT_ONCE = 100
LONGEST_CAPTION = 1024
WAIT_WITHOUT_ADVICE = timedelta(seconds=5)
MOST_POSTS_AT_ONCE = 40
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates`, answered as it came."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"
    offset: int | None
    timeout: int
    allowed_updates: list[str]


class WebhookInfo(TelegramMethod[dict[str, Any]]):
    """`getWebhookInfo`, answered as it came."""

    __returning__ = dict[str, Any]
    __api_method__ = "getWebhookInfo"


class PlainMessage(TelegramMethod[dict[str, Any]]):
    """`sendMessage` with nested values written out: it costs half the time of the library's models."""

    __returning__ = dict[str, Any]
    __api_method__ = "sendMessage"
    chat_id: int
    text: str
    link_preview_options: str = '{"is_disabled":true}'
    reply_markup: str | None = None


class Document(TelegramMethod[dict[str, Any]]):
    """`sendDocument` with nested values written out."""

    __returning__ = dict[str, Any]
    __api_method__ = "sendDocument"
    chat_id: int
    document: InputFile
    caption: str
    reply_markup: str | None = None


class _Session(AiohttpSession):
    """Shut, it stays shut: a call that comes late must not open a connection that nobody closes."""

    shut = False

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the library's signature
    ) -> TelegramType:
        """The library's call. Raises AiogramError once the session was shut."""
        if self.shut:
            raise AiogramError("the session was shut")
        return await super().make_request(bot, method, timeout)


class _TooLarge(Exception):
    """More came than is taken."""


class _Limited(io.BytesIO):
    """Takes so many bytes and no more, whatever the messenger said of the file's size."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__()
        self._most = most_bytes

    def write(self, piece: bytes, /) -> int:  # type: ignore[override]  # aiogram writes nothing else
        written = super().write(piece)
        if self.tell() > self._most:
            raise _TooLarge
        return written


class ReporterTelegram:
    """The reporters' bot: a source of updates and a channel to send on."""

    name = "telegram"
    repeats = True

    def __init__(self, token: str, api_base: str) -> None:
        self._session = _Session(api=TelegramAPIServer.from_base(api_base))
        self._bot = Bot(token, session=self._session)
        self._answering: set[asyncio.Task[None]] = set()

    async def fetch(self, offset: int | None) -> list[Update[Arrived]]:
        """The next updates, in order; waits for some a while. Raises SendFailed."""
        poll = RawUpdates(offset=offset, timeout=POLL_SECONDS, allowed_updates=WANTED)
        updates = await self._call(poll, POLL_SECONDS + SEND_SECONDS)
        return [update_of(each) for each in updates]

    def read(self, raw: dict[str, Any]) -> Update[Arrived]:
        """An update as it is posted. Raises KeyError, TypeError or ValueError for what is none."""
        return update_of(raw)

    async def hook(self) -> Hook:
        """Where Telegram posts. Raises SendFailed."""
        info = await self._call(WebhookInfo())
        failed_at = info.get("last_error_date")
        return Hook(
            str(info["url"]),
            int(info.get("pending_update_count", 0)),
            None if failed_at is None else datetime.fromtimestamp(failed_at, UTC),
        )

    async def set_hook(self, url: str, secret: str) -> None:
        """Telegram posts there. Raises SendFailed."""
        await self._call(
            SetWebhook(
                url=url, secret_token=secret, allowed_updates=WANTED, max_connections=MOST_POSTS_AT_ONCE
            )
        )

    async def remove_hook(self) -> None:
        """Telegram waits to be polled, and drops nothing. Raises SendFailed."""
        await self._call(DeleteWebhook(drop_pending_updates=False))

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with Telegram; its number, or several with commas where it had to be cut.

        Raises SendFailed.
        """
        if message.proof is not None:
            return await self._send_proof(address, message, message.proof)
        *before, last = parts(message.text)
        numbers = [await self._send(address, part) for part in before]
        numbers.append(await self._send(address, last, message.buttons))
        return ",".join(numbers)

    async def _send_proof(self, address: str, message: Message, proof: Proof) -> str:
        """The message as the caption of the file, which is made now and kept nowhere."""
        content = await asyncio.to_thread(as_pdf, proof.title, proof.words, proof.day, proof.locale)
        document = Document(
            chat_id=int(address),
            document=BufferedInputFile(content, f"{proof.day}.pdf"),
            caption=message.text[:LONGEST_CAPTION],
            reply_markup=_keyboard(message.buttons) if message.buttons else None,
        )
        sent = await self._call(document)
        return str(sent["message_id"])

    async def fetch_voice(self, voice: VoiceFile, most_bytes: int) -> bytes:
        """The recording. Raises SendFailed."""
        return await self.fetch_file(voice.file_id, most_bytes)

    async def fetch_file(self, file_id: str, most_bytes: int) -> bytes:
        """The file. Raises SendFailed.

        The file's address holds the bot's token: it is made, used and forgotten inside aiogram.
        """
        content = _Limited(most_bytes)
        try:
            file = await self._bot.get_file(file_id, request_timeout=SEND_SECONDS)
            await self._bot.download_file(file.file_path or "", content, timeout=SEND_SECONDS)
        except _TooLarge:
            raise SendFailed("too_large", permanent=True) from None
        except Exception as error:  # noqa: BLE001 - the HTTP library's own, whose words hold the address
            raise failure_of(error) from None
        return content.getvalue()

    async def _send(self, address: str, text: str, buttons: Sequence[Button] = ()) -> str:
        keyboard = _keyboard(buttons) if buttons else None
        sent = await self._call(PlainMessage(chat_id=int(address), text=text, reply_markup=keyboard))
        return str(sent["message_id"])

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """The messages are gone from the chat, except those older than 48 hours. Raises SendFailed.

        Numbers of other chats are passed over.
        """
        numbers = [int(number) for joined in message_ids for number in joined.split(",")]
        for start in range(0, len(numbers), MOST_DELETED_AT_ONCE):
            some = numbers[start : start + MOST_DELETED_AT_ONCE]
            try:
                await self._bot.delete_messages(int(address), some, request_timeout=SEND_SECONDS)
            except TelegramBadRequest as refused:
                if "chat not found" in refused.message:
                    raise failure_of(refused) from refused
                log.warning("erasing_refused", bot="reporter", count=len(some))
            except (AiogramError, OSError) as error:
                raise failure_of(error) from error

    def answer(self, arrived: Sequence[Arrived]) -> None:
        """The buttons that were pressed stop turning, soon and at best: nothing depends on it."""
        for press_id in (a.press_id for a in arrived if a.press_id is not None):
            task = asyncio.create_task(self._answer(press_id))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _answer(self, press_id: str) -> None:
        try:
            await self._bot.answer_callback_query(press_id, request_timeout=SEND_SECONDS)
        except (AiogramError, OSError) as error:
            log.debug("press_not_answered", bot="reporter", error=error)

    async def introduce(self, introductions: Mapping[str, Introduction], default: str) -> None:
        """The bot's commands and words about itself are set in every language, at best."""
        for locale, words in introductions.items():
            for language in {locale, ""} if locale == default else {locale}:
                try:
                    await self._introduce(words, language)
                except (AiogramError, OSError) as error:
                    log.warning("introduction_failed", bot="reporter", error=error)
                    return

    async def _introduce(self, words: Introduction, language: str) -> None:
        commands = [BotCommand(command=name, description=what) for name, what in words.commands]
        await self._bot.set_my_commands(commands, language_code=language or None)
        await self._bot.set_my_description(words.description, language_code=language or None)
        await self._bot.set_my_short_description(words.short_description, language_code=language or None)

    async def close(self) -> None:
        """Give connections back; presses that wait for an answer get it first."""
        if self._answering:
            await asyncio.wait(set(self._answering), timeout=1)
        self._session.shut = True
        await self._session.close()

    async def _call(self, method: TelegramMethod[Any], within_seconds: int = SEND_SECONDS) -> Any:  # noqa: ANN401 - what the method returns
        try:
            return await self._bot(method, request_timeout=within_seconds)
        except (AiogramError, OSError) as error:
            raise failure_of(error) from error


def failure_of(error: Exception) -> SendFailed:
    """What went wrong, in the words of the sender. Unknown failures are worth another try."""
    match error:
        case TelegramRetryAfter():
            return SendFailed("flood", retry_after=timedelta(seconds=error.retry_after))
        case TelegramForbiddenError() | TelegramMigrateToChat():
            return SendFailed("unreachable", permanent=True)
        case TelegramBadRequest() if "chat not found" in error.message:
            return SendFailed("unreachable", permanent=True)
        case TelegramUnauthorizedError() | TelegramNotFound():
            return SendFailed("token_refused", whole_bot=True)
        case TelegramConflictError():
            return SendFailed("webhook" if "webhook" in error.message else "conflict")
        case TelegramEntityTooLarge():
            return SendFailed("too_large", permanent=True)
        case TelegramNetworkError() | OSError():
            return SendFailed("network")
        case TelegramAPIError() if "Too Many Requests" in error.message:
            return SendFailed("flood", retry_after=WAIT_WITHOUT_ADVICE)
    return SendFailed("refused" if isinstance(error, TelegramBadRequest) else "server")


def _keyboard(buttons: Sequence[Button]) -> str:
    laid = [[{"text": label, "callback_data": value} for value, label in row] for row in rows(buttons)]
    return json.dumps({"inline_keyboard": laid}, ensure_ascii=False)
