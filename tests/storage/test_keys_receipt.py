"""A receipt code finds its report and opens what was written to the reporter."""

import re
from collections.abc import Iterator
from threading import Thread

import pytest

from storage.keys.context import Context, Kind
from storage.keys.receipt import derive, new_code
from storage.keys.receipt_supply import ReceiptSupply
from storage.keys.recipient import open_document, public_of, seal_document

SALT = b"s" * 32
LETTER = Context(Kind.LETTER, 12, part=1, recipient="reporter")


@pytest.fixture
def supply() -> Iterator[ReceiptSupply]:
    supply = ReceiptSupply(SALT, size=4)
    yield supply
    supply.close()


def test_codes_are_sixteen_digits_and_differ() -> None:
    codes = {new_code() for _ in range(100)}

    assert len(codes) == 100
    assert all(re.fullmatch(r"\d{16}", code, re.ASCII) for code in codes)


def test_the_code_opens_what_officers_wrote() -> None:
    code = new_code()
    sealed = seal_document(derive(code, SALT).public, LETTER, b"We are on our way")

    assert open_document(derive(code, SALT).seeds, LETTER, sealed) == b"We are on our way"


def test_the_same_code_finds_the_same_report_on_this_installation_only() -> None:
    here = derive("0000111122223333", SALT)

    assert here == derive("0000111122223333", SALT)
    assert len(here.lookup) == 32
    assert here.lookup != derive("0000111122223334", SALT).lookup
    assert here.lookup != derive("0000111122223333", b"t" * 32).lookup


def test_codes_already_given_go_on_working() -> None:
    """Were this to change, every receipt in people's pockets would be dead."""
    given = derive("0000111122223333", SALT)

    assert given.lookup.hex() == "00e6babfbd2a1a5ce710dd2bb588b4bd713550b6b314c4329bf38640451e2fb6"
    assert given.public == public_of(given.seeds)


def test_keys_of_a_receipt_do_not_show_themselves() -> None:
    assert repr(derive("0000111122223333", SALT)) == "ReceiptKeys(seeds=Seeds())"


def test_the_supply_fills_itself_again(supply: ReceiptSupply) -> None:
    assert supply.wait_full(30)
    taken = [supply.take() for _ in range(4)]

    assert supply.wait_full(30)
    assert len({one.code for one in taken}) == 4
    for code, keys, report in taken:
        assert derive(code, SALT) == keys
        assert public_of(report.seeds) == report.public


def test_an_empty_supply_derives_on_the_spot(supply: ReceiptSupply) -> None:
    supply.close()

    code, keys, _ = supply.take()

    assert derive(code, SALT) == keys


def test_a_closed_supply_holds_no_code_and_says_so(supply: ReceiptSupply) -> None:
    assert supply.wait_full(30)

    supply.close()

    assert supply.ready() == 0
    assert not supply.wait_full(30)


def test_nobody_gets_a_code_that_another_got(supply: ReceiptSupply) -> None:
    taken: list[str] = []
    takers = [Thread(target=lambda: taken.extend(supply.take().code for _ in range(5))) for _ in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert len(taken) == len(set(taken)) == 20
