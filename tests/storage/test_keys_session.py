"""Session tokens and link codes: what is stored of them opens nothing."""

import re

import pytest

from hotline.errors import CannotOpen
from storage.keys.link import link_code_hash, new_link_code
from storage.keys.recipient import new_seeds
from storage.keys.session import new_token, open_seeds, seal_seeds, token_hash

SEEDS = new_seeds()


def test_the_token_opens_the_seeds() -> None:
    token = new_token()

    assert open_seeds(token, seal_seeds(token, SEEDS)) == SEEDS


def test_another_sessions_token_does_not() -> None:
    sealed = seal_seeds(new_token(), SEEDS)

    with pytest.raises(CannotOpen):
        open_seeds(new_token(), sealed)


def test_what_is_stored_of_a_token_opens_nothing() -> None:
    token = new_token()
    stored = token_hash(token)

    with pytest.raises(CannotOpen):
        open_seeds(stored.hex(), seal_seeds(token, SEEDS))
    assert len(stored) == 32


def test_link_codes_fit_behind_telegrams_start() -> None:
    codes = {new_link_code() for _ in range(50)}

    assert len(codes) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{20,64}", code) for code in codes)


def test_a_link_code_copied_with_a_space_is_the_same_code() -> None:
    code = new_link_code()

    assert link_code_hash(f" {code}\n") == link_code_hash(code) != link_code_hash(new_link_code())
