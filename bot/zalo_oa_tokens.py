"""The Official Account's access token: renewed at half its life, by whichever process comes first.

A refresh token works once. Its new pair is stored before anybody uses it (`handlers/oa_token.py`), and who
finds another process at it goes on with the token there is. Whoever gives up waiting, a send that takes too
long or a process that ends, doesn't give up the renewal: the new pair would be lost, and with it the account.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.logs import log
from bot.receiving import State
from bot.zalo_oa_api import OaApi, RenewalRefused, TokenRefused
from handlers import oa_token
from handlers.installation import Installation
from hotline.errors import SendFailed
from hotline.oa_token import Pair

_TRIES_TO_STORE_AFTER = (0.5, 2.0, 8.0)

Answer = TypeVar("Answer")


class OaTokens:
    """What the account's calls are made with."""

    def __init__(self, office: Installation, api: OaApi) -> None:
        self._office = office
        self._api = api
        self._pair: Pair | None = None
        self._one_at_a_time = asyncio.Lock()
        self._spending: asyncio.Future[Pair] | None = None
        self.trouble: str | None = None
        """What the last call met that is the account's fault and no person's."""

    async def using(self, call: Callable[[str], Awaitable[Answer]]) -> Answer:
        """`call` with an access token; once more with a new one if that is refused. Raises SendFailed."""
        try:
            answer = await self._used(call)
        except SendFailed as failure:
            if failure.whole_bot:
                self.trouble = failure.kind
            raise
        self.trouble = None
        return answer

    async def look(self) -> State:
        """Renew the pair if its time has come; how the account stands. Raises SendFailed."""
        known = await oa_token.kept(self._office)
        if known is None:
            return State.REFUSED
        self._pair = known.pair
        if known.pair.due_at <= self._office.now():
            await self._renew(known.pair.access)
        now = self._office.now()
        if self._pair.access_until <= now:
            return State.REFUSED
        return State.FAILING if self.trouble or self._pair.due_at <= now else State.WORKING

    async def finish(self) -> None:
        """Whatever was spent has been stored."""
        if self._spending is not None:
            await asyncio.wait((self._spending,))

    async def _used(self, call: Callable[[str], Awaitable[Answer]]) -> Answer:
        pair = await self._current()
        try:
            return await call(pair.access)
        except TokenRefused:
            log.warning("token_expired", bot="zalo_oa")
        try:
            return await call(await self._renew(pair.access))
        except TokenRefused:
            raise SendFailed("token_refused", whole_bot=True) from None

    async def _current(self) -> Pair:
        if self._pair is None or self._pair.access_until <= self._office.now():
            known = await oa_token.kept(self._office)
            if known is None:
                raise SendFailed("not_authorised", whole_bot=True)
            self._pair = known.pair
        return self._pair

    async def _renew(self, stale: str) -> str:
        """An access token other than `stale`; or `stale`, where it can't be renewed just now."""
        async with self._one_at_a_time:
            claim = await oa_token.claim(self._office, stale)
            if claim.kept is None:
                raise SendFailed("not_authorised", whole_bot=True)
            if claim.ours:
                self._spending = asyncio.ensure_future(self._spend(claim.kept.pair))
                self._spending.add_done_callback(_noticed)
                self._pair = await asyncio.shield(self._spending)
            else:
                self._pair = claim.kept.pair
            return self._pair.access

    async def _spend(self, pair: Pair) -> Pair:
        """The refresh token is spent, and what it brought is stored."""
        try:
            fresh = await self._api.renewed(pair.refresh, self._office.now())
        except RenewalRefused:
            log.error("token_not_renewed", bot="zalo_oa")
            await oa_token.refused(self._office, pair.refresh)
            return pair
        except BaseException:
            await oa_token.let_go(self._office)
            raise
        await self._store(pair.refresh, fresh)
        log("token_renewed", bot="zalo_oa")
        return fresh

    async def _store(self, spent: str, fresh: Pair) -> None:
        """It is the only copy of what opens the account: a database that is away a moment is waited for."""
        for pause in _TRIES_TO_STORE_AFTER:
            try:
                return await oa_token.renewed(self._office, spent, fresh)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
                log.error("token_not_stored", bot="zalo_oa", error=error)
            await self._office.clock.wait(asyncio.Event(), pause)
        return await oa_token.renewed(self._office, spent, fresh)


def _noticed(spending: asyncio.Future[Pair]) -> None:
    """Its failure was told to whoever waited; if nobody did, the next look tells."""
    if not spending.cancelled():
        spending.exception()
