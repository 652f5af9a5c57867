"""Asks Zalo how a bot stands with it: is the token good, and where do its messages go?

For the operator's command. Nothing is fetched or changed.
"""

from bot.telegram_standing import Standing
from bot.zalo_api import ZaloApi
from hotline.errors import SendFailed


async def ask(token: str, api_base: str) -> Standing:
    """How the bot stands; Zalo that can't be reached is an answer too."""
    api = ZaloApi(token, api_base)
    try:
        return Standing(reachable=True, webhook=(await api.hook()).url)
    except SendFailed as failure:
        return Standing(reachable=failure.whole_bot, refused=failure.whole_bot)
    finally:
        await api.close()
