"""Reporters on the web: the chat page, which works without JavaScript, the status page, the quick exit.

Each answer is a form; it is handled, then the browser is sent to the page that shows what comes next. So
a reload repeats nothing, and Back shows where things stand. A page's hidden turn number and form number
make an old page, a double click and a form sent again harmless.
"""

import asyncio
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from msgspec.structs import replace as changed
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot import metrics
from bot.logs import log
from bot.probes import Health, probes
from bot.reporter.proof import as_pdf, as_text
from bot.reporter.web_form import Form
from bot.reporter.web_headers import SafeHeaders, policy
from bot.reporter.web_language import preferred
from bot.reporter.web_pages import Pages, hidden
from bot.reporter.web_session import Session, SessionCookie, is_foreign, new_session
from bot.reporter.web_upload import Uploads
from handlers import interview, posters
from handlers.installation import Installation
from handlers.interview import Received, Reply, View
from hotline.interview.conversation import Incoming, Kind
from hotline.text import clean

AWAY = "https://www.google.com/search?q=th%E1%BB%9Di+ti%E1%BA%BFt"
"""Where the quick exit leads: a page that anybody may have been reading (the weather)."""
MOST_CHARACTERS = 10_000
COMMANDS = frozenset({"report", "status", "wipe", "language", "help"})
_FAILURES_BEFORE_A_PERSON_READS = 2


_ATTACHES = ("attach", "speak")
_SENDS = ("", "send", *_ATTACHES)
_BESIDES = ("lang:", "cmd:help", "cmd:language", "receipt:now")


@dataclass(frozen=True, slots=True)
class _Sent:
    """One form that may be answered: whose it is, and what was sent."""

    session: Session
    form: Form
    locale: str | None
    path: str = "/"
    is_new: bool = False

    @property
    def owner(self) -> Session | None:
        """The session if the browser has its cookie by now."""
        return None if self.is_new else self.session

    def received(self, *deeds: Incoming) -> list[Received]:
        """What was done, in order, each with a number that the same form sent twice repeats."""
        form = self.form.form_id or secrets.token_urlsafe(16)
        return [
            Received("web", self.session.token, self._number(form, place, deed), deed, self.locale)
            for place, deed in enumerate(deeds)
        ]

    def _number(self, form: str, place: int, deed: Incoming) -> str:
        """Unique in the channel. It is stored, so it is keyed by what is not stored: it tells nothing."""
        words = f"{form}|{self.form.turn}|{place}|{deed.kind}|{deed.value}"
        return hmac.digest(self.session.token.encode(), words.encode(), "sha256").hex()[:32]


