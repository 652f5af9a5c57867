"""Pictures, files and voices that lie with Zalo: taken where they may be, and fetched from Zalo alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers import oa_token
from hotline.case_view import CaseView
from tests.fakes.telegram_http import Response
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_oa import FakeOa
from tests.fakes.zalo_oa_phone import OaPhone
from tests.fakes.zalo_phone import ZaloPhone
from tests.oa_hotline import account_toml, pair_of
from tests.pictures import photo
from tests.stories.cast import Colleague, number_in
from tests.stories.door import Door
from tests.stories.house import House, open_house
from tests.stories.template import Template
from tests.winding import LoopClock

TOKEN = "3012345678:AAreportersOfThePictures"
SWITCHES = "[media]\npictures = true\nfiles = true\nmax_mb = 1\n"
TO_THE_STORY = ("chào", "4", "Không", "Bị bắt nạt ở trường", "7–10 tuổi", "Quảng Trực")


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(TOKEN, clock=LoopClock().now) as fake:
        yield fake


@pytest.fixture
async def polled(zalo: FakeZalo, template: Template, tmp_path: Path) -> AsyncIterator[House]:
    """A house whose reporters are on Zalo's bot."""
    bot = f'[zalo.reporter]\ntoken = "{TOKEN}"\napi_base = "{zalo.api_base}"\n'
    async with open_house(template, tmp_path, toml=SWITCHES + bot, bots=["officer"]) as house:
        yield house


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def account(door: Door) -> AsyncIterator[FakeOa]:
    async with FakeOa(clock=LoopClock().now, pace=1.0, transport=door) as fake:
        yield fake


@pytest.fixture
async def posted(account: FakeOa, door: Door, template: Template, tmp_path: Path) -> AsyncIterator[House]:
    """A house whose reporters are on an Official Account."""
    toml = account_toml(account.base) + SWITCHES
    async with open_house(template, tmp_path, toml=toml, bots=["officer"]) as house:
        door.house, account.hook = house, "http://hotline.test/hooks/zalo_oa"
        await oa_token.authorised(house.office, pair_of(account, house.now()))
        yield house


async def at_the_story(house: House, lan: ZaloPhone | OaPhone) -> Colleague:
    """Lan may tell now; An has the duty."""
    an = await house.officer("An")
    await house.on_duty(an)
    for words in TO_THE_STORY:
        await lan.writes(words)
        await house.fast_forward(seconds=2)
    return an


async def filed(house: House, lan: ZaloPhone | OaPhone, an: Colleague) -> CaseView:
    for words in ("xong", "Không", "Gửi"):
        await lan.writes(words)
        await house.fast_forward(seconds=2)
    return await an.opens(number_in(an.expects("page")))


async def test_a_picture_on_zalo_is_sealed_with_the_words_below_it(polled: House, zalo: FakeZalo) -> None:
    lan = zalo.phone(TOKEN, "z-lan")
    an = await at_the_story(polled, lan)
    await lan.sends_picture("roi để ở đây", url=zalo.lies(photo(), "image/jpeg"))
    await polled.fast_forward(seconds=2)
    said = lan.messages[-1]
    view = await filed(polled, lan, an)

    assert "Zalo không cho chúng tôi xóa bản trong khung trò chuyện" in said
    assert view.story == "roi để ở đây"
    assert [(one.sort, one.has_copy) for one in view.attached] == [("picture", True)]


async def test_a_voice_on_zalo_is_offered_and_heard(polled: House, zalo: FakeZalo) -> None:
    lan = zalo.phone(TOKEN, "z-lan")
    an = await at_the_story(polled, lan)
    asked = lan.messages[-1]
    await lan.sends_voice(zalo.lies(b"\xff\xf1 aac", "audio/aac"))
    await polled.fast_forward(seconds=2)
    view = await filed(polled, lan, an)

    assert "Gửi tin thoại cũng được." in asked
    assert len(view.spoken) == 1


async def test_a_picture_and_a_file_on_an_account_are_sealed(posted: House, account: FakeOa) -> None:
    lan = account.phone("u-lan")
    an = await at_the_story(posted, lan)
    await lan.shows(photo(), "roi để ở đây")
    await lan.sends_file(b"%PDF", "lop-5A-be-Canary.pdf")
    await posted.fast_forward(seconds=2)
    view = await filed(posted, lan, an)

    assert view.story == "roi để ở đây"
    assert [one.sort for one in view.attached] == ["picture", "file"]


@pytest.mark.parametrize(
    "answered",
    [Response(404), Response(200, b"<p>", "text/html"), Response(200, b"x" * 1_000_001, "image/jpeg")],
    ids=["gone", "a page", "too large"],
)
async def test_what_cannot_be_fetched_is_said_and_its_words_are_kept(
    polled: House, zalo: FakeZalo, answered: Response
) -> None:
    lan = zalo.phone(TOKEN, "z-lan")
    an = await at_the_story(polled, lan)
    url = zalo.lies(b"", "image/jpeg")
    zalo.files[url.removeprefix(zalo.api_base)] = answered
    await lan.sends_picture("roi để ở đây", url=url)
    await polled.fast_forward(seconds=2)
    view = await filed(polled, lan, an)

    assert (view.story, view.attached) == ("roi để ở đây", ())
    assert polled.logged("file_not_fetched")


async def test_no_other_machine_is_asked_and_no_line_says_where_a_picture_lay(
    polled: House, zalo: FakeZalo
) -> None:
    lan = zalo.phone(TOKEN, "z-lan")
    await at_the_story(polled, lan)
    await lan.sends_picture(url="https://192.0.2.7/canary-83741.jpg")
    await lan.sends_picture(url=zalo.lies(photo(), "image/jpeg"))
    await polled.fast_forward(seconds=2)

    said = polled.lines.getvalue()
    assert "kind=not_zalos" in polled.logged("file_not_fetched")[0]
    assert "83741" not in said
    assert "/files/" not in said
