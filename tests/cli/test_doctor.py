"""The doctor: silent on a good installation, and on a broken one it names what is broken."""

import base64
import json
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.clock import SystemClock
from cli import opening
from cli.disk import Encryption, Machine, encryption_of
from handlers import access, duty, founding, officer_chat
from handlers.installation import Installation
from handlers.officer_chat import OfficerReceived
from hotline.settings import Settings
from tests.cli.conftest import OFFICERS, REPORTERS, Run
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_webhook import Webhook
from tests.fakes.zalo import FakeZalo
from tests.office import LAM_DONG, PASSWORD, texts

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Place:
    """An installation that may be broken: its directory, its configuration, its Telegram."""

    data: Path
    config: Path
    telegram: FakeTelegram

    def sql(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.data / "langnghe.sqlite3")) as database, database:
            database.execute(statement, values)

    def configure(self, more: str = "", reporter: str = REPORTERS) -> None:
        self.config.write_text(
            f'[telegram.reporter]\ntoken = "{reporter}"\napi_base = "{self.telegram.api_base}"\n'
            f'[telegram.officer]\ntoken = "{OFFICERS}"\napi_base = "{self.telegram.api_base}"\n'
            f"[web]\nport = 0\n{more}[console]\nport = 0\n",
            encoding="utf-8",
        )
        self.config.chmod(0o600)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that an operator has set up as the documents say, made once."""
    data = tmp_path_factory.mktemp("good") / "var"
    settings = Settings()
    made = opening.found(settings, opening.paths_of(settings, data), texts(), SystemClock())
    made.recovery_key_file.unlink()

    async def set_up(office: Installation) -> None:
        await choose_password(office, made.username, made.password)
        binh = await access.add_officer(office, "Bình", LAM_DONG, "supervisor")
        received = OfficerReceived("telegram", "9001", "1", "start", binh.link_code)
        await officer_chat.receive(office, [received])
        today = office.now().date()
        start, end = today - timedelta(days=1), today + timedelta(days=30)
        row = f"68,{start}T00:00,{end}T00:00,{binh.username},on_duty"
        assert await duty.import_roster(office, f"unit,from,until,username,place\n{row}\n") == 1

    opening.with_installation(settings, data, set_up)
    return data


async def choose_password(office: Installation, username: str, first: str) -> None:
    session = await access.log_in(office, username, first)
    assert session is not None
    caller = await access.caller_of(office, session.token)
    assert caller is not None
    assert await access.change_password(office, caller, first, PASSWORD) is None
    await access.log_out(office, caller)


@pytest.fixture
def place(good: Path, tmp_path: Path, telegram: FakeTelegram) -> Place:
    found = Place(tmp_path / "var", tmp_path / "config.toml", telegram)
    shutil.copytree(good, found.data)
    found.configure()
    return found


@pytest.mark.usefixtures("place")
def test_a_good_installation_is_met_with_silence(run: Run) -> None:
    assert run("doctor") == (0, "", "")
    assert json.loads(run("doctor", "--json")[1]) == {"faults": [], "warnings": []}


def other_keys(place: Place) -> None:
    other = place.data.parent / "other"
    settings = Settings()
    opening.found(settings, opening.paths_of(settings, other), texts(), SystemClock())
    shutil.copy(other / "keys" / "server.key", place.data / "keys" / "server.key")


BROKEN: dict[str, tuple[Callable[[Place], object], str]] = {
    "configuration": (lambda place: place.configure("prot = 1\n"), "web.prot"),
    "clock": (
        lambda place: place.sql(
            "INSERT INTO process VALUES ('p', ?)",
            round((datetime.now(UTC) + timedelta(days=1)).timestamp() * 1000),
        ),
        "was set back",
    ),
    "keys-mode": (lambda place: (place.data / "keys" / "server.key").chmod(0o644), "chmod 600"),
    "data-mode": (lambda place: (place.data / "langnghe.sqlite3").chmod(0o640), "0640"),
    "recovery-file": (
        lambda place: (place.data / founding.RECOVERY_FILE).write_text("1  aa\n"),
        "two envelopes",
    ),
    "token-refused": (lambda place: place.configure(reporter="300:unknown"), "telegram.reporter"),
    "no-contact": (lambda place: place.sql("UPDATE contact_method SET failed_at = 1"), "binh"),
    "units-without-anybody": (lambda place: place.sql("DELETE FROM shift"), "124 unit(s)"),
    "messages-kept": (
        lambda place: place.sql("INSERT INTO set_aside VALUES (7, 'telegram', 1, x'00')"),
        "1 message(s)",
    ),
    "no-supervisor": (
        lambda place: place.sql("UPDATE officer SET role = 'officer' WHERE role = 'supervisor'"),
        "supervisor",
    ),
    "first-password": (
        lambda place: place.sql("UPDATE officer SET must_change_password = 1 WHERE id = 1"),
        "administrator",
    ),
    "audit-broken": (lambda place: place.sql("UPDATE audit SET actor = 'x' WHERE seq = 2"), "entry 2"),
    "database-behind": (
        lambda place: place.sql("UPDATE alembic_version SET version_num = '0000'"),
        "migrations",
    ),
    "database-ahead": (
        lambda place: place.sql("UPDATE alembic_version SET version_num = '9999'"),
        "newer",
    ),
    "database-missing": (lambda place: (place.data / "langnghe.sqlite3").unlink(), "missing"),
    "database-damaged": (
        lambda place: (place.data / "langnghe.sqlite3").write_bytes(b"no database at all" * 900),
        "damaged",
    ),
    "keys-missing": (lambda place: (place.data / "keys" / "server.key").unlink(), "server.key"),
    "key-damaged": (
        lambda place: (place.data / "keys" / "delivery.key").write_text("langnghe-key-1 delivery 00"),
        "delivery.key",
    ),
    "keys-of-another": (other_keys, "another installation"),
    "officer-key-exchanged": (
        lambda place: place.sql(
            "UPDATE officer SET public_key = (SELECT public_key FROM officer WHERE id = 1) WHERE id = 2"
        ),
        "binh",
    ),
    "province": (lambda place: place.sql("UPDATE installation SET value='01' WHERE name='province'"), "68"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_broken_is_named(place: Place, run: Run, kind: str) -> None:
    breaking, said = BROKEN[kind]
    breaking(place)

    code, out, err = run("doctor", "--json")

    [fault] = json.loads(out)["faults"]
    assert (code, err, fault["kind"]) == (1, "", kind)
    assert said in f"{fault['what']} {fault['mend']}"


def test_every_fault_comes_with_how_to_mend_it(run: Run) -> None:
    run("init")

    code, out, _ = run("doctor")

    assert code == 1
    assert out.count("To mend it:") == out.count("WRONG") == 5


def test_a_webhook_left_set_is_named(place: Place, run: Run) -> None:
    place.telegram.bots[OFFICERS].updates.webhook = Webhook("https://elsewhere.example/hook")

    code, out, _ = run("doctor")

    place.telegram.bots[OFFICERS].updates.webhook = Webhook()
    assert code == 1
    assert "deleteWebhook" in out
    assert OFFICERS not in out


def test_a_port_that_another_program_has_is_named(place: Place, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        place.config.write_text(place.config.read_text().replace("port = 0", f"port = {port}", 1))

        code, out, _ = run("doctor")

        assert code == 1
        assert f"{port} is in use" in out
        beat = round(datetime.now(UTC).timestamp() * 1000)
        place.sql("INSERT INTO process VALUES ('p', ?)", beat)
        assert run("doctor") == (0, "", "")  # our own `serve` has it


@pytest.mark.usefixtures("place")
def test_a_full_disk_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=3_000_000))

    code, out, _ = run("doctor")

    assert code == 1
    assert "only 3 MB are free" in out


@pytest.mark.parametrize(
    ("token", "web", "said"),
    [
        ("300:unknown", "", "Zalo refuses the token of [zalo.reporter]"),
        (REPORTERS, 'public_url = "https://nghe.example"\n', "polls: a message is lost"),
        (REPORTERS, "", ""),
    ],
)
def test_a_bot_on_zalo_is_looked_at(
    place: Place, zalo: FakeZalo, run: Run, token: str, web: str, said: str
) -> None:
    section = f'[zalo.reporter]\ntoken = "{token}"\napi_base = "{zalo.api_base}"\n'
    place.configure(f"{web}{section}")

    _, out, _ = run("doctor")

    assert (said in out) if said else not out
    assert token not in out


def test_a_webhook_left_set_on_zalo_is_named_behind_a_public_address_too(
    place: Place, zalo: FakeZalo, run: Run
) -> None:
    """There polling draws a note of its own, which must not hide that nothing comes."""
    section = f'[zalo.reporter]\ntoken = "{REPORTERS}"\napi_base = "{zalo.api_base}"\n'
    place.configure(f'public_url = "https://nghe.example"\n{section}')
    zalo.bot(REPORTERS).url = "https://elsewhere.example/hook"

    code, out, _ = run("doctor")

    zalo.bot(REPORTERS).url = ""
    assert code == 1
    assert "A webhook is left set for [zalo.reporter]" in out


def test_zalo_posts_to_https_alone(place: Place, zalo: FakeZalo, run: Run) -> None:
    bot = f'[zalo.officer]\ntoken = "{OFFICERS}"\napi_base = "{zalo.api_base}"\nmode = "webhook"\n'
    place.configure(f'public_url = "http://nghe.example"\n{bot}webhook_secret = "longenough"\n')

    assert "https addresses alone" in run("doctor")[1]


def test_what_a_provider_asks_for_beside_its_key_is_named(place: Place, run: Run) -> None:
    place.configure('[sms]\nprovider = "esms"\nkey = "k"\nsecret = "s"\n')

    code, out, _ = run("doctor")

    assert code == 1
    assert "The provider of [sms] also asks for sender." in out


def test_a_webhook_for_a_unit_that_is_none_is_named(place: Place, run: Run) -> None:
    secret = f"whsec_{base64.b64encode(bytes(32)).decode()}"
    targets = "".join(
        f'[[webhook.units]]\nunit = "{unit}"\nurl = "https://x.example"\nsecret = "{secret}"\n'
        for unit in ("24736", "68", "99999")
    )
    place.config.write_text(place.config.read_text() + targets)

    code, out, _ = run("doctor")

    assert code == 1
    assert "so nothing is told there: 99999\n" in out


def test_a_messenger_out_of_reach_is_no_fault(place: Place, run: Run) -> None:
    place.config.write_text(place.config.read_text().replace(place.telegram.api_base, "http://127.0.0.1:9"))

    code, out, _ = run("doctor")

    assert code == 0
    assert "can't be reached" in out


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("interviews/report.toml", "first = 1\n", "report.toml"),
        ("locales/vi/web.ftl", "oops\n", "vi/web.ftl:1"),
        ("places/units-vn-2025.json", "[", "units-vn-2025.json"),
    ],
)
def test_broken_texts_are_named(tmp_path: Path, file: str, text: str, said: str) -> None:
    house = tmp_path / "house"
    for ring in (
        *("bot", "cli", "console", "handlers", "hotline", "storage"),
        "interviews",
        "locales",
        "places",
    ):
        shutil.copytree(ROOT / ring, house / ring, ignore=shutil.ignore_patterns("__pycache__"))
    (house / file).write_text(text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "doctor", "--data-dir", tmp_path / "var"],
        cwd=house,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stderr


def test_the_doctor_changes_nothing(place: Place, run: Run) -> None:
    before = {path: path.read_bytes() for path in sorted(place.data.rglob("*")) if path.is_file()}

    run("doctor")

    assert {path: path.read_bytes() for path in sorted(place.data.rglob("*")) if path.is_file()} == before


def test_a_configuration_can_be_checked_without_an_installation(run: Run) -> None:
    code, out, _ = run("doctor", "--config", str(ROOT / "config.example.toml"))

    assert code == 0
    assert "no installation" in out
    assert run("doctor", "--data-dir", "nowhere")[0] == 1


def machine_of(tmp_path: Path, mounts: str, *, virtual: bool = False) -> Machine:
    """A machine with a plain disk sda1 and a LUKS volume dm-0 on it."""
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "mounts").write_text(mounts)
    (tmp_path / "proc" / "cpuinfo").write_text("flags : fpu hypervisor\n" if virtual else "flags : fpu\n")
    blocks = tmp_path / "sys" / "class" / "block"
    partition = tmp_path / "sys" / "devices" / "sda" / "sda1"
    crypt = tmp_path / "sys" / "devices" / "dm-0"
    for directory in (partition, crypt / "dm", crypt / "slaves", blocks):
        directory.mkdir(parents=True)
    (partition / "partition").write_text("1\n")
    (crypt / "dm" / "uuid").write_text("CRYPT-LUKS2-0123-vault\n")
    (crypt / "dm" / "name").write_text("vault\n")
    (crypt / "slaves" / "sda1").symlink_to(partition)
    (blocks / "sda1").symlink_to(partition)
    (blocks / "dm-0").symlink_to(crypt)
    return Machine(tmp_path / "proc", tmp_path / "sys")


@pytest.mark.parametrize(
    ("mounts", "virtual", "known"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", False, Encryption.NO),
        ("/dev/sda1 / ext4 rw 0 0\n", True, Encryption.UNKNOWN),
        ("/dev/sda1 / ext4 rw 0 0\n/dev/mapper/vault /srv ext4 rw 0 0\n", False, Encryption.YES),
        ("/dev/sda1 / ext4 rw 0 0\n/dev/mapper/vault /elsewhere ext4 rw 0 0\n", False, Encryption.NO),
        ("overlay / overlay rw 0 0\n", False, Encryption.UNKNOWN),
        ("", False, Encryption.UNKNOWN),
    ],
)
def test_encryption_is_told_as_far_as_it_can_be_seen(
    tmp_path: Path, mounts: str, known: Encryption, *, virtual: bool
) -> None:
    assert encryption_of(Path("/srv/langnghe/var"), machine_of(tmp_path, mounts, virtual=virtual)) is known


def test_keys_on_postgresql_without_their_database_are_named(
    run: Run, place: Place, postgres_url: str
) -> None:
    place.configure(f'[storage]\nurl = "{postgres_url}"\n')
    (place.data / "langnghe.sqlite3").unlink()

    found = json.loads(run("doctor", "--json")[1])["faults"]

    assert [one["kind"] for one in found] == ["database-empty"]


def test_a_unit_whose_roster_ran_out_is_worth_a_note(place: Place, run: Run) -> None:
    place.sql("UPDATE officer SET role = 'officer' WHERE role = 'supervisor'")
    place.sql("UPDATE shift SET until_at = from_at + 1")

    [note] = json.loads(run("doctor", "--json")[1])["warnings"]

    assert note["kind"] == "units-off-duty"
    assert "1 unit(s)" in note["what"]
