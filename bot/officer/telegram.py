"""Officers on Telegram, through python-telegram-bot: updates become wishes, pages become messages.

Only its Bot and its rate limiter are used: its updater confirms what is not handled yet, and its application
hides what a handler raised (see `bot/receiving.py`).
"""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from telegram import (
    BotCommand,
    CallbackQuery,
    ChatMember,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
)
from telegram import (
    Message as TelegramMessage,
)
from telegram import (
    Update as TelegramUpdate,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channel import Message
from bot.introduction import Introduction
from bot.logs import log
from bot.message_text import parts, rows
from bot.officer import wish
from bot.officer.intake import Asked, received
from bot.receiving import Update
from bot.registration import Hook
from hotline.errors import SendFailed

NAME = "telegram"
POLL_SECONDS = 25
SEND_SECONDS = 20.0
MOST_DELETED_AT_ONCE = 100
LONGEST_POPUP = 200
WAIT_WITHOUT_ADVICE = timedelta(seconds=5)
MOST_POSTS_AT_ONCE = 40
WANTED = ["message", "callback_query", "my_chat_member"]

# Otherwise the library warns each time that it is told how long to wait.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class OfficerTelegram:
    """The officers' bot: a source of wishes and a channel to page on."""

    name = NAME
    repeats = True

    def __init__(self, token: str, api_base: str) -> None:
        self._requests = (_request(2), _request(16))
        # Our sender waits as long as Telegram advises; the library would hold up every other page meanwhile.
        self._bot: ExtBot[int] = ExtBot(
            token,
            base_url=f"{api_base}/bot",
            base_file_url=f"{api_base}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
            rate_limiter=AIORateLimiter(max_retries=0),
        )

    async def fetch(self, offset: int | None) -> list[Update[Asked]]:
        """The next updates, in order; waits for some a while. Raises SendFailed."""
        wanted = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WANTED}
        async with _telling_failures():
            # As they came: the library's own method fails all of them for one of a shape that it doesn't
            # know, again and again. It warns where a method has a name of its own, hence the spelling.
            updates: Any = await self._bot.do_api_request(
                "get__updates",
                {name: value for name, value in wanted.items() if value is not None},
                read_timeout=POLL_SECONDS + SEND_SECONDS,
            )
        return [self.read(each) for each in updates]

    def read(self, raw: dict[str, Any]) -> Update[Asked]:
        """An update as it is posted. Raises KeyError, TypeError or ValueError for what is none.

        One of a shape that the library doesn't know has no content: posted again, it would be no better.
        """
        update_id = int(raw["update_id"])
        try:
            return _update(TelegramUpdate.de_json(raw, self._bot))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
            log.error("update_unreadable", bot="officer", error=error)
            return Update(update_id, "", None)

    async def hook(self) -> Hook:
        """Where Telegram posts. Raises SendFailed."""
        async with _telling_failures():
            info = await self._bot.get_webhook_info()
        return Hook(info.url, info.pending_update_count, info.last_error_date)

    async def set_hook(self, url: str, secret: str) -> None:
        """Telegram posts there. Raises SendFailed."""
        async with _telling_failures():
            await self._bot.set_webhook(
                url, secret_token=secret, allowed_updates=WANTED, max_connections=MOST_POSTS_AT_ONCE
            )

    async def remove_hook(self) -> None:
        """Telegram waits to be polled, and drops nothing. Raises SendFailed."""
        async with _telling_failures():
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with Telegram; its number, or several with commas where it had to be cut.

        Raises SendFailed.
        """
        *before, last = parts(message.text)
        numbers = [await self._send(address, part, None) for part in before]
        numbers.append(await self._send(address, last, _keyboard(message)))
        return ",".join(numbers)

    async def _send(self, address: str, text: str, keyboard: InlineKeyboardMarkup | None) -> str:
        async with _telling_failures():
            sent = await self._bot.send_message(
                int(address),
                text,
                reply_markup=keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        return str(sent.message_id)

    async def change(self, address: str, message_id: str, message: Message) -> None:
        """A message says something else now, with other buttons or none. Raises SendFailed."""
        async with _telling_failures():
            await self._bot.edit_message_text(
                parts(message.text)[-1],
                int(address),
                int(message_id.rpartition(",")[2]),
                reply_markup=_keyboard(message),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """The messages are gone from the chat, except those older than 48 hours. Raises SendFailed."""
        numbers = [int(number) for joined in message_ids for number in joined.split(",")]
        for start in range(0, len(numbers), MOST_DELETED_AT_ONCE):
            async with _telling_failures():
                await self._bot.delete_messages(int(address), numbers[start : start + MOST_DELETED_AT_ONCE])

    async def answer(self, press_id: str, popup: str = "") -> None:
        """The button stops turning and tells what came of it, at best: the acknowledgement stands anyway."""
        try:
            await self._bot.answer_callback_query(press_id, popup[:LONGEST_POPUP] or None)
        except (TelegramError, OSError) as error:
            log.debug("press_not_answered", bot="officer", error=error)

    async def introduce(self, introductions: Mapping[str, Introduction], default: str) -> None:
        """The bot's commands and words about itself are set in every language, at best."""
        for locale, words in introductions.items():
            for language in {locale, ""} if locale == default else {locale}:
                try:
                    await self._introduce(words, language or None)
                except (TelegramError, OSError) as error:
                    log.warning("introduction_failed", bot="officer", error=error)
                    return

    async def _introduce(self, words: Introduction, language: str | None) -> None:
        commands = [BotCommand(name, what) for name, what in words.commands]
        await self._bot.set_my_commands(commands, language_code=language)
        await self._bot.set_my_description(words.description, language_code=language)
        await self._bot.set_my_short_description(words.short_description, language_code=language)

    async def close(self) -> None:
        """Give connections back."""
        for request in self._requests:
            await request.shutdown()


