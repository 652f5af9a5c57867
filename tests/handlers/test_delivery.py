"""What is handed to the senders, and what waits until its time."""

from pathlib import Path

from handlers import delivery
from hotline.interview.conversation import Incoming, Kind
from tests.office import open_office


async def test_what_no_channel_here_can_send_is_not_leased(tmp_path: Path) -> None:
    """Leased and left lying it would be overtaken by what comes after it in the same chat."""
    async with open_office(tmp_path / "var", sends=False) as office:
        await office.takes(office.received("Lan", Incoming(Kind.COMMAND, "start")))

        too_early = await delivery.claim(office.installation, "reporter", ["zalo"], 10)
        in_time = await delivery.claim(office.installation, "reporter", ["telegram"], 10)

    assert too_early == []
    assert [parcel.channel for parcel in in_time] == ["telegram"]


async def test_a_new_interview_waits_behind_the_receipt_of_the_last(tmp_path: Path) -> None:
    """A process died with the receipt in hand: it may come once more, but never after what came later."""
    async with open_office(tmp_path / "var") as office:
        for press in ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10"):
            await office.presses("Lan", press)
        await office.says("Lan", "Quảng Trực")
        for press in ("q:story:skip", "q:follow_up:no", "review:submit"):
            await office.presses("Lan", press)
        office.installation.owner = "the next process"
        office.parcels.clear()

        await office.commands("Lan", "start")

        assert [parcel for parcel in office.parcels if parcel.bot == "reporter"] == []
