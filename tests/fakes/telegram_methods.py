"""The Bot API's methods, as far as we call them: a bot and parameters in, the result out, or Refused."""

import re
from collections.abc import Awaitable, Callable

from tests.fakes.telegram_bot import Bot
from tests.fakes.telegram_chat import Chat, Message
from tests.fakes.telegram_rules import (
    CALLBACK_LIVES,
    DELETABLE_WITHIN,
    LONGEST_CAPTION,
    NOT_MODIFIED,
    QUERY_TOO_OLD,
    Json,
    Refused,
    checked_commands,
    checked_keyboard,
    checked_text,
    parsed,
    uploaded,
    utf16_units,
    whole_number,
)
from tests.fakes.telegram_webhook import Webhook

Result = Json | list[Json] | bool | str
Method = Callable[[Bot, Json], Result | Awaitable[Result]]


def get_me(bot: Bot, _: Json) -> Result:
    return bot.as_json()


async def get_updates(bot: Bot, params: Json) -> Result:
    return await bot.updates.poll(
        whole_number(params, "offset", 0),
        whole_number(params, "limit", 100),
        float(params.get("timeout") or 0),
        parsed(params, "allowed_updates"),
    )


def set_webhook(bot: Bot, params: Json) -> Result:
    url, secret = str(params.get("url") or ""), params.get("secret_token")
    if secret is not None and re.fullmatch(r"[A-Za-z0-9_-]{1,256}", str(secret)) is None:
        raise Refused(400, "Bad Request: secret token contains unallowed characters")
    bot.updates.end_poll("Conflict: terminated by setWebhook request")
    _forget_updates(bot, params)
    webhook = Webhook(url, secret, whole_number(params, "max_connections", 40))
    bot.updates.post_to(webhook, parsed(params, "allowed_updates"))
    return True


def delete_webhook(bot: Bot, params: Json) -> Result:
    bot.updates.post_to(Webhook())
    return _forget_updates(bot, params)


def _forget_updates(bot: Bot, params: Json) -> bool:
    if str(params.get("drop_pending_updates", "")).lower() == "true":
        bot.updates.waiting.clear()
    return True


def get_webhook_info(bot: Bot, _: Json) -> Result:
    info: Json = {
        "url": bot.updates.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates.waiting),
    }
    postman = bot.updates.postman
    if postman is not None and postman.failed_at is not None:
        info["last_error_date"] = int(postman.failed_at.timestamp())
        info["last_error_message"] = "Wrong response from the webhook"
    return info


def send_message(bot: Bot, params: Json) -> Result:
    text, rows = checked_text(params), checked_keyboard(params)
    chat = bot.chat_for_sending(params)
    return bot.shown(bot.put_message(chat, text, from_bot=True, rows=rows), chat)


def send_document(bot: Bot, params: Json) -> Result:
    """A file and its caption; what the person sees of it is the caption, and the file to open."""
    caption, rows = str(params.get("caption") or ""), checked_keyboard(params)
    if utf16_units(caption) > LONGEST_CAPTION:
        raise Refused(400, "Bad Request: message caption is too long")
    content = uploaded(params, "document")
    if not content:
        raise Refused(400, "Bad Request: file must be non-empty")
    chat = bot.chat_for_sending(params)
    message = bot.put_message(chat, caption, from_bot=True, rows=rows)
    message.document = content
    return bot.shown(message, chat)


def edit_message_text(bot: Bot, params: Json) -> Result:
    return _edit(bot, params, checked_text(params))


def edit_message_reply_markup(bot: Bot, params: Json) -> Result:
    return _edit(bot, params, None)


def _edit(bot: Bot, params: Json, text: str | None) -> Result:
    rows = checked_keyboard(params)
    chat = bot.chat_for_sending(params)
    message = _standing(chat, whole_number(params, "message_id"), "edit")
    if not message.from_bot:
        raise Refused(400, "Bad Request: message can't be edited")
    text = message.text if text is None else text
    if (message.text, message.rows) == (text, rows):
        raise Refused(400, NOT_MODIFIED)
    message.text, message.rows, message.edits = text, rows, message.edits + 1
    chat.changed()
    return bot.shown(message, chat)


def _standing(chat: Chat, message_id: int, to: str) -> Message:
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise Refused(400, f"Bad Request: message to {to} not found")
    return message


def delete_message(bot: Bot, params: Json) -> Result:
    """The bot's own and the person's messages alike, until 48 hours after they were sent."""
    chat = bot.known_chat(params)
    message = _standing(chat, whole_number(params, "message_id"), "delete")
    if not _deletable(bot, message):
        raise Refused(400, "Bad Request: message can't be deleted for everyone")
    message.deleted = True
    chat.changed()
    return True


def delete_messages(bot: Bot, params: Json) -> Result:
    """What can't be found or is too old is skipped."""
    chat = bot.known_chat(params)
    message_ids: list[int] = parsed(params, "message_ids") or []
    if not 1 <= len(message_ids) <= 100:
        raise Refused(400, "Bad Request: there must be 1-100 message identifiers")
    for message_id in message_ids:
        message = chat.messages.get(message_id)
        if message is not None and _deletable(bot, message):
            message.deleted = True
    chat.changed()
    return True


def _deletable(bot: Bot, message: Message) -> bool:
    return bot.clock() - message.sent_at < DELETABLE_WITHIN


def answer_callback_query(bot: Bot, params: Json) -> Result:
    chat, press = bot.presses.get(str(params.get("callback_query_id")), (None, None))
    if chat is None or press is None or press.answer is not None:
        raise Refused(400, QUERY_TOO_OLD)
    if bot.clock() - press.at >= CALLBACK_LIVES:
        raise Refused(400, QUERY_TOO_OLD)
    text = str(params.get("text") or "")
    if len(text) > 200:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    press.answer = text
    chat.changed()
    return True


def set_my_commands(bot: Bot, params: Json) -> Result:
    scope = (parsed(params, "scope") or {"type": "default"})["type"]
    bot.commands[scope, str(params.get("language_code") or "")] = checked_commands(params)
    return True


def get_my_commands(bot: Bot, params: Json) -> Result:
    scope = (parsed(params, "scope") or {"type": "default"})["type"]
    return bot.commands.get((scope, str(params.get("language_code") or "")), [])


def set_my_description(bot: Bot, params: Json) -> Result:
    return _describe(bot, params, "description", 512)


def set_my_short_description(bot: Bot, params: Json) -> Result:
    return _describe(bot, params, "short_description", 120)


def _describe(bot: Bot, params: Json, which: str, longest: int) -> bool:
    words = str(params.get(which) or "")
    if len(words) > longest:
        raise Refused(400, "Bad Request: description is too long")
    bot.descriptions[which, str(params.get("language_code") or "")] = words
    return True


def send_chat_action(bot: Bot, params: Json) -> Result:
    chat = bot.known_chat(params)
    chat.check_reachable()
    bot.actions.append((chat.chat_id, str(params.get("action"))))
    return True


def get_file(bot: Bot, params: Json) -> Result:
    path = str(params.get("file_id"))
    if path not in bot.files:
        raise Refused(400, "Bad Request: invalid file_id")
    return {"file_id": path, "file_unique_id": path, "file_size": len(bot.files[path]), "file_path": path}


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": send_message,
    "senddocument": send_document,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "answercallbackquery": answer_callback_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "setmydescription": set_my_description,
    "setmyshortdescription": set_my_short_description,
    "sendchataction": send_chat_action,
    "getfile": get_file,
}
