"""Channels that officers are paged on."""

import asyncio
import importlib
from typing import TYPE_CHECKING

from handlers.installation import Installation

if TYPE_CHECKING:
    from bot.officer.email import OfficerEmail
    from bot.officer.paid import OfficerPaid
    from bot.officer.push import OfficerPush
    from bot.officer.telegram import OfficerTelegram
    from bot.officer.zalo_bot import OfficerZalo
    from bot.outgoing import OutgoingWebhook


async def connect_telegram(token: str, api_base: str) -> "OfficerTelegram":
    """The officers' bot, ready to poll and to send; nothing was sent or asked yet.

    python-telegram-bot takes half a second to import, so it is imported here, in a thread.
    """
    module = await asyncio.to_thread(importlib.import_module, "bot.officer.telegram")
    bot: OfficerTelegram = module.OfficerTelegram(token, api_base)
    return bot


async def connect_zalo(token: str, api_base: str) -> "OfficerZalo":
    """The officers' bot on Zalo, ready to poll and to send; nothing was sent or asked yet.

    httpx brings half a dozen MiB along, so it is imported where it is used.
    """
    module = await asyncio.to_thread(importlib.import_module, "bot.officer.zalo_bot")
    bot: OfficerZalo = module.OfficerZalo(token, api_base)
    return bot


async def connect_email(office: Installation) -> "OfficerEmail":
    """The mail server, which isn't asked yet; its library is imported only where one is configured."""
    module = await asyncio.to_thread(importlib.import_module, "bot.officer.email")
    channel: OfficerEmail = module.OfficerEmail(office)
    return channel


async def connect_paid(office: Installation, kind: str) -> "OfficerPaid":
    """The provider of text messages ("sms") or calls ("voice"), which isn't asked yet."""
    module = await asyncio.to_thread(importlib.import_module, "bot.officer.paid")
    channel: OfficerPaid = module.OfficerPaid(office, kind)
    return channel


async def connect_push(office: Installation) -> "OfficerPush":
    """The way to officers' browsers."""
    module = await asyncio.to_thread(importlib.import_module, "bot.officer.push")
    channel: OfficerPush = module.OfficerPush(office)
    return channel


async def connect_webhook(office: Installation) -> "OutgoingWebhook":
    """The way to other systems that want to know."""
    module = await asyncio.to_thread(importlib.import_module, "bot.outgoing")
    channel: OutgoingWebhook = module.OutgoingWebhook(office)
    return channel
