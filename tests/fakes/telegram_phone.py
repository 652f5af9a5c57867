"""A person's phone with one bot's chat open: what they write and press, what they see."""

from itertools import count

from tests.fakes.telegram_bot import Bot
from tests.fakes.telegram_chat import Chat, Message, Press

PATIENCE_SECONDS = 5.0
_query_ids = count(4_000_000_001)


class Phone:
    """One private chat from the person's side. `seen` messages were taken by `next_message` or `expects`."""

    def __init__(self, bot: Bot, chat_id: int, name: str, language_code: str) -> None:
        self._bot = bot
        self.chat = bot.chats.setdefault(chat_id, Chat(chat_id, name, language_code))
        self.chat_id = chat_id
        self.name = name
        self.presses_made: list[Press] = []
        self._seen = 0

    # What the person does

    async def writes(self, text: str) -> Message:
        """A message, or a command such as "/start"."""
        return self._puts(text)

    async def sends_voice(self, content: bytes = b"OggS voice", *, seconds: int = 4) -> Message:
        file_id = self._uploads(content, "voice", "oga")
        voice = {"file_id": file_id, "file_unique_id": file_id, "duration": seconds, "mime_type": "audio/ogg"}
        return self._puts("", voice=voice)

    async def sends_photo(self, content: bytes = b"\xff\xd8\xff jpeg", *, caption: str = "") -> Message:
        file_id = self._uploads(content, "photos", "jpg")
        photo = [{"file_id": file_id, "file_unique_id": file_id, "width": 90, "height": 90}]
        return self._puts("", photo=photo, **({"caption": caption} if caption else {}))

    async def sends_document(self, content: bytes, name: str, mime: str) -> Message:
        file_id = self._uploads(content, "documents", "bin")
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "mime_type": mime}
        return self._puts("", document=document | {"file_size": len(content)})

    async def sends_sticker(self) -> Message:
        sticker = {
            "file_id": "sticker",
            "file_unique_id": "sticker",
            "type": "regular",
            "width": 9,
            "height": 9,
            "is_animated": False,
            "is_video": False,
        }
        return self._puts("", sticker=sticker)

    async def presses(self, button: str) -> Press:
        """Press a button by its value, else its label, on the newest message that has it."""
        for message in reversed(self.messages):
            for value, label in message.buttons.items():
                if button in (value, label):
                    return self._presses(message, value)
        raise AssertionError(f"{self.name} sees no button {button!r}; there are {self.buttons}")

    async def forges(self, value: str) -> Press:
        """A press that no button of the chat could have made."""
        return self._presses(self.messages[-1], value)

    async def blocks(self) -> None:
        self._changes_membership("member", "kicked", "blocked")

    async def unblocks(self) -> None:
        self._changes_membership("kicked", "member", "ok")

    # What the person sees

    @property
    def messages(self) -> list[Message]:
        """The bot's messages that stand in the chat; deleted ones are gone."""
        return [m for m in self.chat.arrived if not m.deleted]

    @property
    def written(self) -> list[Message]:
        """The person's own messages that stand in the chat."""
        return [m for m in self.chat.messages.values() if not m.from_bot and not m.deleted]

    @property
    def last(self) -> Message:
        return self.messages[-1]

    @property
    def buttons(self) -> dict[str, str]:
        """Value → label, of the newest message that has any."""
        return next((m.buttons for m in reversed(self.messages) if m.buttons), {})

    async def next_message(self, timeout: float = PATIENCE_SECONDS) -> Message:  # noqa: ASYNC109
        """The next message that nobody has looked at; AssertionError if none comes in time."""
        if not await self.chat.wait_until(lambda: len(self.chat.arrived) > self._seen, timeout):
            raise AssertionError(f"{self.name} got no message within {timeout} s")
        self._seen += 1
        return self.chat.arrived[self._seen - 1]

    async def expects(self, *words: str, timeout: float = PATIENCE_SECONDS) -> Message:  # noqa: ASYNC109
        """The next message holds these words (letter case aside) or buttons of these values."""
        message = await self.next_message(timeout)
        for each in words:
            found = each.casefold() in message.text.casefold() or each in message.buttons
            assert found, f"{self.name} expected {each!r}, got {message.text!r} {list(message.buttons)}"
        return message

    async def sees(self, words: str, timeout: float = PATIENCE_SECONDS) -> Message:  # noqa: ASYNC109
        """Some message of the chat holds these words, now or soon, perhaps by an edit; it isn't taken."""

        def found() -> list[Message]:
            return [m for m in self.messages if words.casefold() in m.text.casefold()]

        shown = await self.chat.wait_until(lambda: bool(found()), timeout)
        assert shown, f"{self.name} never saw {words!r}, only {[m.text for m in self.messages]}"
        return found()[-1]

    async def is_answered(self, press: Press, timeout: float = PATIENCE_SECONDS) -> str:  # noqa: ASYNC109
        """The popup that a press got ("" for none); AssertionError if the button goes on turning."""
        answered = await self.chat.wait_until(lambda: press.answer is not None, timeout)
        assert answered, f"{self.name}'s press of {press.value} was never answered"
        return press.answer or ""

    def ignores_the_rest(self) -> None:
        """What came so far doesn't count as unexpected."""
        self._seen = len(self.chat.arrived)

    def assert_no_more(self) -> None:
        """Nothing came that nobody expected."""
        unexpected = [m.text for m in self.chat.arrived[self._seen :]]
        assert not unexpected, f"{self.name} got what nobody expected: {unexpected}"

    # How it reaches the bot

    def _puts(self, text: str, **extra: object) -> Message:
        message = self._bot.put_message(self.chat, text, from_bot=False, **extra)
        self._bot.updates.put("message", self._bot.shown(message, self.chat))
        return message

    def _presses(self, message: Message, value: str) -> Press:
        press = Press(str(next(_query_ids)), value, self._bot.clock())
        self._bot.presses[press.query_id] = (self.chat, press)
        self.presses_made.append(press)
        query = {
            "id": press.query_id,
            "from": self.chat.person_as_json(),
            "message": self._bot.shown(message, self.chat),
            "chat_instance": str(self.chat_id),
            "data": value,
        }
        self._bot.updates.put("callback_query", query)
        return press

    def _uploads(self, content: bytes, folder: str, ending: str) -> str:
        path = f"{folder}/file_{len(self._bot.files)}.{ending}"
        self._bot.files[path] = content
        return path

    def _changes_membership(self, old: str, new: str, state: str) -> None:
        self.chat.state = state
        bot = self._bot.as_json()
        change = {
            "chat": self.chat.as_json(),
            "from": self.chat.person_as_json(),
            "date": int(self._bot.clock().timestamp()),
            "old_chat_member": _membership(old, bot),
            "new_chat_member": _membership(new, bot),
        }
        self._bot.updates.put("my_chat_member", change)


def _membership(status: str, bot: dict[str, object]) -> dict[str, object]:
    return {"status": status, "user": bot, **({"until_date": 0} if status == "kicked" else {})}
