"""A person's phone with an Official Account's chat open: what they write and press, what they see."""

import asyncio
import itertools
import re
from typing import TYPE_CHECKING

from tests.fakes.telegram_http import Response

if TYPE_CHECKING:
    from tests.fakes.telegram_rules import Json
    from tests.fakes.zalo_oa import FakeOa, Person

PATIENCE_SECONDS = 10.0
_LINE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_numbers = itertools.count(1)


class OaPhone:
    """One chat from the person's side. `seen` messages were taken by `next_message`."""

    def __init__(self, oa: "FakeOa", user: str, *, visitor: bool) -> None:
        self._oa = oa
        self.user = user
        self._visitor = visitor
        self._seen = 0

    async def writes(self, text: str) -> None:
        await self._sends("text", text=text)

    async def presses(self, label: str) -> None:
        """The button, or the number of the line, in the last message that has any."""
        await self.writes(self.options[label])

    async def speaks(self, sound: bytes) -> None:
        """A voice message, which lies with Zalo to be fetched."""
        await self.sends("audio", {"url": self._lies(sound, "audio/amr")})

    async def shows(self, picture: bytes, caption: str = "") -> None:
        """A picture, with words if there are any."""
        url = self._lies(picture, "image/jpeg")
        payload = {"thumbnail": f"{url}.small", "url": url}
        await self._sends("image", text=caption, attachments=[{"type": "image", "payload": payload}])

    async def sends_file(self, content: bytes, name: str) -> None:
        url = self._lies(content, "application/octet-stream")
        payload = {"url": url, "name": name, "size": str(len(content)), "checksum": "0", "type": ""}
        await self.sends("file", payload)

    async def sends(self, kind: str, payload: "Json | None" = None) -> None:
        """Anything but words."""
        await self._sends(kind, attachments=[{"type": kind, "payload": payload or {}}])

    async def withdraws(self) -> None:
        """Asks Zalo that everything about them be deleted."""
        await self._oa.put(self._oa.event("user_withdraw", sender={"id": self.user}))

    def blocks(self) -> None:
        """Nothing reaches this chat any more."""
        self._person.blocked = True

    @property
    def messages(self) -> "list[Json]":
        """What the account said in this chat, oldest first."""
        return self._person.said

    @property
    def options(self) -> dict[str, str]:
        """Label to what a press or the line's number sends, of the last message that has any."""
        for message in reversed(self.messages):
            buttons = message.get("attachment", {}).get("payload", {}).get("buttons", [])
            if buttons:
                return {one["title"]: one["payload"] for one in buttons}
            if found := _LINE.findall(message["text"]):
                return {label: number for number, label in found}
        return {}

    async def next_message(self) -> str:
        """The next message that nobody has looked at; AssertionError if none comes in time."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while len(self.messages) <= self._seen:
                    self._oa.changed.clear()
                    await self._oa.changed.wait()
        except TimeoutError:
            raise AssertionError(f"{self.user} got no message") from None
        self._seen += 1
        return str(self.messages[self._seen - 1]["text"])

    def assert_no_more(self) -> None:
        """Nothing came that nobody expected."""
        unexpected = self.messages[self._seen :]
        assert not unexpected, f"{self.user} got what nobody expected: {unexpected}"

    def _lies(self, content: bytes, mime: str) -> str:
        """Where it can be fetched."""
        path = f"/files/{next(_numbers)}"
        self._oa.files[path] = Response(200, content, mime)
        return self._oa.base + path

    @property
    def _person(self) -> "Person":
        from tests.fakes.zalo_oa import FREE_MESSAGES, Person

        key = f"anonymous:{self.user}:c-{self.user}" if self._visitor else self.user
        return self._oa.people.setdefault(key, Person(free=FREE_MESSAGES))

    async def _sends(self, kind: str, **message: object) -> None:
        person, number = self._person, f"u{next(_numbers)}"
        person.wrote_at, person.free = self._oa.clock(), 8
        person.sent_ids.add(number)
        told: dict[str, object] = {"msg_id": number, **message}
        if self._visitor:
            told["conversation_id"] = f"c-{self.user}"
        name = f"{'anonymous' if self._visitor else 'user'}_send_{kind}"
        await self._oa.put(self._oa.event(name, sender={"id": self.user}, message=told))
