"""A reporter's messages, from the chat to the sealed report, on real databases."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import alert, case
from hotline.alert.alert import AlertState
from storage.tables import alert as alerts
from tests.office import LAM_DONG, QUANG_TRUC, Office, open_office


@pytest.fixture(params=["sqlite", "postgresql"])
async def office(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    async with open_office(tmp_path / "var", url=url) as one:
        yield one


async def tell(office: Office, chat: str, *, danger: str = "no", follow_up: str = "no") -> str:
    await office.commands(chat, "start")
    await office.presses(chat, "q:role:citizen")
    await office.presses(chat, f"q:danger_now:{danger}")
    await office.presses(chat, "q:category:hit")
    await office.presses(chat, "q:child_age:7_10")
    await office.says(chat, "Quảng Trực")
    await office.says(chat, "Bé trai bị đánh bằng roi mây")
    await office.presses(chat, "q:story:done")
    await office.presses(chat, f"q:follow_up:{follow_up}")
    return await office.presses(chat, "review:submit")


async def test_a_report_reaches_the_officer_of_its_commune(office: Office) -> None:
    an = await office.officer("An", QUANG_TRUC)
    session = await office.session(an)
    last = await tell(office, "4711")
    assert "mã" in last.lower()

    listing = await alert.listed(office.installation, session.officer, "open", None)
    [item] = listing.items
    assert (item.unit, item.urgency, item.category) == (QUANG_TRUC, "normal", "hit")
    view = await case.open_case(office.installation, session.officer, session.seeds, item.number)
    assert view.story == "Bé trai bị đánh bằng roi mây"
    assert view.finished


async def test_a_red_answer_alerts_the_province_before_the_end(office: Office) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    await office.commands("1", "start")
    await office.presses("1", "q:role:child")
    await office.presses("1", "q:danger_now:now")

    [item] = (await alert.listed(office.installation, binh.officer, "open", None)).items
    assert (item.unit, item.urgency) == (LAM_DONG, "emergency")
    await office.presses("1", "q:category:hit")
    await office.presses("1", "q:child_age:7_10")
    await office.says("1", "Quảng Trực")
    [item] = (await alert.listed(office.installation, binh.officer, "open", None)).items
    assert (item.unit, item.urgency) == (QUANG_TRUC, "emergency")


async def test_a_chat_past_its_limit_is_slowed_down_but_a_cry_for_help_is_not(tmp_path: Path) -> None:
    toml = "[limits]\nmessages_per_minute = 2\nreports_per_day = 1\n"
    async with open_office(tmp_path / "var", toml=toml) as office:
        binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
        await office.commands("1", "start")
        await office.presses("1", "q:role:citizen")

        assert "nhanh quá" in await office.presses("1", "q:danger_now:no")
        await office.presses("1", "q:danger_now:now")

        [item] = (await alert.listed(office.installation, binh.officer, "open", None)).items
        assert item.urgency == "emergency"


async def test_a_second_report_waits_where_one_a_day_is_the_limit(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var", toml="[limits]\nreports_per_day = 1\n") as office:
        await tell(office, "1")

        assert "[review:submit]" in await tell(office, "1")

        office.clock.wind(timedelta(days=1, seconds=1))
        assert "mã" in (await office.presses("1", "review:submit")).lower()


async def test_past_the_limit_in_total_only_who_is_in_no_danger_waits(tmp_path: Path) -> None:
    toml = "[limits]\nmessages_per_minute_in_total = 8\n"
    async with open_office(tmp_path / "var", toml=toml) as office:
        for chat in ("red", "calm", "words"):
            await office.commands(chat, "start")
            await office.presses(chat, "q:role:citizen")
        await office.presses("red", "q:danger_now:now")
        await office.presses("words", "q:danger_now:no")

        assert "rất nhiều người" in await office.presses("calm", "q:danger_now:no")
        assert "rất nhiều người" not in await office.presses("red", "q:category:hit")
        assert "rất nhiều người" in await office.says("words", "bé hay khóc")
        assert "rất nhiều người" not in await office.says("words", "bé muốn tự tử")
        assert "Đã xóa" in await office.says("words", "xóa hết")
        await office.presses("calm", "q:danger_now:now")
        assert await office.installation.reader.read(alerts.count, AlertState.OPEN) == 3

        office.clock.wind(timedelta(minutes=1, seconds=1))
        await office.commands("late", "start")
        assert "rất nhiều người" not in await office.presses("late", "q:role:citizen")
