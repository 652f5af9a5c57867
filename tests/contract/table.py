"""The contract: what may go wrong on a channel, and every channel with what it can't meet, and why.

A new channel is a row here; its fake's side is a file beside this one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pytest

from tests.contract.by_call import ByCall
from tests.contract.by_mail import ByMail
from tests.contract.by_push import ByPush
from tests.contract.by_telegram import ByTelegram, ByTelegramPosted
from tests.contract.by_text import ByText
from tests.contract.by_zalo import ByZalo, ByZaloPosted
from tests.contract.on_telegram import OnTelegram, OnTelegramPosted
from tests.contract.on_the_web import OnTheWeb
from tests.contract.on_zalo import OnZalo, OnZaloPosted
from tests.contract.on_zalo_oa import OnZaloOa
from tests.contract.road import Road
from tests.contract.way import Way


class Hazard(StrEnum):
    """What each channel of the reporters meets."""

    TWICE = "the same message comes twice"
    DATABASE_AWAY = "what came can't be stored for a while"
    DIED_BEFORE_COMMIT = "the process dies between receiving and committing"
    DIED_BEFORE_RECORD = "the process dies between sending and recording"
    FLOOD = "the messenger says that we send too much"
    LINE_BROKEN = "the line to the messenger breaks for a minute"
    UNREACHABLE = "nothing reaches the person any more"
    REVOKED = "the token is revoked"
    TAKEN_AWAY = "somebody else takes what people send"
    BACKLOG = "ten minutes' outage, then everything at once"
    UNREADABLE = "a sticker, or what else no report can hold"
    HIDDEN = "the messenger keeps the content from us"
    DECOMPOSED = "letters and their marks come apart (NFD)"
    TOO_LONG = "one character more than the messenger takes"
    SECRETS = "everything at once, with the log at its lowest level"


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Why a channel can't meet a hazard; in words, for whoever asks whether it was forgotten."""

    why: str


@dataclass(frozen=True, slots=True)
class RoadRow:
    road: type[Road]
    can_not_meet: Mapping[Hazard, NotApplicable] = field(default_factory=dict)


_NOTHING_IS_SENT = NotApplicable("nothing is sent to a browser: it asks for the page")
_NOT_HIDDEN = NotApplicable("only Zalo's bots are kept from reading what children's accounts write")

_SENT_AS_IF_POLLED = NotApplicable("only what comes in goes another way; sending is that of the row above")
_POSTED_ELSEWHERE = NotApplicable(
    "what is posted elsewhere is gone; that it happens is noticed (tests/bot/test_webhook.py)"
)

ROADS: Mapping[str, RoadRow] = {
    "telegram": RoadRow(OnTelegram, {Hazard.HIDDEN: _NOT_HIDDEN}),
    "telegram, posted": RoadRow(
        OnTelegramPosted,
        {
            Hazard.DIED_BEFORE_RECORD: _SENT_AS_IF_POLLED,
            Hazard.FLOOD: _SENT_AS_IF_POLLED,
            Hazard.LINE_BROKEN: _SENT_AS_IF_POLLED,
            Hazard.UNREACHABLE: _SENT_AS_IF_POLLED,
            Hazard.TAKEN_AWAY: _POSTED_ELSEWHERE,
            Hazard.HIDDEN: _NOT_HIDDEN,
        },
    ),
    "zalo": RoadRow(
        OnZalo,
        {
            Hazard.DIED_BEFORE_COMMIT: NotApplicable(
                "polled, Zalo gives each message once, so what a dying process held is lost; "
                "service uses the webhook, which is answered after the commit: the row below"
            )
        },
    ),
    "zalo, posted": RoadRow(
        OnZaloPosted,
        {Hazard.TAKEN_AWAY: _POSTED_ELSEWHERE},
    ),
    "zalo_oa": RoadRow(
        OnZaloOa,
        {
            Hazard.TAKEN_AWAY: NotApplicable("Zalo posts to the one address in the app's settings"),
            Hazard.HIDDEN: _NOT_HIDDEN,
        },
    ),
    "web": RoadRow(
        OnTheWeb,
        {
            Hazard.DIED_BEFORE_RECORD: _NOTHING_IS_SENT,
            Hazard.FLOOD: _NOTHING_IS_SENT,
            Hazard.LINE_BROKEN: _NOTHING_IS_SENT,
            Hazard.UNREACHABLE: _NOTHING_IS_SENT,
            Hazard.REVOKED: NotApplicable("there is no token but the browser's own cookie"),
            Hazard.TAKEN_AWAY: NotApplicable("a browser talks to one address"),
            Hazard.BACKLOG: NotApplicable("nothing waits in a browser: its form is sent anew, by the person"),
            Hazard.UNREADABLE: NotApplicable("a form has a box for words, files and a voice, and no more"),
            Hazard.HIDDEN: _NOT_HIDDEN,
        },
    ),
}


