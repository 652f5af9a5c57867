"""Sessions: the token goes to the officer, its hash to the database, and the seeds lie under the token.

So any process can serve any session, and none of them can open one that isn't asking.
"""

import secrets
from hashlib import sha256
from typing import Final

from storage.keys.context import Context, Kind
from storage.keys.derivation import derived
from storage.keys.envelope import NO_PADDING, open_sealed, seal
from storage.keys.recipient import Seeds

_CONTEXT: Final = Context(Kind.SESSION_SEEDS)


def new_token() -> str:
    """256 random bits in 43 characters of A-Z a-z 0-9 _ -."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a token. Plain SHA-256 is enough: nobody guesses 256 bits."""
    return sha256(token.encode()).digest()


def seal_seeds(token: str, seeds: Seeds) -> bytes:
    """The officer's seeds, for as long as the session's row lives."""
    return seal(_key(token), _CONTEXT, seeds.raw, pad_to=NO_PADDING)


def open_seeds(token: str, sealed: bytes) -> Seeds:
    """Raises CannotOpen if `sealed` is another session's."""
    return Seeds(open_sealed(_key(token), _CONTEXT, sealed))


def _key(token: str) -> bytes:
    return derived(token.encode(), "session seeds")
