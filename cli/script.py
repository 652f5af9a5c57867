"""`langnghe script`: the interview's wording, checked and printed for a social worker."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from cli import opening
from cli.options import Where, placed
from handlers.installation import Texts
from handlers.texts import read_locales
from hotline.interview.script_review import MOST_CHARACTERS, Looked, document, look_over
from hotline.sentences import read_sentences

REPORTERS = ("interview.ftl", "further.ftl", "reporter.ftl")
"""The files whose sentences a reporter reads."""
_SOURCES = ("hotline", "handlers", "bot", "console", "interviews")
_BUILT = re.compile(r'f"@?([a-z_-]+-)\{')


@click.group("script")
def command() -> None:
    """The interview's questions and their wording."""


@command.command("check")
@placed
@click.pass_context
def check(ctx: click.Context, where: Where) -> None:
    """List every sentence that reporters read, with its length and what is hard to read."""
    texts = opening.read_texts(where.settings())
    looked = list(_looked(texts))
    for one in looked:
        click.echo(
            f"{one.place}  {one.characters:>4}  {one.sentence}{''.join(f'  ! {h}' for h in one.hints)}"
        )
    unused = sorted(_unused(texts))
    for sentence in unused:
        click.echo(f"unused: {sentence}")
    long = sum(one.characters > MOST_CHARACTERS for one in looked)
    click.echo(f"{len(looked)} sentences, {long} too long, {len(unused)} unused, none missing")
    if long or unused:
        ctx.exit(1)


@command.command("print")
@placed
def print_(where: Where) -> None:
    """Print the interview with its wording in every language, as Markdown."""
    texts = opening.read_texts(where.settings())
    for line in document(texts.script, texts.catalog):
        click.echo(line)


def _looked(texts: Texts) -> Iterator[Looked]:
    files = read_locales(opening.HOME / "locales")
    spoken = {locale: {name: words[name] for name in REPORTERS} for locale, words in files.items()}
    sentences = {locale: read_sentences(locale, words) for locale, words in spoken.items()}
    return look_over(texts.script, texts.catalog, sentences)


def _unused(texts: Texts) -> Iterator[str]:
    """Sentences of the reporters' that neither the script nor the program names."""
    source = "\n".join(map(_text, _files()))
    built = tuple(set(_BUILT.findall(source)))
    vi = read_locales(opening.HOME / "locales")["vi"]
    script = {
        *texts.script.spoken,
        *(say.id for put in texts.script.wordings.values() for say in (put.ask, put.more)),
    }
    for sentence in read_sentences("vi", {name: vi[name] for name in REPORTERS}):
        named = sentence in script or sentence.startswith(built) or f'"{sentence}"' in source
        if not named and f'"@{sentence}"' not in source:
            yield sentence


def _files() -> Iterator[Path]:
    for ring in _SOURCES:
        for kind in ("*.py", "*.html", "*.toml"):
            yield from (opening.HOME / ring).rglob(kind)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