def _request(connections: int) -> HTTPXRequest:
    """No variable of the environment may send pages another way."""
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=SEND_SECONDS,
        write_timeout=SEND_SECONDS,
        connect_timeout=SEND_SECONDS,
        pool_timeout=SEND_SECONDS,
        httpx_kwargs={"trust_env": False},
    )


@asynccontextmanager
async def _telling_failures() -> AsyncIterator[None]:
    try:
        yield
    except (TelegramError, OSError) as error:
        if "message is not modified" not in _words_of(error):
            raise failure_of(error) from error


def failure_of(error: Exception) -> SendFailed:
    """What went wrong, in the words of the sender. Unknown failures are worth another try."""
    match error:
        case RetryAfter():
            return SendFailed("flood", retry_after=_advised(error))
        case Forbidden() | ChatMigrated():
            return SendFailed("unreachable", permanent=True)
        case BadRequest() if "chat not found" in _words_of(error):
            return SendFailed("unreachable", permanent=True)
        case InvalidToken():
            return SendFailed("token_refused", whole_bot=True)
        case Conflict():
            return SendFailed("webhook" if "webhook" in _words_of(error) else "conflict")
        case TelegramError() if "too many requests" in _words_of(error):
            return SendFailed("flood", retry_after=WAIT_WITHOUT_ADVICE)
    return SendFailed("refused" if isinstance(error, BadRequest) else "network")


def _words_of(error: Exception) -> str:
    """Telegram's words; the library changes their first letter. Only to be compared, never to be logged."""
    return str(error).lower()


def _advised(error: RetryAfter) -> timedelta:
    advice = error.retry_after
    return advice if isinstance(advice, timedelta) else timedelta(seconds=advice)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    laid = [
        [InlineKeyboardButton(label, callback_data=value) for value, label in r]
        for r in rows(message.buttons)
    ]
    return InlineKeyboardMarkup(laid)


def _update(update: TelegramUpdate) -> Update[Asked]:
    asked = _asked(update)
    return Update(update.update_id, asked.received.address if asked else "", asked)


def _asked(update: TelegramUpdate) -> Asked | None:
    if update.callback_query is not None:
        return _pressed(str(update.update_id), update.callback_query)
    if update.message is not None and _was_written(update.message):
        address, wished = str(update.message.chat.id), _wish(update.message)
        return Asked(received(NAME, address, str(update.update_id), wished))
    if update.my_chat_member is not None:
        return _membership(str(update.update_id), update.my_chat_member)
    return None


def _membership(update_id: str, change: ChatMemberUpdated) -> Asked | None:
    """The officer blocked the bot, or lets it write again."""
    verb = {ChatMember.BANNED: "gone", ChatMember.MEMBER: "back"}.get(change.new_chat_member.status)
    if verb == "gone":
        log.warning("officer_blocked_the_bot", bot="officer")
    return None if verb is None else Asked(received(NAME, str(change.chat.id), update_id, wish.Wish(verb)))


def _was_written(message: TelegramMessage) -> bool:
    """By a person, in a chat of two: not what Telegram notes by itself."""
    return message.chat.type == "private" and bool(message.text or message.effective_attachment)


def _pressed(update_id: str, query: CallbackQuery) -> Asked:
    wished = wish.of_button(query.data or "")
    return Asked(received(NAME, str(query.from_user.id), update_id, wished), query.id)


def _wish(message: TelegramMessage) -> wish.Wish:
    text = message.text or ""
    if any(each.type == MessageEntity.BOT_COMMAND and each.offset == 0 for each in message.entities):
        name, space, rest = text[1:].partition(" ")
        return wish.of_command(name.partition("@")[0] + space + rest)
    return wish.of_words(text)
