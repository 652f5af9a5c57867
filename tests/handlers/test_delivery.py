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
