"""`langnghe chat`: plays the interview in the terminal, through the same engine that reporters talk to.

No database, no network, nothing is kept. Buttons are numbered lines, as on a channel that has none.
"""

import sys
from collections.abc import Iterator

import click

from cli import opening
from cli.options import Where, placed
from handlers.installation import Texts
from hotline import receipt
from hotline.interview import engine
from hotline.interview.conversation import CodeCheck, Conversation, Effect, Incoming, Kind, Turn
from hotline.messages import Screen
from storage.keys.receipt import new_code

_WHAT_HAPPENS = {
    Effect.RED: "an emergency alert goes out",
    Effect.FILED: "the report is sealed and an alert goes out",
    Effect.DISCARDED: "the draft is erased",
    Effect.WIPED: "the chat is erased",
}


@click.command("chat")
@click.option("--lang", type=click.Choice(["vi", "en"]), help="The language; the hotline's own by default.")
@click.option(
    "--channel",
    type=click.Choice(["zalo", "zalo_oa", "telegram", "web"]),
    default="zalo",
    show_default=True,
    help="Which channel it is said on: what is said of secrecy depends on it.",
)
@placed
def command(where: Where, *, lang: str | None, channel: str) -> None:
    """Play the interview here, as a rehearsal; nothing is stored or sent. Ctrl-D ends it."""
    settings = where.settings()
    texts = opening.read_texts(settings)
    _play(texts, engine.begin(lang or settings.hotline.default_locale, channel))


def _play(texts: Texts, conversation: Conversation) -> None:
    screen = engine.present(texts.script, texts.places, conversation)
    click.echo("\n".join(_lines(texts, conversation.locale, screen)))
    for typed in _typed():
        turn = _answered(texts, conversation, typed)
        for effect in turn.effects:
            if effect in _WHAT_HAPPENS:
                click.echo(f"   [here {_WHAT_HAPPENS[effect]}]")
        locale = conversation.locale if turn.conversation is None else turn.conversation.locale
        conversation = turn.conversation or engine.begin(locale, conversation.medium)
        click.echo("\n".join(_lines(texts, locale, turn.screen)))


def _typed() -> Iterator[str]:
    """Line after line, until there are no more."""
    click.echo("> ", nl=False)
    while line := sys.stdin.readline():
        yield line.strip()
        click.echo("> ", nl=False)
    click.echo()


def _answered(texts: Texts, conversation: Conversation, typed: str) -> Turn:
    code = None if receipt.parse(typed) is None else CodeCheck.UNKNOWN
    incoming = Incoming(Kind.TEXT, typed, code=code)
    return engine.advance(
        texts.script, texts.places, conversation, incoming, receipt=new_code(), numbered=True
    )


def _lines(texts: Texts, locale: str, screen: Screen) -> Iterator[str]:
    yield ""
    for say in screen.lines:
        yield texts.catalog.text(locale, say)
    for number, button in enumerate(screen.buttons, start=1):
        yield f"{number}. {texts.catalog.text(locale, button.label)}"
