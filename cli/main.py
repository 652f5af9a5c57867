"""`langnghe`: one command, a file for each thing it does.

Exit codes: 0 done; 1 it ran and found a problem; 2 bad usage or bad configuration, said in one line.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cli.options import Where, where_options
from hotline.errors import BadConfiguration, BadScript, HotlineError

# Imported when asked for: `langnghe officer list` must not pay for the web server.
COMMANDS = {
    "init": "cli.init",
    "serve": "cli.serve",
    "doctor": "cli.doctor",
    "demo": "cli.demo",
    "desk": "cli.desk",
    "drill": "cli.drill",
    "stats": "cli.stats",
    "chat": "cli.chat",
    "script": "cli.script",
    "officer": "cli.officer",
    "roster": "cli.roster",
    "place": "cli.place",
    "poster": "cli.poster",
    "backup": "cli.backup",
    "restore": "cli.restore",
    "audit": "cli.audit",
    "zalo-oa": "cli.zalo_oa",
}


class _Commands(click.Group):
    """The commands, each imported only when it is called or its help is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@where_options
@click.pass_context
def langnghe(ctx: click.Context, config: Path | None, data_dir: Path | None) -> None:
    """Lắng Nghe, a child-protection hotline in a chat window."""
    ctx.obj = Where(config, data_dir)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code. Whatever it makes is its owner's alone."""
    os.umask(0o077)
    try:
        result = langnghe.main(args=arguments, prog_name="langnghe", standalone_mode=False)
    except click.exceptions.Abort:
        return 1
    except click.UsageError as error:
        return _misused(error)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (BadConfiguration, BadScript) as error:
        click.echo(f"langnghe: {error}", err=True)
        return 2
    except HotlineError as error:
        click.echo(f"langnghe: {error}", err=True)
        return 1
    return result if isinstance(result, int) else 0


def _misused(error: click.UsageError) -> int:
    """What is wrong and where to read how it is right, in one line; without arguments, the help itself."""
    if error.ctx is None or isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
    else:
        command = error.ctx.command_path
        click.echo(f"{command}: {' '.join(error.format_message().split())} See `{command} --help`.", err=True)
    return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
