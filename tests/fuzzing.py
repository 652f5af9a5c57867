"""Telegram updates as nobody hopes for them: what a fuzzing reporter sends, always the same for one seed."""

import json
import random
from collections.abc import Iterator
from typing import Any

Raw = dict[str, Any]

NASTY = (
    "\x00",
    "\ud800",
    "trước \udfff sau",
    "\ud83d",
    "\u202e\u2067đảo ngược\u2069",
    "\u200b\u200c\u200d\ufeff",
    "a\u0300" * 300,
    "<script>alert(1)</script><b>đậm</b>&amp;",
    "{ $name } { @ask-role } @ask-role",
    "'; DROP TABLE report; --",
    "q:role:child",
    "\n" * 500,
    "🧒🏽👨‍👩‍👧‍👦" * 50,
    "x" * 100_000,
    "Quảng Trực " * 9_000,
    "1" * 5_000,
    "1234 5678 9012 3456",
    "/",
    "/wipe@",
    "/start \ud800",
    "-1",
    "١٢٣",
    "%s%n%x",
    "",
    " ",
    "SOS",
    "HỦY",
    "thoát",
)
BUTTONS = (
    *("", ":", "::", "q", "q:", "q::", "q:role", "q:role:", "q:role:child:x", "q:nosuch:yes", "q:story:done"),
    *("q:place:68", "q:place:24736", "q:place:99999", "q:place:province", "q:child_age:back", "q:code:back"),
    *("q:follow_up:yes", "q:follow_up:no", "q:danger_now:now", "q:danger_now:no", "q:category:hit"),
    *("review:submit", "review:edit", "review:edit:story", "review:edit:nosuch", "review:back", "review:now"),
    *("receipt:now", "msg:show", "voice:drop", "report:new", "lang:en", "lang:xx", "lang:", "call:language"),
    *("proof:show", "contact:withdraw", "alert:1:ack", "q:role:\ud800", "\x00", "q:story:\u202e"),
)
COMMANDS = ("start", "start poster-1", "report", "status", "wipe", "language", "help", "nosuch", "status\x00")
PERSON = {"id": 7, "is_bot": False, "first_name": "\ud800\u202e", "language_code": "vi"}
KINDS: dict[str, Any] = {
    "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
    "video": {"file_id": "a"},
    "video_note": {"file_id": "a"},
    "animation": {"file_id": "a"},
    "document": {"file_id": "a", "file_name": "../../\ud800.exe"},
    "audio": {"file_id": "a"},
    "sticker": {"file_id": "a", "emoji": "🙂"},
    "location": {"latitude": 12.2, "longitude": 107.5},
    "venue": {"title": "x", "address": "y", "location": {"latitude": 0, "longitude": 0}},
    "contact": {"phone_number": "0900", "first_name": "\x00"},
    "poll": {"id": "1", "question": "?", "options": []},
    "dice": {"emoji": "🎲", "value": 3},
    "story": {"id": 1, "chat": {"id": 1, "type": "private"}},
    "game": {"title": "x", "description": "y", "photo": []},
    "invoice": {"title": "x"},
    "paid_media": {"star_count": 1, "paid_media": []},
    "checklist": {"title": "x", "tasks": []},
    "voice": {"file_id": "a", "file_unique_id": "b", "duration": -5, "file_size": 10**12},
    "kind_of_next_year": {"x": [None, {}, "\ud800"]},
}


def fuzzed_updates(seed: int, count: int, *, chats: int = 40) -> Iterator[Raw]:
    """So many updates of so many chats, as JSON gives them: surrogates and all."""
    chance = random.Random(seed)
    for number in range(count):
        raw = _update(chance, number, 5_000 + chance.randrange(chats))
        yield json.loads(json.dumps(raw))


def _update(chance: random.Random, number: int, chat: int) -> Raw:
    way = chance.random()
    if way < 0.35:
        data = chance.choice(BUTTONS)
        return {
            "update_id": number,
            "callback_query": {"id": str(number), "from": {**PERSON, "id": chat}, "data": data},
        }
    content = _content(chance)
    kind = "edited_message" if way > 0.93 else "message"
    return {"update_id": number, kind: {**_frame(number, chat), **content}}


def _frame(number: int, chat: int) -> Raw:
    return {
        "message_id": number,
        "date": 4_000_000_000,  # the messenger's clock goes wrong; ours doesn't believe it
        "from": {**PERSON, "id": chat},
        "chat": {"id": chat, "type": "private"},
    }


def _content(chance: random.Random) -> Raw:
    match chance.randrange(5):
        case 0:
            name = chance.choice(COMMANDS)
            entity = {"type": "bot_command", "offset": 0, "length": chance.choice((0, 5, 10**6, -1))}
            return {"text": "/" + name, "entities": [entity]}
        case 1:
            kind = chance.choice(list(KINDS))
            return {kind: KINDS[kind], "caption": chance.choice(NASTY)}
        case 2:
            origin = {"type": "hidden_user", "sender_user_name": "\ud800", "date": 1}
            return {"text": chance.choice(NASTY), "forward_origin": origin, "quote": {"text": "x"}}
        case 3:
            letters = [
                chr(chance.choice((0, 9, 0x202E, 0x200B, 0xD800, 0xDFFF, 0x1EA1, 0x10FFFF, 65)))
                for _ in "x" * 40
            ]
            return {"text": "".join(letters)}
    return {"text": chance.choice(NASTY)}
