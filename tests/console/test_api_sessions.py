"""Who may use the API, and for how long."""

from datetime import timedelta

from handlers import access
from tests.desk import PREFIX, Desk
from tests.office import PASSWORD


async def test_the_right_password_begins_a_session(desk: Desk) -> None:
    added = await desk.office.officer("An")

    response = await desk.stranger().post(
        "/sessions", {"username": added.username, "password": added.password}
    )

    assert response.status_code == 201
    assert response.json()["must_change_password"] is True
    assert response.json()["token"]


async def test_phones_begin_a_username_with_a_capital(desk: Desk) -> None:
    added = await desk.office.officer("An")

    response = await desk.stranger().post("/sessions", {"username": "An ", "password": added.password})

    assert response.status_code == 201


async def test_a_wrong_password_and_an_unknown_name_are_answered_alike(desk: Desk) -> None:
    await desk.office.officer("An")

    answers = [
        await desk.stranger().post("/sessions", {"username": username, "password": "wrong"})
        for username in ("an", "nobody", "\0")
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert await desk.audited("log_in_refused") == [
        ("an", "console"),
        ("stranger", "console"),
        ("stranger", "console"),
    ]


async def test_after_ten_wrong_passwords_the_right_one_has_to_wait(desk: Desk) -> None:
    added = await desk.office.officer("An")
    right = {"username": added.username, "password": added.password}
    for _ in range(10):
        await desk.stranger().post("/sessions", right | {"password": "wrong"})

    refused = await desk.stranger().post("/sessions", right)
    desk.office.clock.wind(timedelta(minutes=15))
    accepted = await desk.stranger().post("/sessions", right)

    assert (refused.status_code, accepted.status_code) == (401, 201)


async def test_a_body_that_makes_no_sense_is_refused(desk: Desk) -> None:
    for body, status, code in [
        (b"", 400, "malformed_json"),
        (b"{", 400, "malformed_json"),
        (b'{"username": "\xff", "password": "x"}', 400, "malformed_json"),
        (b'{"username": "\\ud800", "password": "x"}', 400, "malformed_json"),
        (b"[]", 422, "wrong_shape"),
        (b'{"username": "an"}', 422, "wrong_shape"),
        (b'{"username": "an", "password": 1}', 422, "wrong_shape"),
        (b'{"username": "an", "password": ""}', 422, "wrong_shape"),
        (b'{"username": "an", "password": "x", "role": "supervisor"}', 422, "wrong_shape"),
        (b" " * 1024 * 1024 + b"{}", 413, "too_large"),
    ]:
        response = await desk.stranger().ask("POST", "/sessions", content=body)

        assert (response.status_code, response.json()["code"]) == (status, code), body[:80]


async def test_without_a_session_nothing_is_answered(desk: Desk) -> None:
    for header in ("", "Bearer", "Bearer ", "Bearer nonsense", "Basic YTpi", "Bearer é"):
        response = await desk.stranger().ask("GET", "/alerts", headers={"Authorization": header})

        assert (response.status_code, response.json()["code"]) == (401, "not_logged_in"), header
        assert response.headers["www-authenticate"] == "Bearer"


async def test_a_session_ends_after_half_an_hour_of_silence(desk: Desk) -> None:
    an = await desk.officer("An")
    for _ in range(3):
        desk.office.clock.wind(timedelta(minutes=29))
        assert (await an.get("/alerts")).status_code == 200

    desk.office.clock.wind(timedelta(minutes=31))

    assert (await an.get("/alerts")).status_code == 401


async def test_a_session_ends_after_twelve_hours_whatever_happens(desk: Desk) -> None:
    an = await desk.officer("An")
    for _ in range(24):
        desk.office.clock.wind(timedelta(minutes=30))
        assert (await an.get("/alerts")).status_code == 200

    desk.office.clock.wind(timedelta(minutes=1))

    assert (await an.get("/alerts")).status_code == 401


async def test_who_logs_out_is_out(desk: Desk) -> None:
    an = await desk.officer("An")

    response = await an.ask("DELETE", "/sessions/current")

    assert response.status_code == 204
    assert (await an.get("/alerts")).status_code == 401


async def test_a_disabled_officer_is_out_at_once(desk: Desk) -> None:
    an = await desk.officer("An")

    await access.disable(desk.office.installation, "an")

    assert (await an.get("/alerts")).status_code == 401


async def test_nothing_is_answered_until_the_password_is_changed(desk: Desk) -> None:
    an = await desk.first_log_in(await desk.office.officer("An"))

    for method, path in [
        ("GET", "/alerts"),
        ("GET", "/alerts/1"),
        ("POST", "/alerts/1/ack"),
        ("GET", "/cases/1"),
        ("POST", "/cases/1/messages"),
        ("DELETE", "/sessions/current"),
    ]:
        response = await an.ask(method, path)

        assert (response.status_code, response.json()["code"]) == (403, "password_change_required"), path


async def test_the_same_token_goes_on_after_the_password_was_changed(desk: Desk) -> None:
    added = await desk.office.officer("An")
    an, elsewhere = await desk.first_log_in(added), await desk.first_log_in(added)

    response = await an.put("/me/password", {"old": added.password, "new": PASSWORD})

    assert response.status_code == 204
    assert (await an.get("/alerts")).status_code == 200
    assert (await elsewhere.get("/alerts")).status_code == 401
    again = await desk.stranger().post("/sessions", {"username": "an", "password": PASSWORD})
    assert again.json()["must_change_password"] is False


async def test_a_poor_password_is_refused_with_the_reason(desk: Desk) -> None:
    added = await desk.office.officer("An")
    an = await desk.first_log_in(added)

    for new, code in [
        ("short", "password_too_short"),
        ("123456789012", "password_only_digits"),
        ("aaaaaaaaaaaaa", "password_too_simple"),
        (added.password, "password_same"),
    ]:
        response = await an.put("/me/password", {"old": added.password, "new": new})

        assert (response.status_code, response.json()["code"]) == (422, code)


async def test_a_stolen_session_cannot_guess_the_password(desk: Desk) -> None:
    added = await desk.office.officer("An")
    an = await desk.first_log_in(added)
    for _ in range(10):
        wrong = await an.put("/me/password", {"old": "wrong", "new": PASSWORD})
        assert wrong.json()["code"] == "password_old_wrong"

    response = await an.put("/me/password", {"old": added.password, "new": PASSWORD})

    assert response.status_code == 429


async def test_wrong_addresses_are_answered_in_json(desk: Desk) -> None:
    for method, path, status in [
        ("GET", "/nothing", 404),
        ("GET", "/alerts/", 404),
        ("DELETE", "/alerts", 405),
        ("GET", "/sessions", 405),
    ]:
        response = await desk.client.request(method, PREFIX + path)

        assert response.status_code == status, path
        assert response.json().keys() == {"code", "message"}


async def test_a_refusal_is_in_the_language_of_the_caller(desk: Desk) -> None:
    said = [
        (await desk.stranger().ask("GET", "/alerts", headers={"Accept-Language": language})).json()["message"]
        for language in ("vi", "en-GB,en;q=0.9,vi;q=0.1", "fr", "en;q=0,vi;q=broken")
    ]

    assert said[1] == "The session has ended, or nobody is logged in."
    assert said[0] == said[2] == said[3] == "Phiên làm việc đã hết hoặc chưa đăng nhập."


async def test_no_answer_may_be_kept_or_shown_elsewhere(desk: Desk) -> None:
    response = await desk.client.get(f"{PREFIX}/alerts")

    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in response.headers["content-security-policy"]
