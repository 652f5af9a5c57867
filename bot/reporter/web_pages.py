"""The public pages as HTML: a screen's sentences and buttons, the status page, the calm pages of errors.

The style sheet stands inside each page: one request in all, and nothing left in the browser's cache.
"""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.reporter.web_form import Form
from bot.reporter.web_session import Session
from handlers.interview import View
from hotline.catalog import Catalog
from hotline.interview.conversation import Phase
from hotline.messages import Button, Say
from hotline.settings import Media

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_STANDS_OUT = ("ask-", "more-", "review-intro", "filed-thanks", "filed-done")
_BESIDE = ("beside", "ask")
_STANDINGS = frozenset({"status-waiting", "status-being_read", "status-closed"})
_CODES = frozenset({"filed-code", "receipt-now"})
_ANSWERS = frozenset({"review-line", "review-text", "review-voice", "review-several", "review-attached"})
_QUIET = (
    *(":skip", ":back", ":province", "review:edit", "review:discard", "review:now", "receipt:now"),
    *("report:new", "call:language", "proof:show", "contact:withdraw", "attached:drop", "voice:drop"),
)
_FIRST = (":done", "review:submit", "msg:show")
_TROUBLES = {403: "refused", 404: "not-found", 413: "too-large", 500: "failed"}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: how it looks, and its words in pieces; a piece with `number` is to be called.

    `buttons`: values and words of the buttons it speaks of, which stand right below it.
    """

    look: str
    pieces: tuple[tuple[str, str], ...]
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """What travels with a form and comes back as it was."""

    token: str = ""
    turn: int = 0
    form: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    lang: str = ""


def hidden(session: Session | None, view: View, lang: str = "") -> Hidden:
    """The hidden fields of a page that shows this view; `lang` while no conversation remembers it."""
    return Hidden("" if session is None else session.seal, view.turn, lang="" if view.known else lang)


class Pages:
    """Every page of the public side, in every language. Built once; reads its files then."""

    def __init__(
        self, catalog: Catalog, hotline_name: str, numbers: tuple[str, ...], media: Media | None = None
    ) -> None:
        self._media = media or Media()
        self._catalog = catalog
        self._name = hotline_name
        self._numbers = numbers
        self._number = re.compile(rf"(?<!\d)({'|'.join(map(re.escape, numbers))})(?!\d)")
        style = _style()
        self.style_hash = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self._everywhere = {"style": Markup(style), "name": hotline_name, "numbers": numbers}  # noqa: S704 - our own file
        self._troubles = {status: self._trouble(id_) for status, id_ in _TROUBLES.items()}

    def chat(self, view: View, fields: Hidden, *, notice: str = "", text: str = "") -> str:
        """The conversation's present screen; `notice` is a sentence of ours, `text` what the box holds."""
        lines = self._lines(view)
        placed = {value for line in lines for value, _ in line.buttons}
        buttons = [
            (button, self._words(view.locale, button.label))
            for button in view.screen.buttons
            if button.value not in placed
        ]
        return self._page(
            "chat.html",
            view.locale,
            "/",
            fields,
            lines=lines,
            choices=[(button.value, words) for button, words in buttons if _rank(button) == "choice"],
            ways=[
                (button.value, words, _rank(button)) for button, words in buttons if _rank(button) != "choice"
            ],
            box=view.screen.free_text or bool(text),
            short=view.phase is Phase.CODE or any(b.value.endswith(":province") for b, _ in buttons),
            ends=any(button.value.endswith(":done") for button, _ in buttons),
            notice=notice,
            text=text,
            media=self._media if view.known else None,
            retries=_retries(view, notice),
            red=view.red,
            known=view.known,
            proof=any(line.id == "proof" for line in view.screen.lines),
        )

    def status(self, locale: str, fields: Hidden) -> str:
        """The page that asks for the receipt code."""
        return self._page("status.html", locale, "/status", fields)

    def again(self, locale: str, path: str, form: Form, *, kept: bool) -> str:
        """Sending failed: the form once more. `kept`: its words were put aside for a person to read."""
        fields = Hidden(form.token, form.turn or 0, form.form_id, form.lang)
        return self._page("again.html", locale, path, fields, form=form, kept=kept)

    def trouble(self, status: int) -> str:
        """A page in every language that needs neither a session nor the database."""
        return self._troubles.get(status) or self._troubles[500 if status >= 500 else 404]

    def _page(self, template: str, locale: str, path: str, fields: Hidden, **more: object) -> str:
        def say(id_: str, **args: str | int) -> str:
            return self._words(locale, Say(id_, args))

        others = [
            (one, self._words(one, Say("web-language"))) for one in self._catalog.locales if one != locale
        ]
        return _TEMPLATES.get_template(template).render(
            self._everywhere, say=say, locale=locale, path=path, hidden=fields, others=others, **more
        )

    def _trouble(self, id_: str) -> str:
        told = [
            (
                locale,
                [self._words(locale, Say(f"web-{id_}")), self._words(locale, Say("web-danger"))],
                self._words(locale, Say("web-go-on")),
            )
            for locale in self._catalog.locales
        ]
        call = " · ".join(self._words(locale, Say("web-call")) for locale in self._catalog.locales)
        return _TEMPLATES.get_template("trouble.html").render(self._everywhere, told=told, call=call)

    def _lines(self, view: View) -> list[Line]:
        heading = _heading(view.screen.lines)
        return [
            replace(
                self._line(view.locale, say, is_heading=index == heading),
                buttons=() if index == heading else self._spoken_of(view, say),
            )
            for index, say in enumerate(view.screen.lines)
        ]

    def _spoken_of(self, view: View, say: Say) -> tuple[tuple[str, str], ...]:
        """Buttons beside the question: among its own they would look like more of its options."""
        kind, _, asked = say.id.partition("-")
        if kind not in _BESIDE:
            return ()
        buttons = (one for one in view.screen.buttons if one.value.startswith(f"q:{asked}:"))
        return tuple((button.value, self._words(view.locale, button.label)) for button in buttons)

    def _line(self, locale: str, say: Say, *, is_heading: bool) -> Line:
        words = self._words(locale, say)
        if say.id == "verbatim":
            return Line("letter", ((words, ""),))
        if say.id in _CODES:
            label, _, code = words.partition(": ")
            return Line("code", ((label, ""), (code, "")))
        if say.id in _ANSWERS:
            label, _, answer = words.partition(": ")
            return Line("answer", ((label, ""), (answer, "")))
        look = "heading" if is_heading else "urgent" if say.id.startswith("red-") else "plain"
        return Line(look, self._pieces(words))

    def _pieces(self, words: str) -> tuple[tuple[str, str], ...]:
        parts = self._number.split(words)
        return tuple((part, part if index % 2 else "") for index, part in enumerate(parts) if part)

    def _words(self, locale: str, say: Say) -> str:
        return self._catalog.text(locale, say)


def _style() -> str:
    """The style sheet without its comments and indentation."""
    text = re.sub(
        r"/\*.*?\*/", "", (_HERE / "static" / "web.css").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    return re.sub(r"\s+", " ", text).strip()


def _heading(lines: tuple[Say, ...]) -> int:
    """Which line is the question, or what the page is about; the last one if none stands out.

    The last of several: what is offered beside the question stands before it.
    """
    for index, say in reversed(list(enumerate(lines))):
        if say.id.startswith(_STANDS_OUT) or say.id in _STANDINGS:
            return index
    return len(lines) - 1


def _retries(view: View, notice: str) -> frozenset[str]:
    """Which fields were just used in vain: they stay unfolded."""
    if notice == "web-nothing-chosen":
        return frozenset({"voice", "file"})
    return frozenset(
        one
        for one in ("voice", "file")
        for say in view.screen.lines
        if say.id.startswith(f"cannot-take-{one}")
    )


def _rank(button: Button) -> str:
    if button.value.endswith(_FIRST):
        return "first"
    quiet = button.value.endswith(_QUIET) or button.value.startswith("lang:")
    return "quiet" if quiet else "choice"
