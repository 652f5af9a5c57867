"""Whether words have left a trace in bytes, in whatever way they may have been written."""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path

KEPT_APART = ("keys", "recovery-key.txt")


def writings(secret: str | bytes) -> Iterator[bytes]:
    """The ways in which a program may have written it: UTF-8, UTF-16, hexadecimal, base64 at any offset."""
    plain = secret.encode() if isinstance(secret, str) else secret
    ways = [plain]
    if isinstance(secret, str):
        ways += [secret.encode("utf-16-le"), secret.encode("utf-16-be")]
        if secret.isdigit():
            number = int(secret)
            size = (number.bit_length() + 7) // 8
            ways += [number.to_bytes(size, "big"), number.to_bytes(size, "little")] if size > 4 else []
    for way in ways:
        yield way
        yield way.hex().encode()
        yield way.hex().upper().encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield from (_aligned(encode(b"\0" * offset + plain), offset, len(plain)) for offset in range(3))


def _aligned(encoded: bytes, offset: int, size: int) -> bytes:
    """The letters that the plain bytes alone decide, when `offset` others stand before them."""
    first = (offset * 8 + 5) // 6
    last = (offset + size) * 8 // 6
    return encoded[first:last]


def found_in(places: Mapping[str, bytes], secrets: Mapping[str, str | bytes]) -> list[str]:
    """Which secret stands where; names only, so that a failing test shows no more than it must."""
    return [
        f"{name} in {place}"
        for name, secret in secrets.items()
        for way in set(writings(secret))
        for place, content in places.items()
        if way in content
    ]


def files_of(data_dir: Path) -> dict[str, bytes]:
    """Every file of an installation, keys and recovery file apart."""
    return {
        str(path.relative_to(data_dir)): path.read_bytes()
        for path in sorted(data_dir.rglob("*"))
        if path.is_file() and path.relative_to(data_dir).parts[0] not in KEPT_APART
    }