class Peril(StrEnum):
    """What each channel of the officers meets."""

    NOTHING = "a page"
    BOTH_TAKE = "two take the alert"
    TWICE = "the same acknowledgement comes twice"
    DATABASE_AWAY = "an acknowledgement can't be stored for a while"
    DIED_BEFORE_COMMIT = "the process dies between receiving an acknowledgement and committing"
    UNREACHABLE = "nothing reaches the officer any more"
    FLOOD = "the channel says that we send too much"
    REVOKED = "we aren't let in any more"
    TAKEN_AWAY = "somebody else takes what officers send"
    BACKLOG = "ten minutes' outage, then everything at once"
    CLOSED = "an acknowledgement comes while nobody serves, for ten minutes"
    NO_WORDS = "a sticker, or what the messenger hides"
    DECOMPOSED = "letters and their marks come apart (NFD)"
    TOO_LONG = "one character more than the channel takes"
    DIED_BEFORE_RECORD = "the process dies between sending and recording"
    SECRETS = "everything at once, with the log at its lowest level"


@dataclass(frozen=True, slots=True)
class WayRow:
    way: type[Way]
    can_not_meet: Mapping[Peril, NotApplicable] = field(default_factory=dict)


_NOTHING_COMES_BACK = NotApplicable("it wakes the browser and brings nothing back; one takes it at the desk")
_NOTHING_IS_TYPED = NotApplicable("a link or a key is pressed there, and nothing typed")
_NOTHING_IS_FETCHED = NotApplicable("nothing is fetched or posted there: a link leads to our own page")
_PAGES_ALONE = NotApplicable("only pages go there, cut to one message (tests/bot/test_officer_paid.py)")
_WRITTEN_TO: Mapping[Peril, NotApplicable] = {
    Peril.CLOSED: NotApplicable("whoever presses sees at once that nobody serves, and presses again"),
    Peril.TAKEN_AWAY: _NOTHING_IS_FETCHED,
    Peril.NO_WORDS: _NOTHING_IS_TYPED,
    Peril.DECOMPOSED: _NOTHING_IS_TYPED,
}
_POSTED: Mapping[Peril, NotApplicable] = {
    **dict.fromkeys(
        (
            Peril.NOTHING,
            Peril.UNREACHABLE,
            Peril.FLOOD,
            Peril.BACKLOG,
            Peril.TOO_LONG,
            Peril.DIED_BEFORE_RECORD,
        ),
        _SENT_AS_IF_POLLED,
    ),
    Peril.TAKEN_AWAY: _POSTED_ELSEWHERE,
}

WAYS: Mapping[str, WayRow] = {
    "telegram": WayRow(ByTelegram),
    "telegram, posted": WayRow(ByTelegramPosted, _POSTED),
    "zalo": WayRow(
        ByZalo,
        {
            Peril.DIED_BEFORE_COMMIT: NotApplicable(
                "polled, Zalo gives each message once; service uses the webhook: the row below"
            )
        },
    ),
    "zalo, posted": WayRow(ByZaloPosted, _POSTED),
    "email": WayRow(ByMail, _WRITTEN_TO),
    "sms": WayRow(ByText, {**_WRITTEN_TO, Peril.TOO_LONG: _PAGES_ALONE}),
    "voice": WayRow(ByCall, {**_WRITTEN_TO, Peril.TOO_LONG: _PAGES_ALONE}),
    "push": WayRow(
        ByPush,
        {
            **_WRITTEN_TO,
            Peril.TOO_LONG: NotApplicable("a push has no words at all"),
            Peril.TWICE: _NOTHING_COMES_BACK,
            Peril.DATABASE_AWAY: _NOTHING_COMES_BACK,
            Peril.DIED_BEFORE_COMMIT: _NOTHING_COMES_BACK,
        },
    ),
}

met: set[Hazard] = set()
braved: set[Peril] = set()
"""Both are filled while the tests are read."""


def on_every_road(hazard: Hazard) -> Callable[[Any], Any]:
    """The test meets this hazard, once on each road; where that can't be, its reason is shown."""
    met.add(hazard)
    rows = [_param(name, row.road, hazard, row.can_not_meet.get(hazard)) for name, row in ROADS.items()]
    return pytest.mark.parametrize("road", rows, indirect=True)


def on_every_way(peril: Peril) -> Callable[[Any], Any]:
    """The same for officers' channels."""
    braved.add(peril)
    rows = [_param(name, row.way, peril, row.can_not_meet.get(peril)) for name, row in WAYS.items()]
    return pytest.mark.parametrize("way", rows, indirect=True)


def _param(name: str, kind: type, fault: StrEnum, reason: NotApplicable | None) -> Any:  # noqa: ANN401 - pytest's own
    marks = [] if reason is None else [pytest.mark.skip(reason.why)]
    return pytest.param((kind, fault), id=name, marks=marks)
