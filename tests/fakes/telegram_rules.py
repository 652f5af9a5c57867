"""What the Bot API refuses, in its own words (limits of the documentation and of tdlib/telegram-bot-api)."""

import json
import re
from datetime import datetime, timedelta
from math import ceil
from typing import Any

Json = dict[str, Any]

LONGEST_TEXT = 4096  # UTF-16 units
LONGEST_CAPTION = 1024  # UTF-16 units
LONGEST_CALLBACK_DATA_BYTES = 64
MOST_BUTTONS_IN_A_ROW = 8
MOST_BUTTONS = 100
CALLBACK_LIVES = timedelta(seconds=15)
DELETABLE_WITHIN = timedelta(hours=48)
UPDATES_KEPT = timedelta(hours=24)
LONGEST_POLL_SECONDS = 50

CONFLICT_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly"
    " the same as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
REFUSED_BY_CHAT = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "not_found": (400, "Bad Request: chat not found"),
    "migrated": (400, "Bad Request: group chat was upgraded to a supergroup chat"),
}


class Refused(Exception):
    """The call was refused: `status`, and the description that goes to the bot."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def utf16_units(text: str) -> int:
    """The length that Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def checked_text(params: Json) -> str:
    """The text as it will be shown: trimmed, not empty, not too long."""
    text = str(params.get("text", "")).strip()
    if not text:
        raise Refused(400, "Bad Request: message text is empty")
    if utf16_units(text) > LONGEST_TEXT:
        raise Refused(400, "Bad Request: message is too long")
    return text


def checked_keyboard(params: Json) -> list[list[Json]]:
    """The rows of the inline keyboard, none if there is no keyboard."""
    markup = parsed(params, "reply_markup") or {}
    rows: list[list[Json]] = markup.get("inline_keyboard", [])
    if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(row) > MOST_BUTTONS_IN_A_ROW for row in rows):
        raise Refused(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        _check_button(button)
    return rows


def _check_button(button: Json) -> None:
    if not button.get("text"):
        raise Refused(400, 'Bad Request: can\'t parse inline keyboard button: Field "text" must be non-empty')
    if "url" in button:
        return
    data = button.get("callback_data")
    if data is None:
        raise Refused(
            400,
            "Bad Request: can't parse inline keyboard button:"
            " Text buttons are unallowed in the inline keyboard",
        )
    if not 1 <= len(str(data).encode()) <= LONGEST_CALLBACK_DATA_BYTES:
        raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")


def checked_commands(params: Json) -> list[Json]:
    commands: list[Json] = parsed(params, "commands") or []
    if len(commands) > 100:
        raise Refused(400, "Bad Request: too many commands")
    for each in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(each["description"]) <= 256:
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    return commands


def parsed(params: Json, name: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """A nested value, which travels as a JSON string; None if it is absent."""
    value = params.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refused(400, f"Bad Request: can't parse {name.replace('_', ' ')} JSON object") from None


def uploaded(params: Json, name: str) -> bytes:
    """The file that came along with the call; empty if none did."""
    content = params.get(str(params.get(name) or "").removeprefix("attach://"))
    return content if isinstance(content, bytes) else b""


def whole_number(params: Json, name: str, default: int | None = None) -> int:
    value = params.get(name, default)
    try:
        return int(value)  # type: ignore[arg-type]  # None is refused just below
    except (TypeError, ValueError):
        raise Refused(400, f"Bad Request: {name} is not specified") from None


class FloodBuckets:
    """About one message a second to a chat after a short burst, about 30 a second from the whole bot."""

    def __init__(self, *, chat_burst: int = 3, bot_per_second: int = 30) -> None:
        self._chat_burst = chat_burst
        self._bot_per_second = bot_per_second
        self._full_at: dict[int | str, float] = {}

    def take(self, chat_id: int, now: datetime) -> None:
        """Count one message; Refused with `retry_after` if it is one too many (and then it isn't counted)."""
        at = now.timestamp()
        chat = self._after_one_more(chat_id, at, 1.0)
        bot = self._after_one_more("bot", at, 1.0 / self._bot_per_second)
        late = max(chat - at - self._chat_burst, bot - at - 1.0)
        if late > 0:
            wait = ceil(late)
            raise Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        self._full_at[chat_id], self._full_at["bot"] = chat, bot

    def _after_one_more(self, key: int | str, at: float, each: float) -> float:
        return max(self._full_at.get(key, at), at) + each
