"""Logging by allow-list: an event's fixed name and fields that can hold nothing of a person.

    log("page_sent", alert=12, channel="telegram", attempt=2, took_ms=140)
    log.error("send_failed", error=exc)          # its type and our own file:line, never its message

Messages of exceptions and of libraries quote tokens, texts and parameters (httpx logs the address with the
bot's token, aiogram warns with the whole update, pydantic repeats its input), and nobody can list all the
places. So no line ever holds a message that we didn't write: of a library's record only the logger's name,
its file and line and the type of its exception come through.
"""

import json
import logging
import re
import sys
import threading
import traceback
import warnings
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

# Numbers and short words about our own work. Nothing here may name or number a reporter.
_FIELDS = """
    alert attempt bot channel contact_method count due_in_s event_type expected found job kind late_ms leg
    level logger mode officer_id outbox_id page_id pid policy port reason report_id retry_after_s revision
    round rung slot state status step took_ms unit urgency version
"""
ALLOWED_FIELDS = frozenset(_FIELDS.split())
QUIET = (
    "httpx",
    "httpcore",
    "urllib3",
    "aiohttp.access",
    "apprise",
    "sqlalchemy",
    "alembic",
    "uvicorn",
    "asyncio",
)
NEVER_BELOW_INFO = ("telegram", "aiogram")

_OURS = Path(__file__).resolve().parent.parent
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,60}")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9_.+-]{0,40}")
_LONG_NUMBER = re.compile(r"\d{6}")  # a phone, a chat, a receipt code: unit codes have five digits

Field = str | int | float | bool | BaseException | None


class Log:
    """Writes events. Calling it is `info`."""

    def __init__(self, name: str = "langnghe") -> None:
        self._logger = logging.getLogger(name)

    def __call__(self, event: str, **fields: Field) -> None:
        self._write(logging.INFO, event, fields)

    info = __call__

    def debug(self, event: str, **fields: Field) -> None:
        self._write(logging.DEBUG, event, fields)

    def warning(self, event: str, **fields: Field) -> None:
        self._write(logging.WARNING, event, fields)

    def error(self, event: str, **fields: Field) -> None:
        self._write(logging.ERROR, event, fields)

    def _write(self, level: int, event: str, fields: dict[str, Field]) -> None:
        if self._logger.isEnabledFor(level):
            self._logger.log(level, event, extra={"fields": fields})


log = Log()


def set_up_logging(level: str = "info", *, as_json: bool = False, stream: TextIO | None = None) -> None:
    """Everything that this process logs goes through the allow-list, to standard error by default.

    Libraries, warnings and crashes included. May be called again; the last call counts.
    """
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h.formatter, AllowListFormatter)]:
        root.removeHandler(handler)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(AllowListFormatter(as_json=as_json))
    root.addHandler(handler)
    root.setLevel(level.upper())
    logging.raiseExceptions = False  # a handler that fails would print the record
    _quieten(root.level)
    _take_over_what_python_prints()


def _quieten(level: int) -> None:
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    for name in NEVER_BELOW_INFO:
        logging.getLogger(name).setLevel(max(level, logging.INFO))


class AllowListFormatter(logging.Formatter):
    """One line an event: time, level, event, fields; as text or as JSON."""

    def __init__(self, *, as_json: bool = False) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        said = {**_event_of(record), **_failure_of(record)}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
        level = record.levelname.lower()
        if self._as_json:
            return json.dumps({"at": at, "level": level, **said})
        event = said.pop("event")
        return " ".join([at, level, str(event), *(f"{name}={value}" for name, value in said.items())])


def _event_of(record: logging.LogRecord) -> dict[str, object]:
    fields = getattr(record, "fields", None)
    if isinstance(fields, dict):
        event = record.msg if _EVENT.fullmatch(str(record.msg)) else "unnamed"
        return {"event": event, **_allowed(fields)}
    return {
        "event": "library",
        "logger": _safe(record.name),
        "from": f"{Path(record.pathname).name}:{record.lineno}",
    }


def _allowed(fields: dict[str, Field]) -> dict[str, object]:
    shown = {name: _safe(value) for name, value in fields.items() if name in ALLOWED_FIELDS}
    error = fields.get("error")
    if isinstance(error, BaseException):
        shown |= _about(error)
    return shown


def _safe(value: object) -> object:
    """Numbers and short plain words; anything else could hold a person's words."""
    if value is None or isinstance(value, bool | int | float):
        return value
    word = str(value) if isinstance(value, str) else ""
    return word if _PLAIN_WORD.fullmatch(word) and not _LONG_NUMBER.search(word) else "hidden"


def _failure_of(record: logging.LogRecord) -> dict[str, object]:
    error = record.exc_info[1] if record.exc_info else None
    return _about(error) if error is not None else {}


def _about(error: BaseException) -> dict[str, object]:
    """The error's type, its cause's type, and where in our own code it passed last."""
    about: dict[str, object] = {"error": type(error).__name__}
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        about["cause"] = type(cause).__name__
    if (where := _our_last_frame(error)) is not None:
        about["where"] = where
    return about


def _our_last_frame(error: BaseException) -> str | None:
    """`bot/receiving.py:88`: the innermost frame of ours, followed through the causes."""
    frames = [frame for each in _chain(error) for frame in traceback.extract_tb(each.__traceback__)]
    ours = [f for f in frames if _is_ours(f.filename)]
    return f"{Path(ours[-1].filename).relative_to(_OURS).as_posix()}:{ours[-1].lineno}" if ours else None


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or each.__context__
    return chain


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    if not path.is_relative_to(_OURS):
        return False
    return not {".venv", "site-packages"} & set(
        path.parts
    )  # the virtual environment lives inside the checkout


def _take_over_what_python_prints() -> None:
    """Warnings and uncaught exceptions are printed by Python with their messages: log their kind instead."""
    warnings.showwarning = _log_warning
    sys.excepthook = _log_crash
    threading.excepthook = lambda crash: _log_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)
    sys.unraisablehook = lambda crash: _log_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)


def _log_warning(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    log.warning("python_warning", kind=category.__name__)


def _log_crash(_: type[BaseException], error: BaseException | None, __: TracebackType | None) -> None:
    log.error("crashed", error=error)
