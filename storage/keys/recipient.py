"""Sealing to a person, a report or the recovery key: who seals needs the public part only.

HPKE (RFC 9180, base mode) with X25519 and ML-KEM-768 together: a child's story must stay shut for a
lifetime, also to whoever stores it until quantum computers exist. HPKE doesn't say who sealed; that is
what the server's MAC over public keys is for (`Keyring.check_public`).

The library's hybrid keys have no serialisation: kept are the seeds they are rebuilt from.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from os import urandom
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from hotline.errors import CannotOpen
from storage.keys.context import Context
from storage.keys.envelope import PAD_REPORT, new_key, open_sealed, seal

SEEDS_BYTES: Final = 96
PUBLIC_BYTES: Final = 1216

_MLKEM_SEED_BYTES: Final = 64
_MLKEM_PUBLIC_BYTES: Final = 1184
_SUITE: Final = b"\x01"
_HPKE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_WRAPPED_KEY_BYTES: Final = 1169  # suite 1, encapsulation 1120, data key 32, tag 16


@dataclass(frozen=True, slots=True)
class Seeds:
    """The private half: ML-KEM seed (64 bytes), X25519 key (32). Never shown by repr."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != SEEDS_BYTES:
            raise ValueError("seeds have 96 bytes")


class Pair(NamedTuple):
    """A key pair: the private half as seeds, the public half made from it."""

    seeds: Seeds
    public: bytes


def new_pair() -> Pair:
    """A new key pair, whole. It takes a tenth of a millisecond: make it ahead of need where that counts."""
    seeds = new_seeds()
    return Pair(seeds, public_of(seeds))


def new_seeds() -> Seeds:
    """A new key pair's private half."""
    return Seeds(urandom(SEEDS_BYTES))


def public_of(seeds: Seeds) -> bytes:
    """The public half (1216 bytes): ML-KEM, then X25519."""
    mlkem, x25519 = _parts(seeds)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def seal_to(public: bytes, context: Context, plaintext: bytes) -> bytes:
    """`plaintext` so that only the holder of `public`'s seeds opens it; not padded: for keys and seeds.

    Raises CannotOpen if `public` isn't a public key.
    """
    return _encrypt(public, context.bound("hpke"), plaintext)


def open_with(seeds: Seeds, context: Context, sealed: bytes) -> bytes:
    """What `seal_to` sealed. Raises CannotOpen if it was for another, for elsewhere, or was changed."""
    return _decrypt(seeds, context.bound("hpke"), sealed, context)


def seal_document(public: bytes, context: Context, plaintext: bytes, pad_to: int = PAD_REPORT) -> bytes:
    """A text or file of any length, padded: under a fresh data key, which is sealed to `public`."""
    data_key = new_key()
    wrapped = _encrypt(public, context.bound("document"), data_key)
    return wrapped + seal(data_key, context, plaintext, pad_to=pad_to)


def open_document(seeds: Seeds, context: Context, sealed: bytes) -> bytes:
    """What `seal_document` sealed. Raises CannotOpen like `open_with`."""
    wrapped, text = sealed[:_WRAPPED_KEY_BYTES], sealed[_WRAPPED_KEY_BYTES:]
    return open_sealed(_decrypt(seeds, context.bound("document"), wrapped, context), context, text)


def _encrypt(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    return _SUITE + _HPKE.encrypt(plaintext, _public_key(public), info)


def _decrypt(seeds: Seeds, info: bytes, sealed: bytes, context: Context) -> bytes:
    if sealed[:1] != _SUITE:
        raise CannotOpen(f"{context.kind}: not something that this version sealed")
    try:
        return _HPKE.decrypt(sealed[1:], MLKEM768X25519PrivateKey(*_parts(seeds)), info)
    except (InvalidTag, ValueError):
        raise CannotOpen(f"{context.kind}: sealed to another, wrong place or tampered with") from None


# Public halves only: private keys are rebuilt each time, so that none outlives its use in a cache.
@lru_cache(maxsize=1024)
def _public_key(public: bytes) -> MLKEM768X25519PublicKey:
    mlkem, x25519 = public[:_MLKEM_PUBLIC_BYTES], public[_MLKEM_PUBLIC_BYTES:]
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(mlkem), X25519PublicKey.from_public_bytes(x25519)
        )
    except ValueError:
        raise CannotOpen("this is not a public key") from None


def _parts(seeds: Seeds) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    mlkem, x25519 = seeds.raw[:_MLKEM_SEED_BYTES], seeds.raw[_MLKEM_SEED_BYTES:]
    return MLKEM768PrivateKey.from_seed_bytes(mlkem), X25519PrivateKey.from_private_bytes(x25519)
