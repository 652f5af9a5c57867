"""Cases over the API: what was reported, for those who may read it; words for the reporter."""

from datetime import timedelta

from tests.desk import PREFIX, STORY, Desk
from tests.office import LAM_DONG, QUANG_TRUC


async def test_an_officer_of_the_unit_reads_before_anybody_acknowledged(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()

    case = (await an.get("/cases/1")).json()

    assert case["state"] == "open"
    assert case["story"] == STORY
    assert case["answers"] == {
        "role": "citizen",
        "danger_now": "no",
        "category": "hit",
        "child_age": "7_10",
        "place": QUANG_TRUC,
        "story": STORY,
        "follow_up": "no",
    }
    assert (case["messages"], case["finished"]) == ([], True)


async def test_every_opening_is_audited(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()

    for _ in range(2):
        await an.get("/cases/1")

    assert await desk.audited("case_opened") == [("an", "case:1"), ("an", "case:1")]


async def test_a_red_interview_shows_what_is_known_so_far(desk: Desk) -> None:
    binh = await desk.officer("Bình", LAM_DONG, "supervisor")
    await desk.office.commands("1", "start")
    for value in ("q:role:child", "q:danger_now:now", "q:category:skip"):
        await desk.office.presses("1", value)

    case = (await binh.get("/cases/1")).json()

    assert case["finished"] is False
    assert case["urgency"] == "emergency"
    assert case["answers"] == {"role": "child", "danger_now": "now"}
    assert case["story"] is None


async def test_an_officer_who_came_later_is_no_member(desk: Desk) -> None:
    """The report was sealed before there was a key of theirs: a colleague must grant it."""
    await desk.report()
    dung = await desk.officer("Dũng")

    assert (await dung.get("/alerts/1")).status_code == 200
    assert (await dung.get("/cases/1")).status_code == 404


async def test_the_administrator_does_not_read(desk: Desk) -> None:
    await desk.officer("Bình", LAM_DONG, "supervisor")
    administrator = await desk.officer("Quản trị", LAM_DONG, "administrator")
    await desk.report()

    assert (await administrator.get("/cases/1")).status_code == 404
    assert (await administrator.get("/alerts")).json()["items"] == []


async def test_words_reach_the_reporter_by_the_receipt_code(desk: Desk) -> None:
    an = await desk.officer("An")
    code = await desk.report()

    response = await an.post("/cases/1/messages", {"text": "Bé đang ở đâu ạ?"})

    assert response.status_code == 201
    assert (response.json()["from"], response.json()["tells_chat"]) == ("officer", True)
    await desk.office.commands("elsewhere", "status")
    await desk.office.says("elsewhere", code)
    assert "Bé đang ở đâu ạ?" in await desk.office.presses("elsewhere", "msg:show")
    [message] = (await an.get("/cases/1")).json()["messages"]
    assert (message["author"], message["read"]) == ("an", True)


async def test_a_reporter_who_agreed_gets_a_neutral_notice(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report(follow_up="yes")
    desk.office.parcels.clear()

    await an.post("/cases/1/messages", {"text": "Bé đang ở đâu ạ?"})

    [parcel] = desk.office.parcels
    assert desk.office.words(parcel.contents) == "Lắng Nghe có tin nhắn cho bạn.\n[msg:show]"


async def test_in_a_red_interview_words_come_directly_and_unchanged(desk: Desk) -> None:
    """An "@" at their beginning once was taken for the name of a sentence."""
    binh = await desk.officer("Bình", LAM_DONG, "supervisor")
    await desk.office.commands("1", "start")
    for value in ("q:role:child", "q:danger_now:now"):
        await desk.office.presses("1", value)
    desk.office.parcels.clear()

    await binh.post("/cases/1/messages", {"text": "@ em ở yên đó nhé"})

    [parcel] = desk.office.parcels
    assert desk.office.words(parcel.contents).endswith("\n@ em ở yên đó nhé")


async def test_what_the_reporter_adds_is_in_the_case(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report(follow_up="yes")
    await an.post("/cases/1/messages", {"text": "Bé đang ở đâu ạ?"})
    desk.office.clock.wind(timedelta(minutes=5))
    await desk.office.presses("4711", "msg:show")
    await desk.office.says("4711", "Ở nhà bà ngoại")

    messages = (await an.get("/cases/1")).json()["messages"]

    assert [(one["from"], one["author"], one["text"], one["read"]) for one in messages] == [
        ("officer", "an", "Bé đang ở đâu ạ?", True),
        ("reporter", None, "Ở nhà bà ngoại", None),
    ]


async def test_words_that_may_not_be_sent_are_refused(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()

    for text, code in [
        ("", "wrong_shape"),
        (" \n ", "letter_empty"),
        ("a" * 2001, "wrong_shape"),
        ("xem http://x.example", "letter_has_link"),
        ("nhắn @ai_do_nhe", "letter_has_handle"),
        ("gọi 0912 345 678", "letter_has_number"),
    ]:
        response = await an.post("/cases/1/messages", {"text": text})

        assert (response.status_code, response.json()["code"]) == (422, code)
    assert (await an.get("/cases/1")).json()["messages"] == []


async def test_the_longest_message_is_sent(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()

    assert (await an.post("/cases/1/messages", {"text": "ệ" * 2000})).status_code == 201


async def test_what_breaks_says_nothing_of_itself(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()
    await desk.spoil_reports()

    answer = await desk.client.get(f"{PREFIX}/cases/1", headers={"Authorization": f"Bearer {an.token}"})

    assert answer.status_code == 500
    assert answer.json()["code"] == "broken"
    assert answer.headers["cache-control"] == "no-store"


async def test_a_case_tells_whether_the_reporter_may_be_asked_in_the_chat(desk: Desk) -> None:
    an = await desk.officer("An")
    for chat, follow_up in (("1", "no"), ("2", "yes"), ("3", "yes"), ("4", "yes")):
        code = await desk.report(chat, follow_up=follow_up)
    await desk.office.commands("3", "wipe")
    await desk.office.commands("elsewhere", "status")
    await desk.office.says("elsewhere", code)
    await desk.office.presses("elsewhere", "contact:withdraw")

    contacts = [(await an.get(f"/cases/{number}")).json()["contact"] for number in (1, 2, 3, 4)]

    assert contacts == ["none", "open", "withdrawn", "withdrawn"]
