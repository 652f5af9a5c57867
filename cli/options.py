"""`--config` and `--data-dir`, which every command takes before or after its name."""

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from hotline.errors import BadConfiguration
from hotline.settings import Settings
from hotline.settings_reading import read_settings

_DEFAULT_CONFIG = Path("config.toml")
_DEFAULT_DATA_DIR = Path("var")


@dataclass(frozen=True, slots=True)
class Where:
    """Which configuration, which data. None: the default."""

    config: Path | None
    data_dir: Path | None

    def settings(self) -> Settings:
        """What is configured. Raises BadConfiguration."""
        path = self.file
        if path is None:
            return read_settings(None, "default configuration", os.environ)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise BadConfiguration(f"{path}: there is no such file; name one with --config") from None
        except (OSError, UnicodeDecodeError) as error:
            raise BadConfiguration(
                f"{path}: cannot be read as UTF-8 text; name a configuration file with --config"
            ) from error
        return read_settings(text, str(path), os.environ)

    @property
    def file(self) -> Path | None:
        """The configuration file that counts; None if there is none."""
        return self.config or (_DEFAULT_CONFIG if _DEFAULT_CONFIG.exists() else None)

    @property
    def directory(self) -> Path:
        """Where the installation lives."""
        return self.data_dir or _DEFAULT_DATA_DIR


def write_file(file: Path, content: bytes) -> None:
    """Write what a command made. Raises ClickException."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}; nothing was written") from error


def where_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the two options."""
    command = click.option("--data-dir", type=click.Path(path_type=Path), help="Where the data lies (var/).")(
        command
    )
    return click.option(
        "--config", type=click.Path(path_type=Path), help="The configuration (config.toml if there is one)."
    )(command)


def placed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command a `where` made of its own options and those before its name."""

    def run(ctx: click.Context, /, config: Path | None, data_dir: Path | None, **arguments: object) -> object:
        before: Where = ctx.find_object(Where) or Where(None, None)
        where = Where(config or before.config, data_dir or before.data_dir)
        return command(where, **arguments)

    return where_options(functools.update_wrapper(click.pass_context(run), command))
