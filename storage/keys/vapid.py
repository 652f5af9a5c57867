"""The key by which push services know this installation (VAPID, RFC 8292): P-256, derived from the server's.

A subscription is bound to it, so it survives a restore, as officers' browsers do.
"""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from storage.keys.keyring import Keyring

LASTS = timedelta(hours=12)
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_key(keys: Keyring) -> str:
    """What a browser subscribes with: the uncompressed point, URL-safe."""
    return _text(_private(keys).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def authorization(keys: Keyring, origin: str, contact: str, now: datetime) -> str:
    """The header for a push service of this origin; `contact`: whom it may write to about us."""
    said = {"aud": origin, "exp": int((now + LASTS).timestamp()), "sub": contact}
    head = {"typ": "JWT", "alg": "ES256"}
    body = ".".join(_text(msgspec.json.encode(part)) for part in (head, said))
    r, s = decode_dss_signature(_private(keys).sign(body.encode(), ec.ECDSA(SHA256())))
    return f"vapid t={body}.{_text(r.to_bytes(32) + s.to_bytes(32))}, k={public_key(keys)}"


def _private(keys: Keyring) -> ec.EllipticCurvePrivateKey:
    # 48 bytes, so that no number is likelier than another.
    number = int.from_bytes(keys.push_seed) % (_ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