class WebChat:
    """The public pages of one installation."""

    def __init__(self, office: Installation, away: str = AWAY) -> None:
        settings = office.settings
        self._office = office
        self._away = away
        self._public_url = settings.web.public_url
        self._uploads = Uploads(settings.media)
        self._cookie = SessionCookie(self._public_url)
        self.pages = Pages(
            office.texts.catalog, settings.hotline.name, settings.hotline.emergency_numbers, settings.media
        )

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.show, methods=["GET"]),
            Route("/", self.answer, methods=["POST"]),
            Route("/status", self.ask_for_code, methods=["GET"]),
            Route("/status", self.look_up, methods=["POST"]),
            Route("/proof.txt", self.proof, methods=["GET"]),
            Route("/proof.pdf", self.proof, methods=["GET"]),
            Route("/leave", self.leave, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The chat as it stands; `?lang=` changes the language of a conversation for good."""
        if poster := request.query_params.get("from"):
            await posters.followed(self._office, poster)
            return _to("/")  # the code is in no address from here on
        session, lang = self._cookie.of(request), self._chosen(request.query_params.get("lang", ""))
        view = await self._look(session, lang or self._preferred(request))
        if session is not None and view.known and lang and lang != view.locale:
            sent = _Sent(session, Form(), lang)
            await self._receive(sent.received(Incoming(Kind.BUTTON, f"lang:{lang}")))
            return _to("/")
        # Who has a cookie had a conversation: past its term, or its receipt shown, nothing is left of it.
        notice = "" if session is None or view.known else "web-forgotten"
        return HTMLResponse(self.pages.chat(view, hidden(session, view, lang), notice=notice))

    async def answer(self, request: Request) -> Response:
        """Something was pressed or written; then the page that shows what comes next."""
        with self._uploads.reading(known=self._cookie.of(request) is not None) as room:
            form = await Form.read(request, room)
            sent = self._sent(request, form)
            if sent is None:
                return _to("/")
            if form.uploads:
                return await self._take_uploads(sent)
        return await self._take_form(sent)

    async def _take_form(self, sent: _Sent) -> Response:
        form = sent.form
        if form.answer in _SENDS or (form.text.strip() and form.answer.endswith(":done")):
            return await self._take_words(sent)
        if form.text.strip() and form.answer.startswith(_BESIDES):
            return await self._take_beside(sent)
        return await self._take(sent, _pressed(form))

    async def _take_uploads(self, sent: _Sent) -> Response:
        """The files first; then the rest of the form, as if it had been sent next."""
        form = sent.form
        view = await self._look(sent.owner, sent.locale)
        is_current = form.turn in (None, view.turn)
        fits = is_current and form.answer in _SENDS and len(form.text) <= MOST_CHARACTERS
        words = clean(form.text).strip() if fits else ""
        *others, last = (Incoming(Kind.ATTACHMENT, upload.chosen_by) for upload in form.uploads)
        deeds = sent.received(*others, changed(last, caption=words))
        try:
            held = [await self._uploads.held(*one) for one in zip(deeds, form.uploads, strict=True)]
            replies = await self._receive(held)
        except Exception as error:  # noqa: BLE001 - whatever the fault is, the words must not be lost
            log.error("web_turn_failed", error=error)
            return await self._failed(sent)
        if not all(reply.taken for reply in replies):
            return await self._shown(sent, text=clean(form.text))
        if form.answer in _SENDS and (words or not form.text.strip()):
            return self._next(sent)
        moved = sum(not reply.duplicate for reply in replies)
        turn = view.turn + moved if is_current and moved else form.turn
        return await self._take_form(replace(sent, form=replace(form, turn=turn, uploads=())))

    async def ask_for_code(self, request: Request) -> Response:
        """The page with the field for a receipt code."""
        session, lang = self._cookie.of(request), self._chosen(request.query_params.get("lang", ""))
        view = await self._look(session, lang or self._preferred(request))
        return HTMLResponse(self.pages.status(lang or view.locale, hidden(session, view, lang)))

    async def look_up(self, request: Request) -> Response:
        """A receipt code was entered: the chat page tells how things stand. It is in no address."""
        form = await Form.read(request)
        sent = self._sent(request, form)
        if sent is None or not form.code.strip():
            return _to("/status")
        return await self._take(sent, Incoming(Kind.COMMAND, "status"), Incoming(Kind.TEXT, clean(form.code)))

    async def proof(self, request: Request) -> Response:
        """The proof of the opened report, to be kept; its file's name tells no more than the day."""
        session = self._cookie.of(request)
        found = None if session is None else await interview.proof(self._office, "web", session.token)
        if found is None:
            return _to("/status")
        title = self._office.settings.hotline.name
        words = self._office.texts.catalog.text(found.locale, found.said)
        if request.url.path.endswith(".pdf"):
            kind, name = "application/pdf", f"{found.reported_on}.pdf"
            body = await asyncio.to_thread(as_pdf, title, words, found.reported_on, found.locale)
        else:
            kind, name = "text/plain; charset=utf-8", f"{found.reported_on}.txt"
            body = as_text(title, words)
        return Response(
            body, headers={"Content-Disposition": f'attachment; filename="{name}"'}, media_type=kind
        )

    async def leave(self, request: Request) -> Response:
        """Away at once; what was answered is erased behind the visitor's back.

        Not `"cache"`: Chromium would hold the answer for seconds to clear it, and nothing of ours is there.
        """
        session = self._cookie.of(request)
        if is_foreign(request, self._public_url):
            raise HTTPException(403)
        erase = None if session is None else BackgroundTask(self._erase, session)
        response = RedirectResponse(self._away, 303, {"Clear-Site-Data": '"cookies", "storage"'}, erase)
        self._cookie.take_back(response)
        return response

    async def _erase(self, session: Session) -> None:
        try:
            await interview.leave(self._office, "web", session.token)
        except Exception as error:  # noqa: BLE001 - the visitor is gone; the draft dies with its day's key
            log.error("leave_failed", error=error)

    def _sent(self, request: Request, form: Form) -> _Sent | None:
        """The form with its session, which may begin here; None for a page from before it began.

        Raises HTTPException 403 for a form that another site or another session made.
        """
        if is_foreign(request, self._public_url):
            raise HTTPException(403)
        locale = self._chosen(form.lang) or self._preferred(request)
        session = self._cookie.of(request)
        if session is None:
            return _Sent(new_session(), form, locale, request.url.path, is_new=True)
        if not form.token:
            return None
        if not session.sealed(form.token):
            raise HTTPException(403)
        return _Sent(session, form, locale, request.url.path)

    async def _take_words(self, sent: _Sent) -> Response:
        """Words from the box, and the button that ends them; never lost, however old the page is."""
        form, text = sent.form, clean(sent.form.text)
        if not text.strip():
            return await self._shown(
                sent, "web-nothing-chosen" if form.answer in _ATTACHES else "web-nothing-written"
            )
        if len(text) > MOST_CHARACTERS:
            return await self._shown(sent, "web-too-long", text)
        before = await self._look(sent.owner, sent.locale)
        words = Incoming(Kind.TEXT, text, turn=form.turn)
        if form.turn not in (None, before.turn):
            return await self._take_old_words(sent, words, before)
        if form.answer in _SENDS:
            return await self._take_or_keep(sent, words)
        ended = Incoming(Kind.BUTTON, form.answer, turn=before.turn + 1)
        return await self._take_or_keep(sent, words, ended)

    async def _take_or_keep(self, sent: _Sent, words: Incoming, *more: Incoming) -> Response:
        """On; or, if a limit held the words up, the same question with the words in its box."""
        replies = await self._handle(sent, words, *more)
        if isinstance(replies, Response):
            return replies
        if replies[0].taken:
            return self._next(sent)
        view = await self._look(sent.session, sent.locale)
        response = HTMLResponse(self.pages.chat(view, hidden(sent.session, view), text=words.value))
        if sent.is_new:
            self._cookie.give(response, sent.session)
        return response

    async def _take_old_words(self, sent: _Sent, words: Incoming, before: View) -> Response:
        """Back in the box they go, unless they had arrived before or were a cry for help."""
        replies = await self._handle(sent, words)
        if isinstance(replies, Response):
            return replies
        after = await self._look(sent.session, sent.locale)
        if replies[0].duplicate or after.turn != before.turn:
            return self._next(sent)
        return await self._shown(sent, "web-old-page", words.value)

    async def _take_beside(self, sent: _Sent) -> Response:
        """A button that leaves the question as it is: what was being written stays in the box."""
        replies = await self._handle(sent, _pressed(sent.form))
        if isinstance(replies, Response):
            return replies
        return await self._shown(sent, text=clean(sent.form.text))

    async def _take(self, sent: _Sent, *deeds: Incoming) -> Response:
        replies = await self._handle(sent, *deeds)
        return replies if isinstance(replies, Response) else self._next(sent)

    async def _handle(self, sent: _Sent, *deeds: Incoming) -> list[Reply] | Response:
        """The replies; or, if it failed, the page that gives everything back to try again."""
        try:
            return await self._receive(sent.received(*deeds))
        except Exception as error:  # noqa: BLE001 - whatever the fault is, the words must not be lost
            log.error("web_turn_failed", error=error)
            return await self._failed(sent)

    async def _receive(self, received: Sequence[Received]) -> list[Reply]:
        began = self._office.clock.monotonic()
        replies = await interview.receive(self._office, received)
        metrics.TURNS.labels("web").inc(len(received))
        metrics.TURN_SECONDS.labels("web").observe(self._office.clock.monotonic() - began)
        done = [reply for reply in replies if not isinstance(reply, Exception)]
        for reply in replies:
            if isinstance(reply, Exception):
                raise reply
        return done

    async def _failed(self, sent: _Sent) -> Response:
        """The same form to send again; words that fail time and again are put before a person."""
        words, kept = sent.form.text or sent.form.code, False
        if words.strip() and sent.form.tries >= _FAILURES_BEFORE_A_PERSON_READS:
            kept = await self._set_aside(sent, words)
        locale = sent.locale or self._office.settings.hotline.default_locale
        return HTMLResponse(self.pages.again(locale, sent.path, sent.form, kept=kept), 200 if kept else 503)

    async def _set_aside(self, sent: _Sent, words: str) -> bool:
        try:
            await interview.set_aside(self._office, sent.received(Incoming(Kind.TEXT, clean(words)))[0])
        except Exception as error:  # noqa: BLE001 - then the page keeps them
            log.error("web_set_aside_failed", error=error)
            return False
        return True

    def _next(self, sent: _Sent) -> Response:
        response = _to("/")
        if sent.is_new:
            self._cookie.give(response, sent.session)
        return response

    async def _shown(self, sent: _Sent, notice: str = "", text: str = "") -> Response:
        """The present screen in answer to a form, with a word of ours or with words in the box."""
        view = await self._look(sent.owner, sent.locale)
        fields = hidden(sent.owner, view, sent.form.lang)
        return HTMLResponse(self.pages.chat(view, fields, notice=notice, text=text))

    async def _look(self, session: Session | None, locale: str | None) -> View:
        """What this session sees; a visitor without one sees the beginning."""
        return await interview.look(self._office, "web", "" if session is None else session.token, locale)

    def _chosen(self, lang: str) -> str:
        return lang if lang in self._office.texts.catalog.locales else ""

    def _preferred(self, request: Request) -> str | None:
        return preferred(request.headers.get("accept-language", ""), self._office.texts.catalog.locales)


def make_app(
    office: Installation, health: Health, *, away: str = AWAY, hooks: Sequence[BaseRoute] = ()
) -> ASGIApp:
    """The public listener's application: the chat, the probes, the messengers' webhooks."""
    chat = WebChat(office, away)

    def trouble(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return HTMLResponse(chat.pages.trouble(status), status)

    app = Starlette(
        routes=[*chat.routes(), *probes(office.settings, health), *hooks],
        exception_handlers={HTTPException: trouble, Exception: trouble},
    )
    exit_to = urlsplit(away)
    # Around everything: Starlette answers a fault of its own outside of any middleware it was given.
    return SafeHeaders(app, policy(chat.pages.style_hash, f"{exit_to.scheme}://{exit_to.netloc}"))


def _pressed(form: Form) -> Incoming:
    """A command works on any page, however old; a button only on the page it stands on."""
    command = form.answer.removeprefix("cmd:")
    if command != form.answer and command in COMMANDS:
        return Incoming(Kind.COMMAND, command)
    turn = None if form.answer.startswith("lang:") else form.turn
    return Incoming(Kind.BUTTON, form.answer, turn=turn)


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303)
