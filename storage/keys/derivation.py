"""Keys made from a key: HKDF-SHA256, one purpose each, so that none of them gives another away."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived(secret: bytes, purpose: str, length_bytes: int = 32) -> bytes:
    """The key that `secret` holds for `purpose`; always the same one."""
    info = f"langnghe/1/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=length_bytes, salt=None, info=info).derive(secret)
