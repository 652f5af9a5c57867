"""The two commands of a fresh clone: `python3 dev.py run` and `python3 dev.py test`.

Standard library only, since it runs before anything is installed. What it makes lies in `.venv` beside it;
only what Debian alone can give (python3-venv, chromium) is installed by apt, and by root alone.

    python3 dev.py run  [serve's arguments]     make what is needed and start `langnghe serve`
    python3 dev.py test [pytest's arguments]    everything that CI runs
    python3 dev.py lock [uv's arguments]        work out requirements/*.txt anew; --upgrade for newer versions
"""

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("lint-imports",),
    ("pytest", "--numprocesses=auto"),
)
TYPES = ("mypy", ".")
"""On one core, while pytest's longest tests wait for their clocks."""


class CannotGoOn(Exception):
    """The message is the one line that the person at the keyboard needs."""


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    commands: dict[str, Callable[[Sequence[str]], int]] = {"run": run, "test": test, "lock": lock}
    command = commands.get(arguments[0]) if arguments else None
    if command is None:
        say(__doc__.strip())
        return 2
    try:
        refuse_old_python()
        return command(arguments[1:])
    except CannotGoOn as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """Becomes `langnghe serve`; comes back only if that is impossible."""
    install_lacking(lacking_to_run())
    make_environment("run")
    os.execv(VENV / "bin" / "langnghe", ["langnghe", "serve", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Runs every check, also after one failed; types are checked beside the others and told of last."""
    install_lacking(lacking_to_run() + lacking_to_test())
    make_environment("test")
    pytest = (*CHECKS[-1], *arguments)
    with tempfile.TemporaryFile() as kept:
        types = subprocess.Popen(runnable(TYPES), cwd=ROOT, stdout=kept, stderr=subprocess.STDOUT)
        failed = [shlex.join(check) for check in (*CHECKS[:-1], pytest) if not passes(check)]
        exit_code = types.wait()
        kept.seek(0)
        say(f"=== {shlex.join(TYPES)}\n{kept.read().decode(errors='replace').strip()}")
    if exit_code:
        failed.append(shlex.join(TYPES))
    if failed:
        say(f"FAILED: {'; '.join(failed)}")
    return 1 if failed else 0


def lock(arguments: Sequence[str]) -> int:
    """Rewrites requirements/*.txt, the others with run's very versions."""
    install_lacking(lacking_to_run())
    make_environment("test")
    options = "--quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11"
    compile_one: list[str | Path] = [VENV / "bin" / "uv", "pip", "compile", *options.split(), *arguments]
    compile_one += ["--custom-compile-command", "python3 dev.py lock"]
    with_run = ("--constraint", "run.txt")
    for name, pinned in (("run", ()), ("alarms", with_run), ("test", with_run)):
        files = [f"{name}.in", "--output-file", f"{name}.txt"]
        if subprocess.call([*compile_one, *pinned, *files], cwd=ROOT / "requirements"):
            raise CannotGoOn(f"requirements/{name}.in could not be worked out")
    return 0


def passes(check: Sequence[str]) -> bool:
    """Whether the check is content; its output goes to the terminal.

    Python may keep what it compiled: tests start the program dozens of times.
    """
    say(f"=== {shlex.join(check)}")
    began = time.monotonic()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    exit_code = subprocess.call(runnable(check), cwd=ROOT, env=environment)
    say(f"=== {'ok' if exit_code == 0 else 'FAILED'} after {time.monotonic() - began:.0f} s")
    return exit_code == 0


def runnable(check: Sequence[str]) -> list[str | Path]:
    """The check's program is the environment's own."""
    return [VENV / "bin" / check[0], *check[1:]]


# --- the environment -------------------------------------------------------------------------------


def make_environment(name: str) -> None:
    """`.venv` holds what requirements/<name>.txt locks, and `langnghe`; costs nothing if it did before.

    An environment of another lock, interpreter or place is made anew: nothing old stays in it.
    """
    if is_current(name):
        return
    with one_at_a_time():
        if is_current(name):
            return
        if not is_current("run"):
            make_empty_environment()
        install(name)
        connect_checkout()
        # Test's packages contain run's, at the same versions (tests/test_house.py).
        for done in ("run", name):
            stamp(done).write_text(fingerprint(done))


def is_current(name: str) -> bool:
    """Whether `.venv` was finished from the present lock, by this interpreter, in this place."""
    return stamp(name).is_file() and stamp(name).read_text() == fingerprint(name)


def stamp(name: str) -> Path:
    """The file that is written last."""
    return VENV / f"made-for-{name}"


def fingerprint(name: str) -> str:
    """What an environment depends on: its lock, its interpreter, its place."""
    origin = f"{platform.python_version()}\n{sys.base_prefix}\n{ROOT}\n"
    return hashlib.sha256(origin.encode() + lock_file(name).read_bytes()).hexdigest()


def lock_file(name: str) -> Path:
    """Exact versions with their hashes."""
    return ROOT / "requirements" / f"{name}.txt"


def make_empty_environment() -> None:
    """`.venv` has pip and nothing else."""
    quietly([base_python(), "-m", "venv", "--clear", VENV], "python3 could not make .venv")


def base_python() -> str:
    """This interpreter, or the one that the environment we run in was made of."""
    return getattr(sys, "_base_executable", None) or sys.executable


def install(name: str) -> None:
    """Every locked package is installed, its hash checked; no package's own code runs meanwhile."""
    packages = len(re.findall(r"^\S+==", lock_file(name).read_text(), re.MULTILINE))
    say(f"Installing {packages} packages into .venv; this happens once and takes about half a minute.")
    options = "--no-input --no-deps --only-binary :all: --require-hashes --disable-pip-version-check"
    pip: list[str | Path] = [VENV / "bin" / "python", "-m", "pip", "install", *options.split()]
    quietly([*pip, "--requirement", lock_file(name)], "pip could not install the packages")


def connect_checkout() -> None:
    """The environment imports this checkout, and `.venv/bin/langnghe` starts it.

    What an editable install would do, without a build backend to download.
    """
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (VENV / "lib" / version / "site-packages" / "langnghe.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "langnghe"
    command.write_text(STARTER.format(python=shlex.quote(str(VENV / "bin" / "python"))))
    command.chmod(0o755)


# Read by sh, then by Python: a plain first line may have only 127 bytes and no space.
STARTER = """\
#!/bin/sh
'''exec' {python} "$0" "$@"
' '''
import sys

from cli.main import main

sys.exit(main())
"""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two that start together don't both write `.venv`."""
    folder = os.open(ROOT / "requirements", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


# --- what only the system can give ------------------------------------------------------------------


def refuse_old_python() -> None:
    """Stops before something stranger does."""
    if sys.version_info < OLDEST:
        raise CannotGoOn(f"This is Python {platform.python_version()}; Python 3.11 or newer is needed.")


def lacking_to_run() -> list[str]:
    """Debian's packages without which `.venv` can't be made."""
    if importlib.util.find_spec("ensurepip"):
        return []
    if sys.base_prefix != "/usr":
        raise CannotGoOn(f"{base_python()} was built without ensurepip; try another: /usr/bin/python3 dev.py")
    return [f"python3.{sys.version_info.minor}-venv"]


def lacking_to_test() -> list[str]:
    """Debian's packages for the browser and what drives it, and for the database where it has no wheel."""
    lacking = [] if can_load("libatomic.so.1") else ["libatomic1"]  # for Playwright's Node.js
    if not (os.environ.get("LANGNGHE_TEST_CHROMIUM") or shutil.which("chromium")):
        lacking.append("chromium")
    has_wheel = platform.machine() in ("x86_64", "aarch64")
    given = os.environ.get("LANGNGHE_TEST_POSTGRES") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not (has_wheel or given):
        lacking.append("postgresql")
    return lacking


def can_load(library: str) -> bool:
    """Whether the system's linker finds it."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_lacking(packages: Sequence[str]) -> None:
    """The packages are installed, or the person is told the one line that does it."""
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise CannotGoOn(
            f"Install with this system's package manager what Debian calls {' '.join(packages)}."
        )
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0:
        raise CannotGoOn(f"sudo sh -c '{line}'" if shutil.which("sudo") else f"su -c '{line}'")
    say(f"Installing {' '.join(packages)} from Debian.")
    # Installing needs sbin, which a bare environment's PATH may lack.
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin:/sbin"
    quietly(
        ["sh", "-c", line],
        f"apt-get could not install {' '.join(packages)}",
        os.environ | {"DEBIAN_FRONTEND": "noninteractive", "PATH": path},
    )


def quietly(command: Sequence[str | Path], complaint: str, environment: dict[str, str] | None = None) -> None:
    """The command succeeded in silence, or its last lines are shown, without the addresses it talks to."""
    done = subprocess.run(
        command,
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        last = done.stdout.decode(errors="replace").splitlines()[-15:]
        raise CannotGoOn("\n".join([without_addresses(line) for line in last] + [complaint]))


def without_addresses(line: str) -> str:
    """Which mirror a machine uses is its operator's business, and the output is pasted into reports."""
    return re.sub(r"\w+://\S+|host='[^']*'", "(address)", line)


def say(text: str) -> None:
    """On stderr: `serve` alone writes to stdout."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
