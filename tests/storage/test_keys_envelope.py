"""What is sealed under a key opens with that key, in its place, unchanged; or not at all."""

import pytest

from hotline.errors import CannotOpen
from storage.keys.context import Context, Kind
from storage.keys.envelope import PAD_DRAFT, PAD_REPORT, cipher_of, new_key, open_sealed, seal

HERE = Context(Kind.CONVERSATION, 7)
STORY = "Hàng xóm đánh con trai".encode()


@pytest.mark.parametrize("text", [b"", b"x", STORY, b"a" * 5000])
def test_what_was_sealed_comes_back(text: bytes) -> None:
    key = new_key()

    assert open_sealed(key, HERE, seal(key, HERE, text)) == text


def test_a_key_made_ready_is_the_same_key() -> None:
    key = new_key()

    assert open_sealed(key, HERE, seal(cipher_of(key), HERE, STORY)) == STORY


def test_another_key_opens_nothing() -> None:
    sealed = seal(new_key(), HERE, STORY)

    with pytest.raises(CannotOpen):
        open_sealed(new_key(), HERE, sealed)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Context(Kind.OUTBOX, 7),
        Context(Kind.CONVERSATION, 8),
        Context(Kind.CONVERSATION, 7, part=1),
        Context(Kind.CONVERSATION, 7, recipient="officer:1"),
    ],
)
def test_a_row_moved_elsewhere_does_not_open(elsewhere: Context) -> None:
    key = new_key()
    sealed = seal(key, HERE, STORY)

    with pytest.raises(CannotOpen):
        open_sealed(key, elsewhere, sealed)


def test_a_recipient_with_bars_cannot_pass_for_other_numbers() -> None:
    assert Context(Kind.OUTBOX, 1, 2, "3").bound("aead") != Context(Kind.OUTBOX, 1, 0, "2|3").bound("aead")


def test_any_changed_byte_is_noticed() -> None:
    key = new_key()
    sealed = seal(key, HERE, STORY, pad_to=64)

    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(CannotOpen):
            open_sealed(key, HERE, changed)


@pytest.mark.parametrize("length", [0, 1, 12, 32])
def test_a_cut_off_value_is_an_error_and_not_an_empty_text(length: int) -> None:
    key = new_key()

    with pytest.raises(CannotOpen):
        open_sealed(key, HERE, seal(key, HERE, STORY)[:length])


def test_padding_hides_whether_one_line_or_a_page_was_written() -> None:
    key = new_key()
    line, page = seal(key, HERE, b"help", pad_to=PAD_REPORT), seal(key, HERE, b"x" * 4000, pad_to=PAD_REPORT)

    assert len(line) == len(page)
    assert len(seal(key, HERE, b"x" * 4093, pad_to=PAD_REPORT)) == len(page) + PAD_REPORT


def test_drafts_are_padded_unless_told_otherwise() -> None:
    key = new_key()

    assert len(seal(key, HERE, b"")) == len(seal(key, HERE, b"x" * (PAD_DRAFT - 4)))


def test_the_same_text_never_looks_the_same() -> None:
    key = new_key()

    assert seal(key, HERE, STORY) != seal(key, HERE, STORY)


def test_a_short_key_is_refused() -> None:
    """AES-GCM would take 16 bytes and quietly be AES-128."""
    with pytest.raises(ValueError, match="32 bytes"):
        seal(new_key()[:16], HERE, STORY)


def test_an_error_names_the_kind_and_nothing_else() -> None:
    with pytest.raises(CannotOpen, match=r"^conversation: wrong key, wrong place or tampered with$"):
        open_sealed(new_key(), HERE, seal(new_key(), HERE, STORY))
