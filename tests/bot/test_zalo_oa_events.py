"""What an Official Account posts: only what Zalo signed counts, and everything that a person did is told."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.zalo_oa_events import event_of, is_signed, recipient_of
from tests.fakes.zalo_oa import APP_ID, OA_SECRET, FakeOa

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
LAN = {"id": "u-lan"}


def at(when: datetime) -> tuple[dict[str, str], bytes]:
    """A signed event of that time."""
    oa = FakeOa(clock=lambda: when)
    body = oa.event("user_send_text", sender=LAN, message={"msg_id": "1", "text": "chào"})
    return {name.lower(): value for name, value in oa.headers(body).items()}, body


def test_what_zalo_signed_just_now_counts() -> None:
    headers, body = at(NOW)

    assert is_signed(headers, body, APP_ID, OA_SECRET, NOW)


@pytest.mark.parametrize(
    ("app_id", "key"), [("another", OA_SECRET), (APP_ID, "another-key")], ids=["app", "secret key"]
)
def test_anothers_signature_is_refused(app_id: str, key: str) -> None:
    headers, body = at(NOW)

    assert not is_signed(headers, body, app_id, key, NOW)


def test_the_same_event_written_anew_is_refused() -> None:
    """The signature is of the bytes, not of what they mean."""
    headers, body = at(NOW)

    assert not is_signed(headers, json.dumps(json.loads(body)).encode(), APP_ID, OA_SECRET, NOW)


@pytest.mark.parametrize("off", [timedelta(hours=13, seconds=1), -timedelta(hours=1, seconds=1)])
def test_a_signed_event_of_another_day_is_refused(off: timedelta) -> None:
    """Past a day nobody remembers that it was handled before."""
    headers, body = at(NOW - off)

    assert not is_signed(headers, body, APP_ID, OA_SECRET, NOW)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"timestamp": [1]}', b"\xff"])
def test_what_has_no_time_is_refused(body: bytes) -> None:
    assert not is_signed({"x-zevent-signature": "mac="}, body, APP_ID, OA_SECRET, NOW)


def event(name: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Zalo posts
    return {"event_name": name, "timestamp": "1764000000000", **fields}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("user_send_text", "text"),
        ("user_send_link", "text"),
        ("user_send_image", "picture"),
        ("user_send_audio", "voice"),
        ("user_send_sticker", "other"),
        ("user_send_location", "location"),
        ("user_send_file", "file"),
        ("user_send_hologram", "other"),
        ("anonymous_send_text", "text"),
        ("user_withdraw", "withdrawn"),
    ],
)
def test_everything_a_person_does_is_told(name: str, kind: str) -> None:
    found = event_of(event(name, sender=LAN, message={"msg_id": "1", "text": "a"}), "secret")

    assert found is not None
    assert found.kind == kind
    assert found.sent_at == datetime.fromtimestamp(1764000000, UTC)
    assert "u-lan" not in found.key


@pytest.mark.parametrize("who", [{"sender": LAN}, {"follower": LAN}, {"user_id": "u-lan"}])
def test_whoever_withdraws_is_found_wherever_it_is_told(who: dict[str, Any]) -> None:
    found = event_of(event("user_withdraw", **who), "secret")

    assert found is not None
    assert (found.kind, found.chat) == ("withdrawn", "u-lan")


@pytest.mark.parametrize("name", ["oa_send_text", "user_seen_message", "follow", "unfollow", "new_thing"])
def test_echoes_receipts_and_followers_concern_nobody(name: str) -> None:
    """Whoever follows has said nothing yet: a word from us would only stand on a phone that others see."""
    assert event_of(event(name, sender=LAN, follower=LAN, message={"msg_id": "1"}), "secret") is None


def test_a_message_of_another_shape_is_still_answered() -> None:
    found = event_of(event("user_send_text", sender=LAN, message={"text": ["?"]}), "secret")

    assert found is not None
    assert found.kind == "other"


@pytest.mark.parametrize("raw", [{}, {"event_name": 3}, event("user_send_text"), event("follow", sender=7)])
def test_what_is_no_event_is_passed_over(raw: dict[str, Any]) -> None:
    assert event_of(raw, "secret") is None


def test_a_visitor_without_a_name_is_answered_in_that_conversation() -> None:
    told = {"msg_id": "1", "text": "a", "conversation_id": "c:1"}
    found = event_of(event("anonymous_send_text", sender=LAN, message=told), "secret")

    assert found is not None
    assert recipient_of(found.chat) == {"anonymous_id": "u-lan", "conversation_id": "c:1"}
    assert recipient_of("u-lan") == {"user_id": "u-lan"}


@pytest.mark.parametrize(("latitude", "place"), [("11.94", (11.94, 108.45)), ("north", None), ("99", None)])
def test_a_place_is_told_if_it_is_one(latitude: str, place: tuple[float, float] | None) -> None:
    payload = {"coordinates": {"latitude": latitude, "longitude": "108.45"}}
    message = {"msg_id": "1", "attachments": [{"type": "location", "payload": payload}]}
    found = event_of(event("user_send_location", sender=LAN, message=message), "secret")

    assert found is not None
    assert found.place == place
