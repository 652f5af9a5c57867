"""Channels that reporters write on."""

import asyncio
import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.reporter.telegram import ReporterTelegram
    from bot.reporter.zalo_bot import ReporterZalo
    from bot.reporter.zalo_oa import ReporterZaloOa
    from bot.zalo_oa_tokens import OaTokens
    from handlers.installation import Installation


async def connect_telegram(token: str, api_base: str) -> "ReporterTelegram":
    """The reporters' bot, ready to poll and to send; nothing was sent or asked yet.

    aiogram takes 5–6 s and 165 MiB to import, so it is imported here, in a thread, and by nobody else.
    """
    module = await asyncio.to_thread(importlib.import_module, "bot.reporter.telegram")
    bot: ReporterTelegram = module.ReporterTelegram(token, api_base)
    return bot


async def connect_zalo(token: str, api_base: str) -> "ReporterZalo":
    """The reporters' bot on Zalo, ready to poll and to send; nothing was sent or asked yet.

    httpx brings half a dozen MiB along, so it is imported where it is used.
    """
    module = await asyncio.to_thread(importlib.import_module, "bot.reporter.zalo_bot")
    bot: ReporterZalo = module.ReporterZalo(token, api_base)
    return bot


async def connect_zalo_oa(office: "Installation") -> "tuple[ReporterZaloOa, OaTokens]":
    """The Official Account, ready to send, and its tokens; nothing was sent or asked yet."""
    channel_of = await asyncio.to_thread(importlib.import_module, "bot.reporter.zalo_oa")
    settings = office.settings.zalo_oa
    api = channel_of.OaApi(settings)
    tokens: OaTokens = channel_of.OaTokens(office, api)
    channel: ReporterZaloOa = channel_of.ReporterZaloOa(settings, api, tokens, office.now)
    return channel, tokens
