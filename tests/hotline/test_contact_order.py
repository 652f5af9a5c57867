"""In which order an officer is paged: what is written, what it means, what it can't do."""

from datetime import timedelta

import pytest

from hotline.address import address_on
from hotline.alert.alert import Urgency
from hotline.duty.contact_order import read_order, waits, written
from hotline.ids import ContactMethodId
from hotline.settings import CHANNELS

ZALO, MAIL, TEXT, CALL = map(ContactMethodId, (1, 2, 3, 4))
ALL = [(ZALO, "zalo"), (MAIL, "email"), (TEXT, "sms"), (CALL, "voice")]


def seconds(found: dict[ContactMethodId, timedelta]) -> list[int]:
    return [round(found[contact].total_seconds()) for contact in sorted(found)]


def test_by_default_a_text_message_and_a_call_come_later() -> None:
    assert seconds(waits(ALL, ())) == [0, 0, 120, 240]


def test_waits_add_up_and_what_isnt_named_follows_the_default() -> None:
    order = read_order(["email", "zalo+30s", "sms+1m"], Urgency.EMERGENCY, CHANNELS)

    assert seconds(waits(ALL, order)) == [30, 0, 90, 240]
    assert written(order) == ["email", "zalo+30s", "sms+1m"]


def test_the_first_that_works_goes_at_once() -> None:
    order = read_order(["zalo", "email+1m", "sms+1m"], Urgency.EMERGENCY, CHANNELS)

    assert seconds(waits(ALL[1:3], order)) == [0, 60]
    assert seconds(waits(ALL[2:], ())) == [0, 120]


@pytest.mark.parametrize("words", [["fax"], ["zalo", "zalo+1m"], ["zalo", "email+11m"], ["email+soon"]])
def test_an_order_that_puts_off_too_long_or_makes_no_sense_is_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_order(words, Urgency.EMERGENCY, CHANNELS)


def test_numbers_are_stored_with_their_country() -> None:
    assert address_on("sms", "0912 345 678") == address_on("voice", "+84-912-345-678") == "+84912345678"
    assert address_on("sms", "113") is None
    assert address_on("email", "An@Example.VN") == "An@example.vn"
    assert address_on("email", "an@example.vn\nBcc: x@example.vn") is None
