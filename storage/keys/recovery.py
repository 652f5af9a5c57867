"""The recovery key: a file that is printed, sealed in two envelopes and removed from the machine.

It opens everything, so the server keeps its public half only. Each line ends with four check digits: a
slip in typing it back from paper is named by its line.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

from hotline.errors import CannotOpen
from storage.keys.files import publish
from storage.keys.recipient import SEEDS_BYTES, Seeds, new_seeds, public_of

_WARNING: Final = """\
# LẮNG NGHE: KHÓA KHÔI PHỤC / RECOVERY KEY
# CẢNH BÁO: ai có tệp này đọc được mọi báo cáo. In ra hai bản, cho vào hai phong bì niêm phong, giao hai
# người giữ, rồi xóa tệp này khỏi máy.
# WARNING: whoever holds this file can read every report. Print it twice, seal it in two envelopes, give
# them to two people, then delete it from this machine.
"""
_LINE_BYTES: Final = 16
_LINES: Final = SEEDS_BYTES // _LINE_BYTES


def new_recovery() -> Seeds:
    """A new recovery key pair's private half; `public_of` it goes to the database."""
    return new_seeds()


def write_recovery_file(path: Path, seeds: Seeds) -> None:
    """The key in a readable file for its owner only. Raises FileExistsError: never overwrites one."""
    lines = [_line(number, seeds.raw) for number in range(1, _LINES + 1)]
    text = f"{_WARNING}# public: {fingerprint(public_of(seeds))}\n" + "\n".join(lines) + "\n"
    publish(path, text.encode())


def read_recovery_file(path: Path) -> Seeds:
    """The key. Raises CannotOpen naming the line that is wrong, FileNotFoundError if there is no file."""
    lines = path.read_text("utf-8", errors="replace").splitlines()
    rows = [line for line in lines if line.strip() and not line.startswith("#")]
    if len(rows) != _LINES:
        raise CannotOpen(f"a recovery key has {_LINES} lines; this file has {len(rows)}")
    return Seeds(b"".join(_bytes_in(number, row) for number, row in enumerate(rows, start=1)))


def fingerprint(public: bytes) -> str:
    """Sixteen characters to compare a public key by."""
    return sha256(public).hexdigest()[:16]


def _line(number: int, raw: bytes) -> str:
    part = raw[(number - 1) * _LINE_BYTES : number * _LINE_BYTES]
    digits = part.hex() + _check(number, part)
    return f"{number}  " + " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _bytes_in(number: int, row: str) -> bytes:
    given, *groups = row.lower().split()
    digits = "".join(groups)
    try:
        part = bytes.fromhex(digits[:-4])
    except ValueError:
        part = b""
    if (given, len(part), digits[-4:]) != (str(number), _LINE_BYTES, _check(number, part)):
        raise CannotOpen(f"line {number} of the recovery key is mistyped or missing")
    return part


def _check(number: int, part: bytes) -> str:
    return sha256(bytes([number]) + part).hexdigest()[:4]
