"""Officers' seeds under their password: Argon2id, then HKDF with the server's pepper.

A copy of the database without `server.key` gives nothing to guess against. Each guess costs 64 MiB and a
tenth of a second, and two run at once at most, so that a rush of log-ins can't take the machine's memory.
Everything here that takes a password blocks: async callers run it in a thread.
"""

import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Final

from argon2.low_level import Type, hash_secret_raw

from hotline.errors import CannotOpen, WrongPassword
from storage.keys.context import Context, Kind
from storage.keys.derivation import derived
from storage.keys.envelope import NO_PADDING, open_sealed, seal
from storage.keys.recipient import Seeds, new_seeds

SHORTEST_PASSWORD: Final = 12
"""In characters: a passphrase, not a word with a digit."""

_FEWEST_DIFFERENT: Final = 5
# No i, l, o, 0, 1: it is read aloud or copied from paper. 31 letters, so 15 of them hold 74 bits.
_READABLE: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_SALT_BYTES: Final = 16
_CONTEXT: Final = Context(Kind.OFFICER_SEEDS)
_TWO_AT_ONCE: Final = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs."""

    memory_kib: int
    passes: int


# What is stored begins with the number of the cost it was made with; a dearer one gets the next number.
_COSTS: Final = {1: Cost(memory_kib=64 * 1024, passes=3)}
_COST_NOW: Final = 1


@dataclass(frozen=True, slots=True)
class ProtectedSeeds:
    """What an officer's row holds; opens with the password and the pepper together."""

    salt: bytes
    sealed: bytes = field(repr=False)


def protect(seeds: Seeds, password: str, pepper: bytes) -> ProtectedSeeds:
    """`seeds` under `password`, with a fresh salt. Takes about 0.1 s."""
    salt = secrets.token_bytes(_SALT_BYTES)
    key = _key(password, pepper, salt, _COSTS[_COST_NOW])
    sealed = seal(key, _CONTEXT, seeds.raw, pad_to=NO_PADDING)
    return ProtectedSeeds(salt, bytes([_COST_NOW]) + sealed)


def unlock(protected: ProtectedSeeds, password: str, pepper: bytes) -> Seeds:
    """The seeds. Raises WrongPassword. Takes as long as `protect`, right or wrong."""
    cost = _COSTS.get(protected.sealed[0]) if protected.sealed else None
    if cost is None:
        raise CannotOpen("officer_seeds: not something that this version sealed")
    key = _key(password, pepper, protected.salt, cost)
    try:
        return Seeds(open_sealed(key, _CONTEXT, protected.sealed[1:]))
    except CannotOpen:
        raise WrongPassword("the password does not open these keys") from None


@lru_cache(maxsize=1)
def nobody() -> ProtectedSeeds:
    """What no password opens: for a name that doesn't exist, so that its log-in takes as long as any."""
    sealed = seal(secrets.token_bytes(32), _CONTEXT, new_seeds().raw, pad_to=NO_PADDING)
    return ProtectedSeeds(secrets.token_bytes(_SALT_BYTES), bytes([_COST_NOW]) + sealed)


def new_one_time_password() -> str:
    """Three groups of five letters and digits (74 bits), easy to read out."""
    groups = ("".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(3))
    return "-".join(groups)


def weak(password: str, username: str = "") -> str | None:
    """The id of the sentence that says why `password` won't do; None if it will."""
    plain = _normal(password).casefold()
    if len(plain) < SHORTEST_PASSWORD:
        return "password-too-short"
    if username and plain.strip() == _normal(username).casefold():
        return "password-is-username"
    if plain.isdigit():
        return "password-only-digits"
    return "password-too-simple" if len(set(plain)) < _FEWEST_DIFFERENT else None


def _key(password: str, pepper: bytes, salt: bytes, cost: Cost) -> bytes:
    with _TWO_AT_ONCE:
        slow = hash_secret_raw(
            _normal(password).encode(), salt, cost.passes, cost.memory_kib, 1, hash_len=32, type=Type.ID
        )
    return derived(slow + pepper, "officer seeds")


def _normal(password: str) -> str:
    """The same bytes from every keyboard: some type «ậ» as one character, some as three."""
    return unicodedata.normalize("NFC", password)
