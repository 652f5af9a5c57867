"""What sealing costs on this machine: `python3 -m bench.sealing`, one core, best of three."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from timeit import repeat

from storage.keys.context import Context, Kind
from storage.keys.envelope import cipher_of, new_key, open_sealed, seal
from storage.keys.keyring import Keyring
from storage.keys.password import protect, unlock
from storage.keys.receipt import derive, new_code
from storage.keys.recipient import (
    new_seeds,
    open_document,
    open_with,
    public_of,
    seal_document,
    seal_to,
)

TEXT = b"x" * 500
HERE = Context(Kind.CONVERSATION, 1)


def report(what: str, act: Callable[[], object], times: int) -> None:
    """One line: how often a second, and how long one takes."""
    seconds = min(repeat(act, number=times, repeat=3)) / times
    print(f"{what:44} {1 / seconds:>12,.0f} /s {seconds * 1000:>10.4f} ms")


def envelope() -> None:
    key = new_key()
    ready = cipher_of(key)
    report("seal + open, 500 bytes", lambda: open_sealed(key, HERE, seal(key, HERE, TEXT)), 50_000)
    report("  the same, key made ready", lambda: open_sealed(ready, HERE, seal(ready, HERE, TEXT)), 50_000)
    report(
        "  seal, its context made each time", lambda: seal(ready, Context(Kind.OUTBOX, 1, 2), TEXT), 50_000
    )


def recipient() -> None:
    seeds, key = new_seeds(), new_key()
    public = public_of(seeds)
    wrap, document = seal_to(public, HERE, key), seal_document(public, HERE, TEXT)
    report("new key pair with its public half", lambda: public_of(new_seeds()), 1_000)
    report("seal_to (a wrap for one member)", lambda: seal_to(public, HERE, key), 1_000)
    report("open_with", lambda: open_with(seeds, HERE, wrap), 1_000)
    report("seal_document, 500 bytes", lambda: seal_document(public, HERE, TEXT), 1_000)
    report("open_document", lambda: open_document(seeds, HERE, document), 1_000)


def keyring(directory: Path) -> None:
    keys, today = Keyring.create(directory / "keys"), date(2026, 7, 6)
    public, (_, wrapped) = public_of(new_seeds()), keys.new_conversation_key(today, 1)
    report("sender_hash", lambda: keys.sender_hash("telegram", "123456789"), 50_000)
    report("new_conversation_key", lambda: keys.new_conversation_key(today, 1), 50_000)
    report("unwrap_conversation_key", lambda: keys.unwrap_conversation_key(today, 1, wrapped), 50_000)
    report("public_mac", lambda: keys.public_mac(public, "officer:7"), 50_000)


def slow_on_purpose() -> None:
    seeds, pepper = new_seeds(), new_key()
    protected = protect(seeds, "con trâu đi trước", pepper)
    report("receipt: derive", lambda: derive(new_code(), pepper), 50)
    report("password: unlock", lambda: unlock(protected, "con trâu đi trước", pepper), 3)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    envelope()
    recipient()
    with TemporaryDirectory() as directory:
        keyring(Path(directory))
    slow_on_purpose()


if __name__ == "__main__":
    main()
