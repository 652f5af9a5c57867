"""Whether what lies on a disk is encrypted, as far as Linux tells.

Seen is dm-crypt (LUKS) anywhere below the file system. What a virtual machine's host, a self-encrypting
disk or a container's underside does can't be seen: then the answer is that nobody knows.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_ESCAPES = {"\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"}


class Encryption(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Machine:
    """Where the kernel tells about itself."""

    proc: Path = Path("/proc")
    sys: Path = Path("/sys")


def encryption_of(path: Path, machine: Machine) -> Encryption:
    """Whether the file system that `path` lies on is encrypted."""
    try:
        device = _device_of(path.resolve(), machine)
        block = None if device is None else _block_of(device, machine)
        if block is None:
            return Encryption.UNKNOWN
        if _is_crypt(block):
            return Encryption.YES
        return Encryption.UNKNOWN if _is_virtual(machine) else Encryption.NO
    except OSError:
        return Encryption.UNKNOWN


def _device_of(path: Path, machine: Machine) -> str | None:
    """The device that is mounted nearest above the path; None if it is none (overlay, NFS, memory)."""
    nearest, device = -1, ""
    for line in (machine.proc / "mounts").read_text(encoding="utf-8", errors="replace").splitlines():
        source, target, *_ = (_unescaped(word) for word in line.split(" "))
        depth = len(Path(target).parts)
        if (
            path.is_relative_to(target) and depth >= nearest
        ):  # of two on one place the later covers the earlier
            nearest, device = depth, source
    return device if device.startswith("/dev/") else None


def _unescaped(word: str) -> str:
    for escape, character in _ESCAPES.items():
        word = word.replace(escape, character)
    return word


def _block_of(device: str, machine: Machine) -> Path | None:
    """The device's entry in sysfs; /dev/mapper/NAME is found by its name."""
    blocks = machine.sys / "class" / "block"
    name = Path(device).name
    if (blocks / name).exists():
        return (blocks / name).resolve()
    for entry in blocks.glob("dm-*"):
        if (entry / "dm" / "name").read_text().strip() == name:
            return entry.resolve()
    return None


def _is_crypt(block: Path) -> bool:
    """Whether this device or one below it is a dm-crypt."""
    uuid = block / "dm" / "uuid"
    if uuid.exists() and uuid.read_text().startswith("CRYPT-"):
        return True
    slaves = block / "slaves"
    below = [entry.resolve() for entry in slaves.iterdir()] if slaves.is_dir() else []
    if (block / "partition").exists():
        below.append(block.parent)
    return any(_is_crypt(one) for one in below)


def _is_virtual(machine: Machine) -> bool:
    return "hypervisor" in (machine.proc / "cpuinfo").read_text(encoding="utf-8", errors="replace")
