"""Unique words go through every channel and every failing path: no file, row or log line holds them."""

import base64
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from handlers import access
from storage.schema import Tx, metadata
from storage.tables.conversation import Stored
from storage.tables.report import report
from tests.office import PASSWORD
from tests.postgres import Postgres
from tests.stories.cast import Reporter, code_in
from tests.stories.house import House, open_house
from tests.stories.template import Template
from tests.traces import files_of, found_in, writings
from tests.web_page import Visitor, visiting

STORY = "chim hoàng yến số 83741 hót trong gác xép"
REMARKS = "bồ câu số 55102 đậu ở cửa sổ nhà bên"
LETTER = "vẹt số 20938 hỏi em có an toàn không"
REPLY = "sáo số 77215 trả lời rằng em ổn"
POISON = "quạ số 66321 làm hỏng máy"
NAME = "Nguyễn Thị Yến Canary"
OFFICER = "Trần Văn Cú Mèo"
NEW_PASSWORD = "đại bàng số 40077 bay rất cao"
WRONG_PASSWORD = "kền kền số 91823 đoán bừa"
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")


@pytest.fixture(params=["sqlite", "postgresql"])
async def house_that_says_all(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """A house that logs at the lowest level."""
    template: Template = request.getfixturevalue("template")
    if request.param == "sqlite":
        async with open_house(template, tmp_path, level="debug") as one:
            yield one
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    template, name = request.getfixturevalue("postgres_template")
    with postgres.fresh_database(name) as url:
        async with open_house(template, tmp_path, url=url, level="debug") as one:
            yield one


async def places(house: House) -> dict[str, bytes]:
    """All that the installation has written down, keys apart."""
    found = files_of(house.paths.data_dir)
    found["log"] = house.lines.getvalue().encode()
    found["rows"] = await house.reads(_all_rows)
    return found


def _all_rows(tx: Tx) -> bytes:
    rows: list[bytes] = []
    for table in metadata.sorted_tables:
        for row in tx.connection.execute(table.select()).all():
            rows += [
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for value in row
            ]
    return b"\n".join(rows)


async def test_words_go_everywhere_and_stand_nowhere(house_that_says_all: House) -> None:
    house = house_that_says_all
    house.allow_error("update_unreadable", "message_failed", "message_set_aside", "nobody_on_duty")
    secrets: dict[str, str | bytes] = {
        "story": STORY,
        "remarks": REMARKS,
        "letter": LETTER,
        "reply": REPLY,
        "poison": POISON,
        "telegram name": NAME,
        "officer's name": OFFICER,
        "new password": NEW_PASSWORD,
        "wrong password": WRONG_PASSWORD,
        "password": PASSWORD,
        "first password": house.template.founded.password,
        "reporters' token": house.reporters,
        "officers' token": house.officers,
    }
    yen, cu = house.parent(NAME), await house.officer(OFFICER, linked=False)
    await house.on_duty(cu)
    secrets["chat"] = str(yen.phone.chat_id)
    secrets["officer's chat"] = str(cu.phone.chat_id)
    secrets |= await officer_comes_in(house)
    secrets["link code"] = link_code = await house.new_link_code(cu)
    await cu.writes(f"/start {link_code}")
    cu.expects("link-done")

    secrets["receipt code"] = await a_report_with_trouble(house, yen)
    secrets["receipt digits"] = str(secrets["receipt code"]).replace(" ", "")
    number = cu.expects_page("normal")
    assert found_in(await places(house), secrets) == []
    await cu.takes(number)
    await cu.opens(number)
    await letters_with_trouble(house, yen, cu.writes_to_reporter(number, LETTER))
    cu.ignores_what_came()
    assert found_in(await places(house), secrets) == []

    secrets |= await the_web(house)
    cu.ignores_what_came()
    if house.paths.url.startswith("sqlite"):
        await a_message_that_breaks_us(house, yen)
    cu.ignores_what_came()
    await house.restarts()
    await yen.writes("/wipe")
    yen.ignores_what_came()
    await house.fast_forward(seconds=60, ticking=True)
    assert found_in(await places(house), secrets) == []
    assert house.logged("send_failed")


async def officer_comes_in(house: House) -> dict[str, str | bytes]:
    """A new officer logs in with the one-time password, wrong ones first, and changes it."""
    added = await house.adds_officer("Lê Thị Chào Mào")
    assert await access.log_in(house.office, added.username, WRONG_PASSWORD) is None
    session = await access.log_in(house.office, added.username, added.password)
    assert session is not None
    caller = await access.caller_of(house.office, session.token)
    assert caller is not None
    assert await access.change_password(house.office, caller, added.password, NEW_PASSWORD) is None
    stranger = house.stranger("Kẻ lạ Canary")
    await stranger.writes(f"/start {added.link_code[:-1]}")  # one letter short
    stranger.expects("link-refused")
    return {
        "one-time password": added.password,
        "unused link code": added.link_code,
        "mistyped link code": added.link_code[:-1],
        "session": session.token,
        "stranger's chat": str(stranger.phone.chat_id),
        "new officer's name": "Lê Thị Chào Mào",
        "seeds": caller.seeds.raw,
    }


async def a_report_with_trouble(house: House, yen: Reporter) -> str:
    """A report; each kind of refusal strikes one of its answers. The receipt code."""
    bot = house.reporters
    await yen.writes("/start")
    await yen.writes(REMARKS)  # where a button was expected
    await yen.answers("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10")
    for fault in (
        {"status": 400, "description": f"Bad Request: {STORY}"},
        {"status": 500, "description": STORY},
        {"html_502": True},
        {"body": STORY.encode()},
        {"drop_before": True},
        {"retry_after": 1},
    ):
        house.telegram.fault("sendMessage", token=bot, times=1, **fault)
        await yen.phone.writes("Quảng Trực" if "html_502" not in fault else STORY)
        await house.fast_forward(seconds=30)
        yen.ignores_what_came()
    house.telegram.bot(bot).updates.put("message", {"message_id": STORY, "chat": {"id": yen.phone.chat_id}})
    await house.settle()
    return await the_rest(yen)


async def the_rest(yen: Reporter) -> str:
    """From wherever the story is told to the receipt."""
    await yen.writes(STORY)
    await yen.answers("q:story:done", "q:follow_up:yes")
    return code_in(await yen.presses("review:submit"))


async def letters_with_trouble(house: House, yen: Reporter, writing: Awaitable[object]) -> None:
    house.telegram.fault("sendMessage", chat=yen.phone.chat_id, times=2, status=500, description=LETTER)
    await writing
    await house.fast_forward(seconds=30)
    yen.expects("notice-message")
    await yen.presses("msg:show")
    await yen.writes(REPLY)
    await yen.writes("/status")
    await yen.writes("1111 2222 3333 4444")
    await yen.forges(f"q:role:{STORY[:20]}")


async def the_web(house: House) -> dict[str, str | bytes]:
    """The same words on the web page, sealed form and all, and with a forged one."""
    async with visiting(house.office) as visitor:
        await on_the_web(visitor)
        code = CODE.search(visitor.page.text)
        assert code is not None
        secrets: dict[str, str | bytes] = {"web session": visitor.session, "web receipt": code[0]}
        secrets["web receipt's digits"] = code[0].replace(" ", "")
        await visitor.opens("/status")
        await visitor.sends({**visitor.form("/status"), "code": code[0]}, to="/status")
        await visitor.opens(f"/?lang={STORY}")
        await visitor.sends({**visitor.form(), "token": STORY, "text": STORY, "answer": "send"})
        return secrets


async def on_the_web(visitor: Visitor, *, follow_up: str = "no") -> None:
    await visitor.opens()
    for value in ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10"):
        await visitor.presses(value)
    await visitor.writes("Quảng Trực")
    await visitor.writes(STORY)
    await visitor.presses("q:story:done")
    await visitor.presses(f"q:follow_up:{follow_up}")
    await visitor.presses("review:submit")


async def a_message_that_breaks_us(house: House, yen: Reporter) -> None:
    """The database refuses, with the words in what it says."""

    def refuse(tx: Tx) -> None:
        what = f"BEGIN SELECT RAISE(ABORT, '{POISON}'); END"
        tx.connection.execute(text(f"CREATE TEMP TRIGGER poison BEFORE UPDATE ON main.conversation {what}"))

    await house.writes(refuse)
    await yen.phone.writes(POISON)
    await house.fast_forward(seconds=30)
    await house.writes(lambda tx: tx.connection.execute(text("DROP TRIGGER poison")) and None)
    yen.ignores_what_came()


# --- a minute after goodbye ---


async def submits(house: House, lan: Reporter) -> None:
    await lan.tells(STORY)
    for person in house.everybody:
        person.ignores_what_came()


async def wipes(house: House, lan: Reporter) -> None:
    await lan.tells(STORY, follow_up="yes")
    await lan.writes("/start")
    await lan.presses("q:role:child")
    await lan.writes("/wipe")
    await house.fast_forward(seconds=2)
    for person in house.everybody:
        person.ignores_what_came()


async def cancels(house: House, lan: Reporter) -> None:
    del house
    await lan.begins()
    await lan.writes("HỦY")


async def reaches_its_term(house: House, lan: Reporter) -> None:
    """Too little was said to be a report, and nobody went on with it."""
    await lan.presses("q:role:child")
    await house.fast_forward(hours=49, sparsely=True)
    for person in house.everybody:
        person.ignores_what_came()


async def falls_silent(house: House, lan: Reporter) -> None:
    """An officer has what was told, as an incomplete report; then the draft's term comes."""
    await lan.begins()
    await lan.answers("q:child_age:7_10", "Quảng Trực", STORY)
    await house.fast_forward(minutes=31, sparsely=True)
    assert await house.reads(lambda tx: tx.connection.execute(select(report.c.abandoned_at)).scalar_one())
    await house.fast_forward(hours=49, sparsely=True)
    for person in house.everybody:
        person.ignores_what_came()


@pytest.mark.parametrize("parts", [submits, wipes, cancels, reaches_its_term, falls_silent])
async def test_a_minute_after_goodbye_nothing_tells_which_chat_it_was(
    house_on_both: House, parts: Callable[[House, Reporter], Awaitable[None]]
) -> None:
    house = house_on_both
    an = await house.officer("An")
    await house.on_duty(an)
    lan = house.parent("Lan")
    await lan.writes("/start")
    traces = {f"{name} of {chat.kind}": value async for chat, name, value in traces_of(house, lan)}
    assert found_in({"rows": await house.reads(_all_rows)}, traces)  # it is there while it is needed

    await parts(house, lan)
    traces |= {f"{name} of {chat.kind} later": value async for chat, name, value in traces_of(house, lan)}
    await house.fast_forward(seconds=60, ticking=True)
    left = await places(house)
    if not house.paths.url.startswith("sqlite"):
        left = {"rows": left["rows"]}
    assert found_in(left, traces | {"story": STORY}) == []
    assert await house.chats_of(lan) == []


async def traces_of(house: House, lan: Reporter) -> AsyncIterator[tuple[Stored, str, bytes]]:
    """The chat's keyed hash, its sealed address, its wrapped key."""
    for stored in await house.chats_of(lan):
        yield stored, "hash", stored.chat_hash
        yield stored, "wrapped key", stored.key_wrapped
        if stored.address is not None:
            yield stored, "address", stored.address


@pytest.mark.parametrize("way", ["submitted", "wiped", "left"])
async def test_a_minute_after_a_visit_nothing_tells_of_the_session(house: House, way: str) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    async with visiting(house.office) as visitor:
        if way == "submitted":
            await on_the_web(visitor)
        else:
            await visitor.opens()
            await visitor.presses("q:role:child")
            await visitor.presses("q:danger_now:no")
        token = visitor.session
        if way == "wiped":
            await visitor.presses("cmd:wipe")
        if way == "left":
            await visitor.sends({}, to="/leave")
    await house.settle()
    an.ignores_what_came()
    traces: dict[str, str | bytes] = {"session": token, "hash": house.office.keys.sender_hash("web", token)}
    await house.fast_forward(seconds=60, ticking=True)
    assert found_in(await places(house), traces) == []


def test_the_search_finds_what_is_there() -> None:
    secret = "chim hoàng yến"
    for way in writings(secret):
        assert found_in({"file": b"\xff" + way + b"\xff"}, {"bird": secret})
    for offset in range(3):
        hidden = base64.b64encode(b"x" * offset + secret.encode() + b"y" * 5)
        assert found_in({"file": hidden}, {"bird": secret})
