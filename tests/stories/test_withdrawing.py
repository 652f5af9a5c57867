"""A reporter who comes back: takes a proof along, and the contact back but not the report."""

from tests.stories.house import House
from tests.traces import files_of, found_in


async def test_a_proof_and_then_no_more_messages(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    lan = house.parent("Lan")
    code = await lan.tells("Bé bị đánh", follow_up="yes")
    number = an.expects_page("normal")
    await house.fast_forward(seconds=2)
    await lan.writes("/status")
    await lan.writes(code)

    proof = await lan.presses("proof:show")
    assert "Quảng Trực" in proof.text
    assert not proof.document  # a file stays on the phone: only who asks for it gets one
    paper = await lan.presses("proof:file")
    assert paper.document.startswith(b"%PDF-")
    assert paper.text == proof.text
    assert found_in(files_of(house.paths.data_dir), {"pdf": b"%PDF-1."}) == []
    gone = await lan.presses("contact:withdraw")
    assert "contact:withdraw" not in gone.buttons

    await an.writes_to_reporter(number, "Bé ở đâu?")
    await house.fast_forward(hours=2, sparsely=True)
    lan.expects_nothing()
    await lan.writes("/status")
    await lan.writes(code)  # the code still opens what was written
    assert "Bé ở đâu?" in (await lan.presses("msg:show")).text
    assert (await an.opens(number)).story == "Bé bị đánh"


async def test_withdrawn_with_the_code_from_another_chat(house: House) -> None:
    """Whoever lost the phone erases the link from anywhere: with the code it is theirs to erase."""
    an = await house.officer("An")
    await house.on_duty(an)
    lan, friend = house.parent("Lan"), house.parent("Bạn của Lan")
    code = await lan.tells("Bé bị đánh", follow_up="yes")
    number = an.expects_page("normal")
    await house.fast_forward(seconds=2)
    assert await house.chats_of(lan) != []
    await friend.writes("/status")
    await friend.writes(code)
    await friend.presses("contact:withdraw")

    assert await house.chats_of(lan) == []
    await an.writes_to_reporter(number, "Bé ở đâu?")
    await house.fast_forward(hours=2, sparsely=True)
    lan.expects_nothing()
