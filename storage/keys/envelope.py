"""Text sealed under a key both sides hold: AES-256-GCM, padded, bound to its context.

Layout: suite (1 byte), nonce (12), ciphertext of [length (4), text, zeros], tag (16). The padding hides
whether a child wrote one line or a page; a random nonce is safe for 2^32 seals under one key, more than
the busiest key here makes in centuries.
"""

from os import urandom
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hotline.errors import CannotOpen
from storage.keys.context import Context
from storage.keys.nonces import new_nonce

Cipher = AESGCM
"""A key made ready; worth keeping while several values are sealed or opened under it."""

KEY_BYTES: Final = 32

PAD_REPORT: Final = 4096
PAD_DRAFT: Final = 1024
PAD_OUTBOX: Final = 512
PAD_VOICE: Final = 65536
NO_PADDING: Final = 1
"""For what always has the same length, such as a key."""

_SUITE: Final = b"\x01"
_NONCE_ENDS: Final = 13
_LENGTH_BYTES: Final = 4
_SHORTEST: Final = _NONCE_ENDS + _LENGTH_BYTES + 16


def new_key() -> bytes:
    """A random key."""
    return urandom(KEY_BYTES)


def cipher_of(key: bytes) -> Cipher:
    """`key` made ready. A shorter key is refused: the library would fall back to AES-128."""
    if len(key) != KEY_BYTES:
        raise ValueError("a sealing key has 32 bytes")
    return AESGCM(key)


def seal(key: bytes | Cipher, context: Context, plaintext: bytes, *, pad_to: int = PAD_DRAFT) -> bytes:
    """`plaintext` so that only `key` in the same `context` opens it; its length rounded up to `pad_to`."""
    cipher = cipher_of(key) if isinstance(key, bytes) else key
    nonce = new_nonce()
    return _SUITE + nonce + cipher.encrypt(nonce, _padded(plaintext, pad_to), context.bound("aead"))


def open_sealed(key: bytes | Cipher, context: Context, sealed: bytes) -> bytes:
    """What was sealed. Raises CannotOpen if the key or the context is another, or a bit was changed."""
    if len(sealed) < _SHORTEST or sealed[:1] != _SUITE:
        raise CannotOpen(f"{context.kind}: not something that this version sealed")
    cipher = cipher_of(key) if isinstance(key, bytes) else key
    try:
        padded = cipher.decrypt(sealed[1:_NONCE_ENDS], sealed[_NONCE_ENDS:], context.bound("aead"))
    except InvalidTag:
        raise CannotOpen(f"{context.kind}: wrong key, wrong place or tampered with") from None
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + int.from_bytes(padded[:_LENGTH_BYTES])]


def _padded(plaintext: bytes, pad_to: int) -> bytes:
    length = len(plaintext)
    return length.to_bytes(_LENGTH_BYTES) + plaintext + bytes(-(length + _LENGTH_BYTES) % pad_to)
