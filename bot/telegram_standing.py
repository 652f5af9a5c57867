"""Asks Telegram how a bot stands with it: is the token good, and where do its updates go?

For the operator's command. Nothing is fetched or changed.
"""

from dataclasses import dataclass

import httpx

_ASK_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Standing:
    """`refused`: Telegram doesn't know the token. `webhook`: where it sends what comes in."""

    reachable: bool
    refused: bool = False
    webhook: str = ""


async def ask(token: str, api_base: str) -> Standing:
    """How the bot stands; Telegram that can't be reached is an answer too."""
    async with httpx.AsyncClient(timeout=_ASK_WITHIN, trust_env=True) as client:
        try:
            me = await client.get(f"{api_base}/bot{token}/getMe")
            if me.status_code in (401, 404):
                return Standing(reachable=True, refused=True)
            hook = await client.get(f"{api_base}/bot{token}/getWebhookInfo")
            return Standing(reachable=me.is_success, webhook=str(hook.json()["result"]["url"]))
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            return Standing(reachable=False)
