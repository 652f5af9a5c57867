"""A person's phone with one Zalo bot's chat open: what they write, what they see."""

import asyncio
import itertools
import re

from tests.fakes.telegram_rules import Json
from tests.fakes.zalo_bot import Said, ZaloBot

PATIENCE_SECONDS = 10.0
_LINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_numbers = itertools.count(1)


class ZaloPhone:
    """One private chat from the person's side. `seen` messages were taken by `next_message` or `expects`."""

    def __init__(self, bot: ZaloBot, chat_id: str, name: str) -> None:
        self._bot = bot
        self.chat_id = chat_id
        self.name = name
        self._seen = 0

    async def writes(self, text: str) -> Json:
        return await self._sends("message.text.received", text=text)

    async def picks(self, label: str) -> Json:
        """The number of the option with this label, in the last message that has it."""
        return await self.writes(self.options[label])

    async def sends_picture(self, caption: str = "", *, url: str = "https://zalo.example/1") -> Json:
        return await self._sends("message.image.received", photo_url=url, caption=caption)

    async def sends_voice(self, url: str = "https://zalo.example/1.aac") -> Json:
        return await self._sends("message.voice.received", voice_url=url)

    async def sends_hidden(self) -> Json:
        """As from a child's account: that there was something, and nothing of it."""
        return await self._sends("message.unsupported.received")

    async def sends(self, event: str, **fields: object) -> Json:
        """Whatever Zalo may come up with."""
        return await self._sends(event, **fields)

    def blocks(self) -> None:
        """Nothing reaches this chat any more."""
        self._bot.blocked.add(self.chat_id)

    @property
    def messages(self) -> list[str]:
        """What the bot said in this chat, oldest first."""
        return [said.text for said in self._chat]

    @property
    def options(self) -> dict[str, str]:
        """Label to number, of the last message that has numbered lines."""
        for text in reversed(self.messages):
            if found := _LINE.findall(text):
                return {label: number for number, label in found}
        return {}

    async def next_message(self, timeout: float = PATIENCE_SECONDS) -> str:  # noqa: ASYNC109
        """The next message that nobody has looked at; AssertionError if none comes in time."""
        try:
            async with asyncio.timeout(timeout):
                while len(self._chat) <= self._seen:
                    self._bot.changed.clear()
                    await self._bot.changed.wait()
        except TimeoutError:
            raise AssertionError(f"{self.name} got no message within {timeout} s") from None
        self._seen += 1
        return self._chat[self._seen - 1].text

    async def expects(self, *words: str, timeout: float = PATIENCE_SECONDS) -> str:  # noqa: ASYNC109
        """The next message holds these words, letter case aside."""
        text = await self.next_message(timeout)
        for each in words:
            assert each.casefold() in text.casefold(), f"{self.name} expected {each!r}, got {text!r}"
        return text

    def ignores_the_rest(self) -> None:
        """What came so far doesn't count as unexpected."""
        self._seen = len(self._chat)

    def assert_no_more(self) -> None:
        """Nothing came that nobody expected."""
        unexpected = self.messages[self._seen :]
        assert not unexpected, f"{self.name} got what nobody expected: {unexpected}"

    @property
    def _chat(self) -> list[Said]:
        return self._bot.chats.setdefault(self.chat_id, [])

    async def _sends(self, event: str, **fields: object) -> Json:
        self._bot.chats.setdefault(self.chat_id, [])
        now = round(self._bot.clock().timestamp() * 1000)
        message: Json = {
            "from": {"id": self.chat_id, "display_name": self.name, "is_bot": False},
            "chat": {"id": self.chat_id, "chat_type": "PRIVATE"},
            "message_id": f"u{next(_numbers)}",
            "date": now,
            **fields,
        }
        update: Json = {"event_name": event, "message": message}
        await self._bot.put(update)
        return update
