"""What officers do about an alert over the API, beside taking it; each answer is held against OpenAPI."""

from httpx import Response

from handlers import access, officer_chat
from handlers.officer_chat import OfficerReceived
from tests.desk import STORY, Desk
from tests.office import LAM_DONG, QUANG_TRUC, TUY_DUC

SAFE = {"reason": "child_safe", "safe": "yes", "seen_at": "2026-11-23T01:00:00Z"}


def told(response: Response) -> tuple[int, str]:
    return response.status_code, response.json().get("code", "")


async def test_the_owner_promises_and_arrives(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()
    assert told(await an.post("/alerts/1/promise", {"minutes": 30})) == (409, "take_first")
    await an.post("/alerts/1/ack")
    await an.get("/cases/1")

    promised = await an.post("/alerts/1/promise", {"minutes": 30})

    assert promised.json()["promised_at"] == promised.json()["due_at"] == "2026-11-23T01:30:00Z"
    assert (await an.post("/alerts/1/arrive")).json()["promised_at"] is None
    assert told(await an.post("/alerts/1/promise", {"minutes": 10_000})) == (409, "promise_too_far")
    assert told(await an.post("/alerts/1/promise", {"minutes": 0})) == (422, "wrong_shape")


async def test_a_hand_over_waits_for_its_yes(desk: Desk) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await desk.report()
    await an.post("/alerts/1/ack")

    nobody = await an.post("/alerts/1/hand-over", {"to": "chi"})
    unreachable = await an.post("/alerts/1/hand-over", {"to": "binh"})

    assert told(nobody) == told(unreachable) == (409, "hand_unfit")
    assert told(await binh.post("/alerts/1/accept")) == (409, "hand_settled")
    assert told(await binh.post("/alerts/1/refuse")) == (409, "hand_settled")


async def test_an_officer_who_came_later_can_read_what_is_handed_over_at_the_desk(desk: Desk) -> None:
    """From a messenger nobody is there to open the seal, so only who can read it already is offered."""
    an = await desk.officer("An")
    await chats(desk, "an", "11")
    await desk.report()
    binh = await desk.officer("Bình")
    await chats(desk, "binh", "22")
    await an.post("/alerts/1/ack")
    assert (await binh.get("/cases/1")).status_code == 404
    assert await says(desk, "11", "hand") == "hand-nobody"

    offered = await an.post("/alerts/1/hand-over", {"to": "binh"})
    accepted = await binh.post("/alerts/1/accept")

    assert (offered.json()["acknowledged_by"], offered.json()["offered_to"]) == ("an", "binh")
    assert (accepted.json()["acknowledged_by"], accepted.json()["offered_to"]) == ("binh", None)
    assert (await binh.get("/cases/1")).json()["story"] == STORY


async def chats(desk: Desk, username: str, chat: str) -> None:
    """The officer links a messenger."""
    code = await access.new_link_code_for(desk.office.installation, username)
    link = OfficerReceived("telegram", chat, f"link-{chat}", "start", code=code)
    await officer_chat.receive(desk.office.installation, [link])


async def says(desk: Desk, chat: str, verb: str) -> str:
    """The officer does something about alert 1 in the messenger; the sentence that answers."""
    asked = OfficerReceived("telegram", chat, f"{verb}-{chat}", verb, number=1)
    [reply] = await officer_chat.receive(desk.office.installation, [asked])
    assert not isinstance(reply, Exception)
    assert reply.toast is not None
    return reply.toast.id


async def test_sending_an_alert_further_up_works_once_from_where_it_stood(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()
    await an.post("/alerts/1/ack")
    standing = (await an.get("/alerts/1")).json()["standing"]

    first = await an.post("/alerts/1/escalate", {"standing": standing})
    second = await an.post("/alerts/1/escalate", {"standing": standing})

    assert (first.status_code, first.json()["state"]) == (200, "open")
    assert told(second) == (409, "now_already")
    assert told(await an.post("/alerts/1/escalate", {"standing": "0"})) == (422, "wrong_shape")


async def test_a_case_is_not_closed_without_a_look_at_the_child(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()
    assert told(await an.post("/alerts/1/close", SAFE)) == (409, "take_first")
    await an.post("/alerts/1/ack")

    for change, code in (
        ({"safe": "no"}, "close_not_safe"),
        ({"seen_at": None}, "close_seen_when"),
        ({"seen_at": "2026-11-23T00:59:00Z"}, "close_seen_before"),
        ({"seen_at": "2026-11-24T00:00:00Z"}, "close_seen_later"),
        ({"safe": "unknown", "seen_at": None, "words": "Đi vắng"}, "close_safe_unseen"),
        ({"reason": "not_found", "safe": "unknown", "seen_at": None}, "close_say_why"),
        ({"reason": "tired"}, "wrong_shape"),
    ):
        assert told(await an.post("/alerts/1/close", SAFE | change)) == (422, code), change
    assert told(await an.post("/alerts/1/close", {"reason": "child_safe"})) == (422, "wrong_shape")
    assert (await an.get("/alerts/1")).json()["state"] == "acknowledged"


async def test_a_supervisor_who_is_paged_too_closes_what_another_has(desk: Desk) -> None:
    an, son = await desk.officer("An"), await desk.officer("Son", LAM_DONG, "supervisor")
    await chats(desk, "son", "33")
    await desk.report()
    await an.post("/alerts/1/ack")

    assert (await son.post("/alerts/1/close", SAFE)).status_code == 200


async def test_a_case_is_closed_with_its_words_sealed_and_opened_again(desk: Desk) -> None:
    an, chi = await desk.officer("An"), await desk.officer("Chi")
    await desk.report()
    await an.post("/alerts/1/ack")
    assert told(await chi.post("/alerts/1/close", SAFE)) == (409, "close_not_yours")

    limits = (await an.get("/cases/1")).json()["deadlines"]
    closed = await an.post("/alerts/1/close", SAFE | {"words": "Đã gặp cháu và bà ngoại"})
    ended = (await an.get("/cases/1")).json()["deadlines"]
    assert told(await chi.post("/alerts/1/help")) == (409, "alert_closed")
    again = await chi.post("/alerts/1/reopen", {"reason": "new_facts"})

    assert (closed.json()["state"], closed.json()["due_at"]) == ("closed", None)
    assert (again.json()["state"], again.json()["acknowledged_by"]) == ("open", None)
    case = (await chi.get("/cases/1")).json()
    assert case["deadlines"] == limits != ended
    [remark] = case["remarks"]
    assert (remark["author"], remark["about"], remark["reason"]) == ("an", "closed", "child_safe")
    assert remark["text"] == "Đã gặp cháu và bà ngoại"
    assert await desk.audited("closed") == [("an", "alert:1")]
    assert await desk.audited("reopened") == [("chi", "alert:1")]
    assert told(await chi.post("/alerts/1/reopen", {"reason": "mistake"})) == (409, "reopen_not_closed")


async def test_two_reports_of_one_child_are_suggested_compared_and_linked(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report("1")
    await desk.report("2", story=f"{STORY}, hôm nay lại bị")
    await desk.report("3", story="Có hố sâu không rào cạnh trường mẫu giáo")

    suggested = (await an.get("/alerts/2/suggested")).json()["items"]
    similar = (await an.get("/cases/2/similar")).json()["items"]
    linked = await an.post("/alerts/2/links", {"number": 1})

    assert [one["number"] for one in suggested] == [3, 1]
    assert [one["number"] for one in similar] == [1]
    assert linked.json()["linked"] == [1]
    assert (await an.get("/alerts/1")).json()["linked"] == [2]
    assert told(await an.post("/alerts/1/links", {"number": 2})) == (409, "link_already")
    assert told(await an.post("/alerts/1/links", {"number": 1})) == (409, "link_impossible")
    assert await desk.audited("stories_compared") == [("an", "case:2")]


async def test_what_another_unit_has_can_be_neither_linked_nor_compared(desk: Desk) -> None:
    an, chi = await desk.officer("An"), await desk.officer("Chi", TUY_DUC)
    await desk.report("1")

    assert told(await an.post("/alerts/1/links", {"number": 2})) == (404, "not_found")
    assert (await chi.get("/alerts/1/suggested")).status_code == 404
    assert (await chi.get("/cases/1/similar")).status_code == 404
    for path in ("pass", "help", "arrive", "accept", "refuse"):
        assert (await chi.post(f"/alerts/1/{path}")).status_code == 404


async def test_passing_on_gives_back_and_help_keeps_the_owner(desk: Desk) -> None:
    an = await desk.officer("An", QUANG_TRUC)
    son = await desk.officer("Sơn", LAM_DONG, "supervisor")
    await desk.report()
    await an.post("/alerts/1/ack")

    assert told(await an.post("/alerts/1/help")) == (409, "help_nobody")
    assert told(await son.post("/alerts/1/pass")) == (409, "ack_taken")
    assert (await an.post("/alerts/1/pass")).json()["acknowledged_by"] is None
