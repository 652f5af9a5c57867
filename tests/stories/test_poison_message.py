"""A message that our own code can't handle: a person reads it, and the reporter is told so."""

import pytest
from sqlalchemy import text

from storage.schema import Tx
from storage.tables import inbox
from tests.stories.cast import Reporter
from tests.stories.house import House

ERRORS = ("message_failed", "message_set_aside", "batch_failed")


async def fails_from_now_on(house: House, reporter: Reporter) -> None:
    """The database refuses to go on with this chat, as a bug of ours would."""
    chat = house.office.keys.sender_hash("telegram", str(reporter.phone.chat_id)).hex()
    trigger = (
        "CREATE TRIGGER poison BEFORE UPDATE ON conversation"
        f" WHEN hex(NEW.chat_hash) = '{chat.upper()}' BEGIN SELECT RAISE(ABORT, 'poison'); END"
    )
    await house.writes(_run, trigger)
    house.allow_error(*ERRORS)


async def heals(house: House) -> None:
    await house.writes(_run, "DROP TRIGGER poison")


def _run(tx: Tx, statement: str) -> None:
    tx.connection.execute(text(statement))


async def test_it_is_set_aside_after_three_tries_and_an_officer_reads_it(house: House) -> None:
    lan, phuc = house.parent("Lan"), await house.supervisor("Phúc")
    await lan.writes("/start")
    await fails_from_now_on(house, lan)
    await lan.phone.writes("Cháu ở nhà một mình")
    await house.fast_forward(seconds=20)

    lan.expects("kind-set-aside")
    number = phuc.expects_page("normal")
    assert (await phuc.opens(number)).story == "Cháu ở nhà một mình"
    assert len(house.logged("message_failed")) == 3
    await heals(house)
    await lan.writes("/start")


async def test_others_are_answered_meanwhile_and_its_own_chat_in_order(house: House) -> None:
    lan, mai, phuc = house.parent("Lan"), house.parent("Mai"), await house.supervisor("Phúc")
    await lan.writes("/start")
    await fails_from_now_on(house, lan)
    await lan.phone.writes("một")
    await lan.phone.writes("hai")
    await mai.phone.writes("/start")
    await house.fast_forward(seconds=3)
    mai.expects("opening-who")
    await house.fast_forward(minutes=1)

    lan.expects("kind-set-aside")
    lan.expects("kind-set-aside")
    numbers = [phuc.expects_page("normal"), phuc.expects_page("normal")]
    assert [(await phuc.opens(number)).story for number in numbers] == ["một", "hai"]


@pytest.mark.parametrize("deed", ["q:danger_now:now", "SOS"])
async def test_a_cry_for_help_that_breaks_us_is_an_emergency_all_the_same(house: House, deed: str) -> None:
    lan, phuc = house.parent("Lan"), await house.supervisor("Phúc")
    await lan.answers("/start", "q:role:child")
    await fails_from_now_on(house, lan)
    await (lan.phone.presses(deed) if ":" in deed else lan.phone.writes(deed))
    await house.fast_forward(seconds=20)

    lan.expects("kind-set-aside")
    number = phuc.expects_page("emergency")
    assert (await phuc.opens(number)).answers["danger_now"] == ("now",)


async def test_if_not_even_a_report_can_be_made_of_it_it_is_kept_sealed(house: House) -> None:
    lan = house.parent("Lan")
    await lan.writes("/start")
    await fails_from_now_on(house, lan)
    await house.writes(
        _run, "CREATE TRIGGER worse BEFORE INSERT ON report BEGIN SELECT RAISE(ABORT, 'worse'); END"
    )
    await lan.phone.writes("Cháu ở nhà một mình")
    await house.fast_forward(seconds=20)

    lan.expects("kind-set-aside")
    kept = await house.reads(lambda tx: tx.connection.execute(text("SELECT sealed FROM set_aside")).all())
    assert len(kept) == 1
    assert "một mình".encode() not in kept[0].sealed


@pytest.mark.parametrize(("words", "urgency"), [("Cháu ở nhà một mình", "normal"), ("SOS", "emergency")])
async def test_what_was_kept_sealed_reaches_an_officer_once_the_fault_is_mended(
    house: House, words: str, urgency: str
) -> None:
    lan, phuc = house.parent("Lan"), await house.supervisor("Phúc")
    await lan.writes("/start")
    await fails_from_now_on(house, lan)
    await house.writes(
        _run, "CREATE TRIGGER worse BEFORE INSERT ON report BEGIN SELECT RAISE(ABORT, 'worse'); END"
    )
    await lan.phone.writes(words)
    await house.fast_forward(minutes=2)
    lan.expects("kind-set-aside")
    phuc.expects_nothing()

    await house.writes(_run, "DROP TRIGGER worse")
    await house.fast_forward(minutes=1)

    assert (await phuc.opens(phuc.expects_page(urgency))).story == words
    assert await house.reads(inbox.aside) == []


async def test_a_database_that_is_away_for_a_while_loses_nothing(house: House) -> None:
    """Everything fails: that isn't one message's fault, so none is set aside."""
    lan, mai = house.parent("Lan"), house.parent("Mai")
    await house.writes(
        _run, "CREATE TRIGGER away BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'away'); END"
    )
    house.allow_error(*ERRORS, "setting_aside_failed")
    await lan.phone.writes("/start")
    await mai.phone.writes("/start")
    await house.fast_forward(minutes=5)
    lan.expects_nothing()

    await house.writes(_run, "DROP TRIGGER away")
    await house.fast_forward(minutes=1)
    lan.expects("opening-who")
    mai.expects("opening-who")
    assert not house.logged("message_set_aside")


async def test_update_of_no_known_shape_silences_nobody(house: House) -> None:
    lan = house.parent("Lan")
    house.telegram.bot(house.reporters).updates.put("message", {"message_id": "?", "chat": 7})
    house.allow_error("update_unreadable")
    await lan.writes("/start")
