"""No line of any log holds a word, a name, a number or a secret of anybody."""

import ast
import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import BaseModel, ValidationError

from bot.logs import ALLOWED_FIELDS, log, set_up_logging
from tests.fakes.telegram import FakeTelegram

ROOT = Path(__file__).resolve().parents[2]
CANARY = "chim-hoàng-yến"
TOKEN = "7012345678:AAcanaryTokenOfTheBot"
CHAT = 5001234567


def test_an_event_is_one_line_with_its_fields(lines: io.StringIO) -> None:
    log("page_sent", alert=12, channel="telegram", attempt=2, took_ms=140)

    assert lines.getvalue().endswith(" info page_sent alert=12 channel=telegram attempt=2 took_ms=140\n")


def test_json_holds_the_same(lines: io.StringIO) -> None:
    set_up_logging("debug", as_json=True, stream=lines)

    log.warning("late", late_ms=3.5)

    line = json.loads(lines.getvalue())
    assert {name: line[name] for name in ("level", "event", "late_ms")} == {
        "level": "warning",
        "event": "late",
        "late_ms": 3.5,
    }
    assert line["at"].endswith("Z")


def test_the_level_is_kept(lines: io.StringIO) -> None:
    set_up_logging("warning", stream=lines)

    log("quiet")
    log.error("loud")

    assert "quiet" not in lines.getvalue()
    assert "loud" in lines.getvalue()


def test_other_fields_are_dropped_and_other_values_hidden(lines: io.StringIO) -> None:
    log("page_sent", text=CANARY, chat_id=CHAT, channel=f"to {CANARY}", kind="5001234567", alert=1)

    assert lines.getvalue().endswith(" info page_sent channel=hidden kind=hidden alert=1\n")


def test_an_event_that_is_not_a_fixed_name_is_not_shown(lines: io.StringIO) -> None:
    log(f"sent to {CANARY}")

    assert lines.getvalue().endswith(" info unnamed\n")


def test_an_error_is_its_type_and_our_own_line(lines: io.StringIO) -> None:
    try:
        _opens_nothing()
    except RuntimeError as error:
        log.error("send_failed", error=error)

    assert "error=RuntimeError cause=ValueError where=tests/bot/test_logs.py:" in lines.getvalue()
    assert CANARY not in lines.getvalue()


def test_a_library_is_heard_without_its_message(lines: io.StringIO) -> None:
    try:
        _Report.model_validate({"age": CANARY})
    except ValidationError:
        logging.getLogger("aiogram.event").exception("update %s", {"text": CANARY})

    assert " error library logger=aiogram.event from=test_logs.py:" in lines.getvalue()
    assert "error=ValidationError" in lines.getvalue()
    assert CANARY not in lines.getvalue()


def test_warnings_are_told_by_kind_only(lines: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"unknown update {CANARY}", RuntimeWarning, stacklevel=1)

    assert "python_warning kind=RuntimeWarning" in lines.getvalue()
    assert CANARY not in lines.getvalue()


def test_crashes_are_told_by_kind_only(lines: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    thread = threading.Thread(target=_opens_nothing)
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError(CANARY), None)

    assert lines.getvalue().count("crashed") == 2
    assert CANARY not in lines.getvalue() + capsys.readouterr().err


async def test_a_task_that_dies_unseen_is_told_by_kind_only(lines: io.StringIO) -> None:
    error = ValueError(CANARY)
    asyncio.get_running_loop().call_exception_handler({"message": CANARY, "exception": error})

    assert "error=ValueError" in lines.getvalue()
    assert CANARY not in lines.getvalue()


async def test_tokens_chats_and_texts_in_requests_are_in_no_line(lines: io.StringIO) -> None:
    """httpx logs each address at INFO, httpcore each header at DEBUG."""
    async with FakeTelegram(TOKEN) as telegram, httpx.AsyncClient(trust_env=False) as client:
        telegram.fault("sendMessage", nth=2, reset=True)
        address = f"{telegram.api_base}/bot{TOKEN}/sendMessage"
        await client.post(address, data={"chat_id": CHAT, "text": CANARY})
        with pytest.raises(httpx.HTTPError) as failed:
            await client.post(address, data={"chat_id": CHAT, "text": CANARY})
        log.error("send_failed", error=failed.value)

    for secret in (TOKEN, TOKEN.partition(":")[2], str(CHAT), CANARY):
        assert secret not in lines.getvalue()
    assert "send_failed" in lines.getvalue()


@pytest.mark.parametrize("folder", ["bot", "cli"])
def test_every_event_in_the_code_is_a_fixed_name_with_allowed_fields(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        for call in _log_calls(ast.parse(path.read_text())):
            name = call.args[0]
            place = f"{path.relative_to(ROOT)}:{call.lineno}"
            assert isinstance(name, ast.Constant), f"{place}: an event has a fixed name"
            unknown = {k.arg for k in call.keywords} - ALLOWED_FIELDS - {"error"}
            assert not unknown, f"{place}: {unknown} would be dropped"


def _log_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            if isinstance(called, ast.Name) and called.id == "log":
                yield node


class _Report(BaseModel):
    age: int


def _opens_nothing() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        raise RuntimeError(CANARY) from error
