"""Link codes: an officer sends one to the bot and so proves that the chat is theirs."""

import secrets
from hashlib import sha256


def new_link_code() -> str:
    """128 random bits in 22 characters that fit behind Telegram's `?start=` (A-Z a-z 0-9 _ -, at most 64)."""
    return secrets.token_urlsafe(16)


def link_code_hash(code: str) -> bytes:
    """What is stored of a code (32 bytes)."""
    return sha256(code.strip().encode()).digest()
