"""One private chat between a person and a bot: what stands in it, and who is waiting for a change."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tests.fakes.telegram_rules import REFUSED_BY_CHAT, Json, Refused


@dataclass(slots=True, eq=False)
class Message:
    """One message of a chat. `from_bot` False: the person wrote it. `rows` is its inline keyboard."""

    message_id: int
    from_bot: bool
    sent_at: datetime
    text: str
    rows: list[list[Json]] = field(default_factory=list)
    extra: Json = field(default_factory=dict)  # voice, photo and so on, as they travel
    deleted: bool = False
    edits: int = 0
    document: bytes = b""  # a file that the bot sent

    @property
    def buttons(self) -> dict[str, str]:
        """Value → label, in the order shown."""
        return {str(b.get("callback_data", b.get("url"))): str(b["text"]) for row in self.rows for b in row}


@dataclass(slots=True, eq=False)
class Press:
    """A button that was pressed; `answer` is the bot's popup ("" for a silent one), None until then."""

    query_id: str
    value: str
    at: datetime
    answer: str | None = None


class Chat:
    """Everything that Telegram keeps about one private chat."""

    def __init__(self, chat_id: int, name: str, language_code: str) -> None:
        self.chat_id = chat_id
        self.name = name
        self.language_code = language_code
        self.state = "ok"  # or "blocked", "deactivated", "not_found", "migrated"
        self.migrated_to: int | None = None
        self.messages: dict[int, Message] = {}
        self.arrived: list[Message] = []  # from the bot, in the order they came, deleted or not
        self._waiting: list[asyncio.Future[None]] = []

    def check_reachable(self) -> None:
        """Refused, in Telegram's words, unless the chat takes messages."""
        if self.state == "ok":
            return
        status, description = REFUSED_BY_CHAT[self.state]
        parameters = {"migrate_to_chat_id": self.migrated_to} if self.state == "migrated" else None
        raise Refused(status, description, parameters)

    def put(self, message: Message) -> None:
        self.messages[message.message_id] = message
        if message.from_bot:
            self.arrived.append(message)
            self.changed()

    def changed(self) -> None:
        """Wake whoever waits for this chat."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_result(None)

    async def wait_until(self, happened: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109
        """True once it happened; False when `timeout` seconds went by without it."""
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + timeout
        while not happened():
            change: asyncio.Future[None] = loop.create_future()
            self._waiting.append(change)
            await asyncio.wait((change,), timeout=give_up_at - loop.time())
            if not change.done():
                self._waiting.remove(change)
                return happened()
        return True

    def as_json(self) -> Json:
        return {"id": self.chat_id, "type": "private", "first_name": self.name}

    def person_as_json(self) -> Json:
        return {
            "id": self.chat_id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language_code,
        }


def message_as_json(message: Message, chat: Chat, bot: Json) -> Json:
    """The message as the Bot API shows it to the bot."""
    shown: Json = {
        "message_id": message.message_id,
        "from": bot if message.from_bot else chat.person_as_json(),
        "chat": chat.as_json(),
        "date": int(message.sent_at.timestamp()),
        **message.extra,
    }
    if message.text:
        shown["text"] = message.text
    if message.rows:
        shown["reply_markup"] = {"inline_keyboard": message.rows}
    if not message.from_bot and message.text.startswith("/"):
        length = len(message.text.split()[0])
        shown["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return shown
