"""What was committed is one line in the log and one count in the metrics, with nothing of a person."""

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import metrics
from bot.chronicle import write_down
from bot.sending import Sender
from bot.upkeep_loop import Counting
from handlers import access, officer_chat
from handlers.officer_chat import OfficerReceived
from tests.office import LAM_DONG, Office, open_office

STORY = "Bé trai bị đánh bằng roi mây"
CHAT = "5550001234"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var") as office:
        office.installation.on_happening = write_down
        yield office


def events(lines: io.StringIO) -> list[str]:
    return [line.split()[2] for line in lines.getvalue().splitlines()]


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


async def officer(office: Office, chat: str = "777") -> access.Added:
    added = await office.officer("Nguyễn Thị An", role="unit_lead")
    await write(office, chat, "start", code=added.link_code)
    return added


async def write(office: Office, chat: str, verb: str, *, code: str = "", number: int | None = None) -> None:
    received = OfficerReceived("telegram", chat, f"{chat}{verb}", verb, code, number)
    await officer_chat.receive(office.installation, [received])


async def reports(office: Office) -> None:
    await office.commands(CHAT, "start")
    for pressed in ("q:role:citizen", "q:danger_now:no", "q:category:missing", "q:child_age:7_10"):
        await office.presses(CHAT, pressed)
    await office.says(CHAT, "Quảng Trực")
    await office.says(CHAT, STORY)
    for pressed in ("q:story:done", "q:follow_up:no", "review:submit"):
        await office.presses(CHAT, pressed)


async def test_an_alert_leaves_a_line_at_each_station(office: Office, lines: io.StringIO) -> None:
    await officer(office)
    opened = value("langnghe_alerts_opened_total", urgency="emergency")
    taken = value("langnghe_acknowledged_seconds_count", urgency="emergency")

    await reports(office)
    await write(office, "777", "ack", number=1)

    assert [e for e in events(lines) if e.startswith("alert_")] == [
        "alert_opened",
        "alert_paged",
        "alert_acknowledged",
    ]
    assert "alert=1 urgency=emergency unit=24736" in lines.getvalue()
    assert value("langnghe_alerts_opened_total", urgency="emergency") == opened + 1
    assert value("langnghe_acknowledged_seconds_count", urgency="emergency") == taken + 1


async def test_nothing_of_a_person_is_written(office: Office, lines: io.StringIO) -> None:
    added = await officer(office)
    await reports(office)
    await write(office, "777", "ack", number=1)
    assert await access.log_in(office.installation, added.username, "wrong") is None
    assert await access.log_in(office.installation, added.username, added.password) is not None

    written = lines.getvalue()

    assert {"log_in_refused", "officer_logged_in"} <= set(events(lines))
    for secret in (STORY, CHAT, "777", "Nguyễn", added.username + " ", added.password, "missing"):
        assert secret not in re.sub(r"\d{4}-\d\d-\d\dT\S+", "", written)


class _Messenger:
    name = "telegram"

    async def say(self, *_: object) -> str:
        return "1"

    async def erase(self, *_: object) -> None:
        """Nothing stands here."""

    async def close(self) -> None:
        """Nothing to give back."""


async def test_a_page_that_was_taken_is_a_line_and_a_time(office: Office, lines: io.StringIO) -> None:
    await officer(office)
    office.parcels.clear()
    accepted = value("langnghe_page_accepted_seconds_count")
    await reports(office)
    sender = Sender(office.installation, "officer", slots=1)
    sender.serve(_Messenger())

    sender.post([parcel for parcel in office.parcels if parcel.is_page])
    await sender.idle()

    assert events(lines).count("page_delivered") == 1
    assert value("langnghe_page_accepted_seconds_count") == accepted + 1


async def test_a_page_for_help_is_counted_as_made_like_any_other(office: Office) -> None:
    await officer(office)
    binh = await office.officer("Bình", LAM_DONG, "supervisor")
    await write(office, "778", "start", code=binh.link_code)
    made = value("langnghe_pages_total", state="made")
    office.parcels.clear()

    await reports(office)
    await write(office, "777", "help", number=1)

    pages = [parcel for parcel in office.parcels if parcel.is_page]
    assert len(pages) > 1
    assert value("langnghe_pages_total", state="made") == made + len(pages)


async def test_what_waits_is_counted(office: Office) -> None:
    await officer(office)
    await reports(office)

    await Counting().count(office.installation)

    assert value("langnghe_alerts", state="open", urgency="emergency") == 1
    assert value("langnghe_alerts", state="acknowledged", urgency="low") == 0
    assert value("langnghe_outbox_waiting", bot="officer") > 0
    assert value("langnghe_outbox_oldest_seconds", bot="officer") == 0


def test_no_label_names_a_person_a_chat_or_a_unit() -> None:
    allowed = {"channel", "bot", "finding", "state", "urgency", "loop", "le", "job", "kind"}

    labels = {name for family in metrics.REGISTRY.collect() for one in family.samples for name in one.labels}

    assert labels <= allowed
