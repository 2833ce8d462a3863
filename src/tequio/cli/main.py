"""The `tequio` command: a thin door. Each subcommand's module is imported only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from tequio.cli.streams import complain

# The engines compute with threads of their own; those of numpy's BLAS would only wait for them, spinning.
# This is read when numpy is loaded, which no command has done yet.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Subcommand -> "module:function" or "module:typer.Typer"; the order is that of `tequio --help`.
COMMANDS: dict[str, str] = {
    "read": "tequio.cli.read:read",
    "tag": "tequio.cli.tag:tag_command",
    "ingest": "tequio.cli.register:ingest",
    "import": "tequio.cli.imports:import_",
    "imports": "tequio.cli.imports:imports",
    "group": "tequio.cli.groups:group",
    "publish-data": "tequio.cli.open_data:publish_data",
    "corrections": "tequio.cli.evaluation:corrections",
    "evaluate": "tequio.cli.evaluation:evaluate",
    "estimate": "tequio.cli.estimate:estimate",
    "link": "tequio.cli.link:link",
    "serve": "tequio.cli.register:serve",
    "demo": "tequio.cli.demo:demo",
    "invite": "tequio.cli.people:invite",
    "letters": "tequio.cli.people:letters",
    "hooks": "tequio.cli.people:hooks",
    "ledger": "tequio.cli.ledger:ledger",
    "backup": "tequio.cli.backup:backup",
    "restore": "tequio.cli.backup:restore",
    "sweep": "tequio.cli.backup:sweep",
    "duties": "tequio.cli.duties:duties",
    "brief": "tequio.cli.brief:brief",
    "state-report": "tequio.cli.state_report:state_report",
    "check-statement": "tequio.cli.brief:check_statement",
    "cite": "tequio.cli.cite:cite",
    "standards": "tequio.cli.standards:standards",
    "search": "tequio.cli.search:search_command",
    "manage": "tequio.cli.register:manage",
}

_BAD_INPUT = 2
_INTERRUPTED = 130


class Commands(TyperGroup):
    """A group that imports a subcommand when it is asked for by name."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Name the subcommands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """Import one subcommand, or give None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        target = getattr(import_module(module), attribute)
        if not isinstance(target, typer.Typer):
            app = plain_typer()
            settings = getattr(target, "context_settings", None)
            app.command(cmd_name, context_settings=settings)(target)
            target = app
        command = typer.main.get_command(target)
        command.name = cmd_name
        return command


def plain_typer(**settings: object) -> typer.Typer:
    """Make a Typer application as all of ours are: plain help, no tracebacks in frames."""
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        **settings,  # type: ignore[arg-type]
    )


def application() -> typer.Typer:
    """Make the whole command line."""
    app = plain_typer(cls=Commands, no_args_is_help=True)

    @app.callback(epilog="Add --help after a command for its options.")
    def tequio() -> None:
        """Follow what States, international bodies and civil society promise one another."""

    return app


def _sentence(error: typer.TyperException) -> str:
    message = error.format_message() if isinstance(error, typer.BadParameter) else str(error)
    return " ".join(message.split()).rstrip(".") + "; see --help."


def run(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: as on the command line, without the program's name; None takes the process's own.

    Returns:
        The exit code: 0, or 2 for bad input, with one sentence on standard error.
    """
    group = typer.main.get_command(application())
    try:
        code = group.main(arguments, prog_name="tequio", standalone_mode=False)
    except typer.TyperException as error:
        complain(_sentence(error))
        return _BAD_INPUT
    except typer.Exit as exit_:
        return exit_.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0


def main() -> None:
    """Run as a program."""
    sys.exit(run())
