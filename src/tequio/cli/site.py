"""Django made ready for a command: settings read, applications loaded, database brought up to date."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from tequio.cli.streams import complain

BAD_INPUT = 2


def refuse(sentence: str) -> typer.Exit:
    """Say what is wrong, in one sentence, and give what ends the command."""
    complain(sentence)
    return typer.Exit(BAD_INPUT)


def load_site() -> None:
    """Load Django with the settings of the environment; a wrong one ends the command with its sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.site.settings")
    import django
    from django.utils import translation

    from tequio.site.configuration import WrongSetting

    try:
        django.setup()
        translation.activate("en")  # the commands speak English; the pages speak the reader's language
    except WrongSetting as error:
        raise refuse(str(error)) from None
    except OSError as error:
        raise refuse(
            f"The folder of TEQUIO_HOME cannot be used ({error.strerror}: {error.filename}); name another."
        ) from None


def migrate(adopting: bool = True) -> None:
    """Bring the database to the state that this version of the program needs.

    Args:
        adopting: whether records of a kind that the log does not know yet are taken into it.
    """
    from django.core.management import call_command

    from tequio.apps.ledger.recording import adopt
    from tequio.apps.register.followup.standing import rebuild_where_missing

    with database_at_hand():
        call_command("migrate", interactive=False, verbosity=0)
        if adopting:
            adopt()
        rebuild_where_missing()


def log_to_file() -> Path:
    """Send what the program logs, tracebacks among it, to a file of the home folder instead of the screen.

    Returns:
        The file; it is made with the first entry.
    """
    from django.conf import settings

    path = Path(settings.HOME) / "errors.log"
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    # Libraries give loggers of their own a handler that writes to the screen; the root's is enough.
    for name in ("django_tasks", "django"):
        logging.getLogger(name).handlers = []
    logging.getLogger().handlers = [handler]
    return path


@contextmanager
def database_at_hand() -> Iterator[None]:
    """Turn a database that does not answer into one sentence."""
    from django.db import OperationalError

    try:
        yield
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise refuse(
            f"The database does not answer ({reason}); start it, or check DATABASE_URL and TEQUIO_HOME."
        ) from None
