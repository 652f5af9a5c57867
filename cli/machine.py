"""What is wrong around an installation: disk, encryption, who may read its files, ports."""

import shutil
import stat
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.listener import Listener
from cli.disk import Encryption, Machine, encryption_of
from hotline.errors import BadConfiguration
from hotline.finding import Finding
from hotline.settings import Settings

LEAST_FREE_BYTES = 500_000_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_MADE = datetime(2026, 1, 1, tzinfo=UTC)
_OFFSET_OF_VIET_NAM = 7 * 3600


def clock(settings: Settings, now: datetime) -> Iterator[Finding]:
    """A clock that was never set, rosters written in another country's time."""
    if now < _MADE:
        yield Finding(
            "clock",
            f"The clock says {now:%Y-%m-%d}: it was never set.",
            "Set the clock, and let it be kept by NTP: timedatectl set-ntp true",
        )
    offset = now.astimezone(settings.hotline.zone).utcoffset()
    if offset is None or offset.total_seconds() != _OFFSET_OF_VIET_NAM:
        yield Finding(
            "timezone",
            f"hotline.timezone is {settings.hotline.timezone}: rosters are read in that zone's time, "
            "not in Viet Nam's.",
            'Write timezone = "Asia/Ho_Chi_Minh" under [hotline], unless that is meant.',
            fault=False,
        )


def disk(directories: Iterable[Path]) -> Iterator[Finding]:
    """Too little space to go on."""
    for directory in sorted(set(directories)):
        free = shutil.disk_usage(directory).free
        if free < LEAST_FREE_BYTES:
            yield Finding(
                "disk-full",
                f"{directory}: only {free // 1_000_000} MB are free. A full disk takes no report.",
                "Free some space, or move the directory to a larger disk.",
            )


def encryption(directories: Iterable[Path], machine: Machine) -> Iterator[Finding]:
    """Disks that are seen not to be encrypted; one that can't be looked into is no finding."""
    for directory in sorted(set(directories)):
        if encryption_of(directory, machine) is Encryption.NO:
            yield Finding(
                "disk-not-encrypted",
                f"{directory} lies on a disk that is not encrypted, as far as this machine can tell: "
                "whoever takes the disk takes the keys too.",
                "Put it on a LUKS volume (docs/operating.md, “The disk”).",
                fault=False,
            )


def modes(data_dir: Path, database: Iterable[Path], keys: Iterable[str]) -> Iterator[Finding]:
    """Files that others on this machine may read. `keys`: what the keyring says of its own."""
    for path in (data_dir, *database):
        mode = path.stat().st_mode
        if mode & _OTHERS:
            yield Finding(
                "data-mode",
                f"{path}: mode {stat.S_IMODE(mode):04o} lets others on this machine in.",
                f"chmod {'700' if path.is_dir() else '600'} {path}",
            )
    for problem in keys:
        what, _, mend = problem.partition("; ")
        yield Finding("keys-mode", f"In the keys directory: {what}.", mend)


def recovery_file(path: Path) -> Iterator[Finding]:
    """The key that opens everything must not lie beside what it opens."""
    if path.exists():
        yield Finding(
            "recovery-file",
            f"The recovery key is still on this machine: {path}. Who copies it can read every report.",
            "Print it twice, seal it in two envelopes, give them to two people, then delete the file.",
        )


def config_file(path: Path | None, settings: Settings) -> Iterator[Finding]:
    """A configuration with secrets that others may read."""
    if path is None or not _holds_secrets(path, settings) or not _others_may_read(path.resolve()):
        return
    yield Finding(
        "config-mode",
        f"{path} holds secrets, and others on this machine may read it.",
        f"chmod 600 {path}",
        fault=False,
    )


def _holds_secrets(path: Path, settings: Settings) -> bool:
    secrets = ("token", "webhook_secret", "url")
    return any(
        origin.startswith(str(path)) and key.rpartition(".")[2] in secrets
        for key, origin in settings.origins.items()
    )


def _others_may_read(path: Path) -> bool:
    ways_in = all(parent.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH) for parent in path.parents)
    return ways_in and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def addresses(settings: Settings) -> Iterator[Finding]:
    """Public addresses over which words would travel in the clear."""
    for section, url in (("web", settings.web.public_url), ("console", settings.console.public_url)):
        host = (url or "").partition("://")[2].partition("/")[0].partition(":")[0]
        private = host in {"localhost", "127.0.0.1"} or host.endswith(".onion")
        if url is not None and url.startswith("http:") and not private:
            yield Finding(
                "no-https",
                f"{section}.public_url is {url}: what people write travels in the clear.",
                "Put a proxy with a certificate before it and write https://… (docs/operating.md).",
                fault=False,
            )


def ports(settings: Settings) -> Iterator[Finding]:
    """Ports that another program has, or that this user may not open. Bound for a moment, then free again."""
    for section in ("web", "console"):
        try:
            Listener.bound(settings, section).release()
        except BadConfiguration as error:
            what, _, mend = str(error).rpartition("; ")
            yield Finding("port", f"{what}.", f"{mend[:1].upper()}{mend[1:]}.")
