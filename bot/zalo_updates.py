"""What Zalo's updates say, and keeping those that it gives only once.

Shapes are met in two forms, with and without the outer `result`; whatever is unknown is passed over and
nobody behind it is held up. Of the person only the chat's id is read: never the name.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Generic, TypeVar

import msgspec

from bot.logs import log
from bot.receiving import Update
from bot.registration import Hook
from bot.zalo_api import ZaloApi
from hotline.errors import SendFailed

Content = TypeVar("Content")

HIDDEN = "hidden"
"""Zalo keeps from bots what children's accounts write; a file or a contact card comes just like it."""
_KINDS = {"text": "text", "link": "text", "image": "picture", "voice": "voice", "unsupported": HIDDEN}
_FIRST_MS = 10**11  # a time below this is in seconds


@dataclass(frozen=True, slots=True)
class ZaloMessage:
    """One message of a person's. `text` None: it was something else, which `medium` names.

    `file`: where that lies. `caption`: words that came with it. `chat` empty: of what is kept from
    bots Zalo may not even say whose it was.
    """

    key: str
    chat: str
    text: str | None
    medium: str
    sent_at: datetime | None
    file: str = ""
    caption: str = ""


class _Id(msgspec.Struct):
    id: str | int
    chat_type: str = "PRIVATE"
    is_bot: bool = False


class _Message(msgspec.Struct):
    chat: _Id
    sender: _Id = msgspec.field(name="from")
    message_id: str | int = ""
    date: int | float | str = 0
    text: str | None = None
    photo: object = None
    photo_url: object = None
    voice_url: object = None
    caption: object = None


def message_of(raw: dict[str, Any], secret: str) -> ZaloMessage | None:
    """The message; None if nobody wrote to us alone. Raises TypeError or ValueError for what is no update.

    `key` is made with `secret` (the bot's token): it is stored, and must not tell whose chat it was.
    """
    update = raw.get("result", raw)
    name = update.get("event_name") if isinstance(update, dict) else None
    if not isinstance(name, str):
        raise ValueError("not an update")  # noqa: TRY004 - as for every other shape that isn't one
    kind, is_ours = _kind_of(name)
    if "message" not in update:
        log.warning("update_without_message", bot="zalo")
        return ZaloMessage(token_hex(16), "", None, HIDDEN, None) if kind == HIDDEN else None
    try:
        message = msgspec.convert(update["message"], _Message)
    except msgspec.ValidationError as error:
        log.error("update_unreadable", bot="zalo", error=error)
        return None
    if not is_ours or message.sender.is_bot or message.chat.chat_type.upper() != "PRIVATE":
        return None
    text = message.text if kind == "text" else None
    return ZaloMessage(
        key=_key_of(message, name, secret),
        chat=str(message.chat.id),
        text=text,
        medium="other" if kind == "text" else kind,
        sent_at=_time_of(message.date),
        file=_address_in(message.photo_url, message.photo, message.voice_url),
        caption=message.caption if isinstance(message.caption, str) else "",
    )


def _address_in(*fields: object) -> str:
    """Zalo writes `photo` on its pages, and `photo_url` in its updates."""
    return next((each for each in fields if isinstance(each, str) and each), "")


def _kind_of(name: str) -> tuple[str, bool]:
    """What came; and whether it is something that a person sent."""
    parts = name.split(".")
    sent = len(parts) == 3 and parts[0] == "message" and parts[2] == "received" and parts[1] != "reaction"
    return (_KINDS.get(parts[1], "other"), True) if sent else ("", False)


def _key_of(message: _Message, name: str, secret: str) -> str:
    """The same for a message that comes again."""
    told = (message.chat.id, message.sender.id, message.message_id or f"{name} {message.date}")
    return hmac.digest(secret.encode(), "\n".join(map(str, told)).encode(), "sha256").hex()[:32]


def _time_of(date: int | float | str) -> datetime | None:
    try:
        stamp = float(date)
        return datetime.fromtimestamp(stamp / 1000 if stamp >= _FIRST_MS else stamp, UTC) if stamp else None
    except (ValueError, OverflowError, OSError):
        return None


class ZaloSource(Generic[Content]):
    """Updates as `Polling` and `Webhook` take them.

    Zalo has no offset and gives each update once, so those given stay here, under rising numbers of our
    own, until the offset passes them; no other is asked for meanwhile. One that Zalo has given when this
    process dies is lost: posts (`mode = "webhook"`) don't have that gap.
    """

    def __init__(
        self,
        api: ZaloApi,
        secret: str,
        content_of: Callable[[ZaloMessage], Content | None],
        *,
        poll_seconds: int,
    ) -> None:
        self._api = api
        self._secret = secret
        self._content_of = content_of
        self._poll_seconds = poll_seconds
        self._kept: list[Update[Content]] = []
        self._given = 0
        self._hook_is_known = False

    async def fetch(self, offset: int | None) -> list[Update[Content]]:
        """What isn't confirmed yet, else the next update; waits for one a while. Raises SendFailed."""
        self._kept = [each for each in self._kept if offset is not None and each.update_id >= offset]
        if self._kept:
            return list(self._kept)
        if not self._hook_is_known:
            await self._check_hook()
        raw = await self._api.poll(self._poll_seconds)
        if raw is None:
            self._hook_is_known = False  # silence may be a webhook that was set meanwhile
            return []
        self._given += 1
        self._kept = [self._numbered(raw, self._given)]
        return list(self._kept)

    def read(self, raw: dict[str, Any]) -> Update[Content]:
        """An update as it is posted. Raises KeyError, TypeError or ValueError for what is none."""
        message = message_of(raw, self._secret)
        if message is None:
            return Update(0, "", None)
        return Update(int(message.key[:15], 16), message.chat, self._content_of(message))

    async def hook(self) -> Hook:
        """Where Zalo posts. Raises SendFailed."""
        return await self._api.hook()

    async def _check_hook(self) -> None:
        """With a webhook set, Zalo answers polls as if nothing ever came."""
        if (await self._api.hook()).url:
            raise SendFailed("webhook")
        self._hook_is_known = True

    def _numbered(self, raw: dict[str, Any], number: int) -> Update[Content]:
        try:
            message = message_of(raw, self._secret)
        except (KeyError, TypeError, ValueError) as error:
            log.error("update_unreadable", bot="zalo", error=error)
            message = None
        if message is None:
            return Update(number, "", None)
        return Update(number, message.chat, self._content_of(message))
