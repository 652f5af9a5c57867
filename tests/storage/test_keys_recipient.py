"""Sealing to people: only the seeds' holder opens, only in the same place."""

import pytest

from hotline.errors import CannotOpen
from storage.keys.context import Context, Kind
from storage.keys.recipient import (
    PUBLIC_BYTES,
    SEEDS_BYTES,
    Seeds,
    new_seeds,
    open_document,
    open_with,
    public_of,
    seal_document,
    seal_to,
)

WRAP = Context(Kind.REPORT_KEY, 12, recipient="officer:7")
ANSWER = Context(Kind.DOCUMENT, 12, part=3)
STORY = "Hàng xóm đánh con trai".encode() * 300

AN, BINH = new_seeds(), new_seeds()


def test_a_reports_seeds_reach_a_member_whole() -> None:
    report = new_seeds()

    opened = Seeds(open_with(AN, WRAP, seal_to(public_of(AN), WRAP, report.raw)))

    assert opened == report
    assert public_of(opened) == public_of(report)


def test_seeds_and_public_keys_have_the_stated_sizes() -> None:
    assert (len(AN.raw), len(public_of(AN))) == (SEEDS_BYTES, PUBLIC_BYTES) == (96, 1216)


def test_another_member_opens_nothing() -> None:
    sealed = seal_to(public_of(AN), WRAP, b"x")

    with pytest.raises(CannotOpen):
        open_with(BINH, WRAP, sealed)


@pytest.mark.parametrize("elsewhere", [WRAP._replace(owner=13), WRAP._replace(recipient="officer:8"), ANSWER])
def test_a_wrap_moved_to_another_report_does_not_open(elsewhere: Context) -> None:
    sealed = seal_to(public_of(AN), WRAP, b"x")

    with pytest.raises(CannotOpen):
        open_with(AN, elsewhere, sealed)


@pytest.mark.parametrize("place", [0, 1, 700, 1100, -17, -1])
def test_a_changed_wrap_does_not_open(place: int) -> None:
    sealed = bytearray(seal_to(public_of(AN), WRAP, b"x"))
    sealed[place] ^= 1

    with pytest.raises(CannotOpen):
        open_with(AN, WRAP, bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, 500, 1136])
def test_a_cut_off_wrap_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        open_with(AN, WRAP, seal_to(public_of(AN), WRAP, b"x")[:length])


@pytest.mark.parametrize("public", [b"", b"x" * 1215, b"\xff" * 1216])
def test_what_is_no_public_key_is_refused(public: bytes) -> None:
    with pytest.raises(CannotOpen):
        seal_to(public, WRAP, b"x")


def test_a_document_of_any_length_comes_back() -> None:
    for text in (b"", STORY):
        assert open_document(AN, ANSWER, seal_document(public_of(AN), ANSWER, text)) == text


def test_a_document_opens_in_its_place_only() -> None:
    sealed = seal_document(public_of(AN), ANSWER, STORY)

    for seeds, context in ((BINH, ANSWER), (AN, ANSWER._replace(part=4))):
        with pytest.raises(CannotOpen):
            open_document(seeds, context, sealed)


@pytest.mark.parametrize("place", [0, 1168, 1169, 1170, -1])
def test_a_changed_document_does_not_open(place: int) -> None:
    sealed = bytearray(seal_document(public_of(AN), ANSWER, STORY))
    sealed[place] ^= 1

    with pytest.raises(CannotOpen):
        open_document(AN, ANSWER, bytes(sealed))


def test_documents_hide_their_length() -> None:
    short, long = (seal_document(public_of(AN), ANSWER, b"x" * length) for length in (1, 4000))

    assert len(short) == len(long)


def test_a_wrap_cannot_pass_for_a_documents_key() -> None:
    wrap = seal_to(public_of(AN), ANSWER, b"k" * 32)
    document = seal_document(public_of(AN), ANSWER, STORY)

    with pytest.raises(CannotOpen):
        open_document(AN, ANSWER, wrap + document[len(wrap) :])


def test_seeds_do_not_show_themselves() -> None:
    assert repr(AN) == "Seeds()"


def test_seeds_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="96 bytes"):
        Seeds(b"x" * 95)
