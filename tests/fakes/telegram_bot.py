"""One bot of the fake Telegram: its chats, updates, files and what it says about itself."""

from collections.abc import Callable
from datetime import datetime

import httpx

from tests.fakes.telegram_chat import Chat, Message, Press, message_as_json
from tests.fakes.telegram_rules import FloodBuckets, Json, Refused, whole_number
from tests.fakes.telegram_updates import UpdateQueue


class Bot:
    """What Telegram knows about one token."""

    def __init__(
        self,
        token: str,
        clock: Callable[[], datetime],
        *,
        flood: bool,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.token = token
        self.clock = clock
        self.bot_id = int(token.partition(":")[0])
        self.updates = UpdateQueue(clock, transport)
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, tuple[Chat, Press]] = {}
        self.files: dict[str, bytes] = {}  # path → content
        self.commands: dict[tuple[str, str], list[Json]] = {}  # (scope, language) → commands
        self.descriptions: dict[tuple[str, str], str] = {}  # (which, language) → words
        self.actions: list[tuple[int, str]] = []
        self.flood = FloodBuckets() if flood else None
        self.revoked = False
        self._message_id = 0

    def as_json(self) -> Json:
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": "Fake",
            "username": f"fake_{self.bot_id}_bot",
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    def chat_for_sending(self, params: Json) -> Chat:
        """The chat of a call that sends something; Refused if it can't be reached or is flooded."""
        chat = self.known_chat(params)
        chat.check_reachable()
        if self.flood is not None:
            self.flood.take(chat.chat_id, self.clock())
        return chat

    def known_chat(self, params: Json) -> Chat:
        chat = self.chats.get(whole_number(params, "chat_id"))
        if chat is None:  # nobody who never wrote to the bot can be written to
            raise Refused(400, "Bad Request: chat not found")
        return chat

    def put_message(self, chat: Chat, text: str, *, from_bot: bool, **extra: object) -> Message:
        rows = extra.pop("rows", [])
        assert isinstance(rows, list)
        self._message_id += 1
        message = Message(self._message_id, from_bot, self.clock(), text, rows, dict(extra))
        chat.put(message)
        return message

    def shown(self, message: Message, chat: Chat) -> Json:
        return message_as_json(message, chat, self.as_json())
