"""Officers where nothing can be pressed: each message says what to type, and what is typed does it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot.officer import typed
from bot.officer.wish import Wish, of_button
from handlers import ack_link, duty, officer_chat
from handlers.access import Added
from handlers.ack_link import Browser, Standing
from handlers.officer_chat import OfficerReceived
from handlers.steps import typed_words
from hotline.ids import OfficerId
from hotline.messages import Button, Say, Screen
from hotline.parcel import Contents
from tests.office import Office, open_office, texts

REPORT = ("/report", "4", "3", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua", "Không", "1")
CONSOLE = '[console]\npublic_url = "https://desk.example"\n'
LINK = re.compile(r"https://desk\.example/ack/([\w-]+)")


@dataclass(slots=True)
class Desk:
    """Officers whose only messenger is Zalo."""

    office: Office
    _updates: int = 0

    async def officer(self, name: str) -> Added:
        """A new officer who has linked the messenger."""
        added = await self.office.officer(name)
        assert "Chào" in await self.writes(added, f"/start {added.link_code}")
        return added

    async def on_duty(self, added: Added, place: str = "on_duty") -> None:
        row = f"24736,2026-11-23T07:00,2026-11-25T07:00,{added.username},{place}\n"
        await duty.import_roster(self.office.installation, "unit,from,until,username,place\n" + row)

    async def writes(self, added: Added, text: str) -> str:
        """An officer types something; what is said in that chat because of it."""
        self._updates += 1
        wish, before = typed.of_text(text), len(self.office.parcels)
        received = OfficerReceived(
            "zalo", f"z-{added.username}", str(self._updates), wish.verb, wish.code, wish.number
        )
        [reply] = await officer_chat.receive(self.office.installation, [received])
        assert not isinstance(reply, Exception)
        return self.phone(added, before)

    def phone(self, added: Added, since: int = 0) -> str:
        """What came to the officer, in words."""
        address = f"z-{added.username}"
        return "\n\n".join(
            self._words(p.contents) for p in self.office.parcels[since:] if p.address == address
        )

    async def report(self, chat: str = "z-lan") -> None:
        for text in REPORT:
            await self.office.says(chat, text, "zalo")

    def _words(self, contents: Contents) -> str:
        catalog, screen = self.office.installation.texts.catalog, contents.screen
        assert screen is not None
        lines = [catalog.text(contents.locale, say) for say in screen.lines]
        return "\n".join([*lines, *(catalog.text(contents.locale, one.label) for one in screen.buttons)])


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_office(tmp_path / "var", toml=CONSOLE) as office:
        office.installation.sends = frozenset({("reporter", "zalo"), ("officer", "zalo")})
        yield Desk(office)


def token_in(page: str) -> str:
    return str(LINK.findall(page)[-1])


# Words


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("NHẬN 12", Wish("ack", 12)),
        ("nhan 12", Wish("ack", 12)),
        ("NHẬN", Wish("ack")),
        ("NHẬN 12 – tôi nhận", Wish("ack", 12)),
        ("ack #12", Wish("ack", 12)),
        ("/ack 12", Wish("ack", 12)),
        ("/pass 12", Wish("pass", 12)),
        ("chuyển 12", Wish("pass", 12)),
        ("GIÚP 12", Wish("help", 12)),
        ("/help 12", Wish("help", 12)),
        ("THÊM 12 – việc khác", Wish("more", 12)),
        ("HẸN 12 30 – tôi sẽ đến trong 30 phút", Wish("in", 12, "30")),
        ("promise 12 30", Wish("in", 12, "30")),
        ("đến 12", Wish("there", 12)),
        ("GIAO 12", Wish("hand", 12)),
        ("giao 12 7 – bàn giao cho Bình", Wish("hand", 12, "7")),
        ("KHÔNG NHẬN 12", Wish("refuse_alert", 12)),
        ("GỌI TIẾP 12 0.0.1", Wish("now", 12, "0.0.1")),
        ("gọi tiếp 12 mai", Wish("other")),
        ("hẹn 12 0.5", Wish("other")),
        ("/help", Wish("guide")),
        ("/duty", Wish("duty")),
        ("/alerts", Wish("alerts")),
        ("/start abc-_D", Wish("start", code="abc-_D")),
        ("start abc", Wish("start", code="abc")),
        ("TRỰC 5", Wish("confirm", 5)),
        ("thay 5", Wish("take", 5)),
        ("nhận ca 5", Wish("accept", 5)),
        ("tu choi ca 5", Wish("decline", 5)),
        ("ĐỔI CA 25/11 07:00", Wish("swap", code="25/11 07:00")),
        ("doi  ca 25/11 07:00 3", Wish("offer", 3, "25/11 07:00")),
        ("swap shift 25/11 07:00 3", Wish("offer", 3, "25/11 07:00")),
        ("tôi nhận được tin rồi", Wish("other")),
        ("nhận ca", Wish("other")),
        ("", Wish("other")),
    ],
)
def test_what_words_mean(text: str, wish: Wish) -> None:
    assert typed.of_text(text) == wish


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    "value",
    [
        *("alert:12:ack", "alert:12:pass", "alert:12:help", "alert:12:more", "alert:12:there"),
        *("alert:12:hand", "alert:12:hand:3", "alert:12:refuse", "alert:12:in:30", "alert:12:now:0.1.2"),
        *("duty:5:confirm", "duty:5:take", "swap:5:accept", "swap:5:decline"),
    ],
)
def test_the_line_of_a_button_means_what_the_button_means(value: str, locale: str) -> None:
    screen = Screen((), (Button(value, Say("hand-button-colleague", {"name": "Bình"})),))

    [button] = typed_words.worded(screen, UTC).buttons

    assert typed.of_text(texts().catalog.text(locale, button.label)) == of_button(value)


# Pages


async def test_a_page_says_what_to_type_and_the_words_take_it(desk: Desk) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await desk.on_duty(an)
    await desk.report()
    page = desk.phone(an)

    taken = await desk.writes(an, "nhan")
    late = await desk.writes(binh, "NHẬN 1")

    assert all(line in page for line in ("#1", "NHẬN 1 – ", "CHUYỂN 1 – ", "GIÚP 1 – "))
    assert "Anh/chị đã nhận #1" in taken
    assert "#1 đã có An nhận" in late


async def test_a_page_is_passed_on_by_words(desk: Desk) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await desk.on_duty(an)
    await desk.on_duty(binh, "backup")
    await desk.report()

    assert "Đã chuyển #1" in await desk.writes(an, "CHUYỂN 1")


async def test_a_shift_is_swapped_by_words(desk: Desk) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await desk.on_duty(an)

    mine = await desk.writes(an, "/duty")
    [ask] = re.findall(r"^(ĐỔI CA .+?) – ", mine, re.MULTILINE)
    whom = await desk.writes(an, ask)
    [offer] = re.findall(r"^(ĐỔI CA .+?) – nhờ Bình", whom, re.MULTILINE)
    await desk.writes(an, offer)
    [accept] = re.findall(r"^(NHẬN CA \d+)", desk.phone(binh), re.MULTILINE)
    await desk.writes(binh, accept)

    assert "Bình đã nhận ca của anh/chị" in desk.phone(an)


# The link of a page


async def test_looking_at_a_link_changes_nothing_and_pressing_takes_the_alert_once(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.on_duty(an)
    await desk.report()
    token, inst = token_in(desk.phone(an)), desk.office.installation

    looks = [await ack_link.look(inst, token) for _ in range(3)]
    pressed = await ack_link.take(inst, token, Browser(an.id))
    again = await ack_link.take(inst, token, Browser(an.id))

    assert {seen.standing for seen in looks} == {Standing.ASK}
    assert (looks[0].number, looks[0].unit) == (1, "Xã Quảng Trực")
    assert (pressed.standing, again.standing) == (Standing.DONE, Standing.TAKEN)
    assert "Anh/chị đã nhận #1" in desk.phone(an) or pressed.say is not None


async def test_a_link_says_who_was_faster(desk: Desk) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await desk.on_duty(an)
    await desk.report()
    await desk.writes(binh, "NHẬN 1")

    seen = await ack_link.take(desk.office.installation, token_in(desk.phone(an)), Browser(an.id))

    assert seen.standing is Standing.TAKEN
    assert seen.say is not None
    assert seen.say.args["name"] == "Bình"


async def test_a_forwarded_link_does_not_work_for_a_colleague_who_is_logged_in(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.on_duty(an)
    await desk.report()
    token, inst = token_in(desk.phone(an)), desk.office.installation

    seen = await ack_link.take(inst, token, Browser(OfficerId(999)))

    assert (seen.standing, seen.number) == (Standing.OTHER, 0)
    assert (await ack_link.look(inst, token, Browser(an.id))).standing is Standing.READY


async def test_a_link_lives_half_an_hour(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.on_duty(an)
    await desk.report()
    desk.office.clock.wind(timedelta(minutes=30))

    seen = await ack_link.take(desk.office.installation, token_in(desk.phone(an)), Browser(an.id))

    assert seen.standing is Standing.OVER


async def test_a_used_link_does_not_take_the_alert_again_when_it_is_open_anew(desk: Desk) -> None:
    """Taken, passed on, open again: the same link, forwarded meanwhile, is spent."""
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await desk.on_duty(an)
    await desk.on_duty(binh, "backup")
    await desk.report()
    token = token_in(desk.phone(an))
    await ack_link.take(desk.office.installation, token, Browser(an.id))
    await desk.writes(an, "CHUYỂN 1")

    again = await ack_link.take(desk.office.installation, token, Browser(an.id))
    assert again.standing is Standing.OVER


@pytest.mark.parametrize(
    "change", [lambda t: t[:-2] + "AA", lambda t: "B" + t[1:], lambda t: t[:20], str.upper]
)
async def test_a_link_that_was_changed_is_none(desk: Desk, change: object) -> None:
    an = await desk.officer("An")
    await desk.on_duty(an)
    await desk.report()
    assert callable(change)
    changed = str(change(token_in(desk.phone(an))))

    seen = await ack_link.take(desk.office.installation, changed, Browser(an.id))

    assert seen.standing is Standing.UNKNOWN


async def test_an_alert_is_handed_over_by_words_alone(desk: Desk) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await desk.on_duty(an)
    await desk.report()
    assert "THÊM 1 – việc khác" in await desk.writes(an, "NHẬN 1")
    more = await desk.writes(an, "thêm 1")
    for line in ("HẸN 1 15 – ", "GIAO 1 – ", "GIÚP 1 – ", "GỌI TIẾP 1 ", "CHUYỂN 1 – "):
        assert line in more
    assert f"GIAO 1 {binh.id} – bàn giao cho Bình" in await desk.writes(an, "giao 1")

    assert "Đã hỏi Bình" in await desk.writes(an, f"giao 1 {binh.id}")
    asked = desk.phone(binh)
    assert "KHÔNG NHẬN 1 – " in asked
    assert "Đã báo là anh/chị không nhận được" in await desk.writes(binh, "không nhận 1")
    await desk.writes(an, f"giao 1 {binh.id}")
    assert "Anh/chị đã nhận #1" in await desk.writes(binh, "nhận 1")
