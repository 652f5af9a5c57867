"""A new installation: its keys, its database, its recovery key and its first administrator."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from handlers.steps import enrolling
from handlers.steps.sealing import RECOVERY_PUBLIC
from hotline.errors import InstallationInUse
from hotline.ids import UnitCode
from hotline.places import Places
from storage.database import sync_engine
from storage.ids import IdSource
from storage.keys.keyring import Keyring
from storage.keys.recipient import Seeds, public_of
from storage.keys.recovery import new_recovery, write_recovery_file
from storage.migrate import migrate
from storage.schema import Tx
from storage.tables import audit, installation, report, unit

RECOVERY_FILE = "recovery-key.txt"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Founded:
    """What the operator is shown once."""

    username: str
    password: str
    recovery_key_file: Path


def is_founded(keys_dir: Path) -> bool:
    """Whether there is an installation already."""
    return Keyring.is_in(keys_dir)


def found(data_dir: Path, keys_dir: Path, url: str, places: Places, now: datetime) -> Founded:
    """A working installation in an unused directory and an empty database.

    Raises InstallationInUse if either holds something already; then nothing was changed.
    """
    recovery_file = data_dir / RECOVERY_FILE
    if is_founded(keys_dir) or recovery_file.exists():
        raise InstallationInUse(f"{data_dir}: there is an installation already; choose an empty directory")
    engine = sync_engine(url)
    try:
        migrate(engine)
        with engine.begin() as connection:
            if installation.any_fact(connection):
                raise InstallationInUse(
                    "storage.url: the database belongs to an installation whose keys are not here; "
                    "bring its keys directory back, or choose an empty database"
                )
            keys = Keyring.create(keys_dir)
            recovery = new_recovery()
            credentials = enrolling.new_credentials(keys)
            stored = _fill(Tx(connection, keys, IdSource()), recovery, credentials, places, now)
            write_recovery_file(recovery_file, recovery)
    finally:
        engine.dispose()
    return Founded(stored, credentials.password, recovery_file)


def _fill(tx: Tx, recovery: Seeds, credentials: enrolling.Credentials, places: Places, now: datetime) -> str:
    province = UnitCode(places.province)
    unit.add_all(tx, [(province, places.province_name, None)])
    unit.add_all(tx, [(UnitCode(code), name, province) for code, name in places.units.items()])
    public = public_of(recovery)
    mac = tx.keys.public_mac(public, report.RECOVERY)
    installation.put(tx, RECOVERY_PUBLIC, f"{public.hex()}:{mac.hex()}")
    installation.put(tx, "province", province)
    audit.append(tx, "system", "founded", f"unit:{province}", now)
    stored = enrolling.enrol(tx, ADMINISTRATOR, province, "administrator", credentials, "system", now)
    return stored.username
