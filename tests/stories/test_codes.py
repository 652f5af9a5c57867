"""Receipt codes: tried in vain too often, even the right one must wait an hour."""

from tests.stories.house import House


async def test_after_ten_wrong_codes_even_the_right_one_is_refused_for_an_hour(house: House) -> None:
    lan, mai = house.parent("Lan"), house.parent("Mai")
    an = await house.officer("An")
    await house.on_duty(an)
    code = await lan.tells("Bé bị bỏ đói")
    an.expects_page("normal")
    await mai.writes("/status")
    for wrong in range(10):
        assert "Không có tin báo nào" in (await mai.writes(f"{wrong:016d}")).text

    assert "quá nhiều lần" in (await mai.writes(code)).text
    assert "đang chờ" in await status(house, code)  # another chat is not held up
    await house.fast_forward(minutes=59)
    assert "quá nhiều lần" in (await mai.writes(code)).text
    await house.fast_forward(minutes=2)
    assert "đang chờ" in (await mai.writes(code)).text


async def test_words_of_another_shape_are_no_try(house: House) -> None:
    lan = house.parent("Lan")
    await lan.writes("/status")
    for _ in range(12):
        assert "16 số" in (await lan.writes("1234 5678")).text
    assert "Không có tin báo nào" in (await lan.writes("1234567812345678")).text


async def status(house: House, code: str) -> str:
    hoa = house.parent("Hoa")
    await hoa.writes("/status")
    return (await hoa.writes(code)).text
