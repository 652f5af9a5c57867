"""A nonce is never used twice, whoever asks."""

import os
from concurrent.futures import ThreadPoolExecutor

from storage.keys.nonces import NONCE_BYTES, new_nonce


def test_no_nonce_comes_twice_from_any_thread() -> None:
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda _: new_nonce(), range(5000)))

    assert len(set(drawn)) == 5000
    assert {len(nonce) for nonce in drawn} == {NONCE_BYTES}


def test_a_child_process_draws_its_own() -> None:
    new_nonce()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, new_nonce())
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, NONCE_BYTES) != new_nonce()
