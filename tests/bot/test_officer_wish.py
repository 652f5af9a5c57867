"""An officer's wish is understood however it is put."""

import unicodedata

import pytest

from bot.officer.wish import Wish, of_button, of_command, of_words


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("start abc123", Wish("start", code="abc123")),
        ("start", Wish("guide")),
        ("duty", Wish("duty")),
        ("alerts", Wish("alerts")),
        ("ack 12", Wish("ack", 12)),
        ("more #12", Wish("more", 12)),
        ("ack #12", Wish("ack", 12)),
        ("ack", Wish("ack")),
        ("ack twelve", Wish("other")),
        ("HELP", Wish("guide")),
        ("rm -rf", Wish("other")),
    ],
)
def test_commands(line: str, wish: Wish) -> None:
    assert of_command(line) == wish


@pytest.mark.parametrize(
    ("value", "wish"),
    [
        ("alert:12:ack", Wish("ack", 12)),
        ("alert:12:pass", Wish("pass", 12)),
        ("alert:12:help", Wish("help", 12)),
        ("duty:12:confirm", Wish("confirm", 12)),
        ("duty:12:take", Wish("take", 12)),
        ("duty:12:ack", Wish("other")),
        ("swap:12:accept", Wish("accept", 12)),
        ("swap:12:decline", Wish("decline", 12)),
        ("swap:24736:on_duty:5:ask", Wish("swap", code="24736:on_duty:5")),
        ("swap:24736:on_duty:5:7", Wish("offer", 7, "24736:on_duty:5")),
        ("swap:24736:on_duty:5:accept", Wish("other")),
        ("alert:12:confirm", Wish("other")),
        ("alert:12:more", Wish("more", 12)),
        ("alert:12:in:15", Wish("in", 12, "15")),
        ("alert:12:in:0", Wish("other")),
        ("alert:12:in:99999", Wish("other")),
        ("alert:12:there", Wish("there", 12)),
        ("alert:12:hand", Wish("hand", 12)),
        ("alert:12:hand:7", Wish("hand", 12, "7")),
        ("alert:12:hand:an", Wish("other")),
        ("alert:12:accept", Wish("accept_alert", 12)),
        ("alert:12:refuse", Wish("refuse_alert", 12)),
        ("alert:12:now:0.1.2", Wish("now", 12, "0.1.2")),
        ("alert:12:now:0.1", Wish("other")),
        ("alert:12:now:0.1.x", Wish("other")),
        ("alert:12:close", Wish("other")),
        ("alert:-1:ack", Wish("other")),
        ("alert::ack", Wish("other")),
        ("alert:12:ack:13", Wish("other")),
        ("", Wish("other")),
    ],
)
def test_buttons_and_forged_ones(value: str, wish: Wish) -> None:
    assert of_button(value) == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("THÊM 12", Wish("more", 12)),
        ("NHẬN 12", Wish("ack", 12)),
        (unicodedata.normalize("NFD", "nhận 12"), Wish("ack", 12)),
        ("\u200bnhận 12.", Wish("ack", 12)),  # copied from a message, mark and full stop with it
        ("nhan", Wish("ack")),
        ("Chuyển #12", Wish("pass", 12)),
        ("GIÚP 12", Wish("help", 12)),
        ("ack 12", Wish("ack", 12)),
        ("pass 12", Wish("pass", 12)),
        ("help 12", Wish("help", 12)),
        ("nhận cả hai", Wish("other")),
        ("chào", Wish("other")),
    ],
)
def test_words(text: str, wish: Wish) -> None:
    assert of_words(text) == wish
