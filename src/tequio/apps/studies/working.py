"""What linkages and reports share: work is claimed once, tells how far it is, and says why it stopped."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.studies.errors import NotInThatState
from tequio.apps.studies.models import Linkage, StudyReport
from tequio.apps.studies.models.linkages import Work
from tequio.engines.estimation import EstimationError
from tequio.engines.linkage import LinkageError

# Seconds between two words to the page on how far the work is.
_EVERY = 0.5
# Seconds between two signs of life; after some that failed to come the work was stopped with its program.
_BEAT = 15.0
_SILENT = timedelta(minutes=2)
# Work waits no longer for a worker that is there.
_WAITED = timedelta(hours=6)

logger = logging.getLogger(__name__)

Progress = Callable[[float], None]
Piece = Linkage | StudyReport


def program() -> str:
    """Give the version of the program that does the work."""
    return version("tequio")


def seems_stopped(row: Piece) -> bool:
    """Say whether nobody does this work any more: it gave no sign of life, or waits since hours."""
    now = timezone.now()
    if row.state == Work.RUNNING:
        return (row.beat or row.at) < now - _SILENT
    return row.state == Work.QUEUED and row.at < now - _WAITED


def claim(row: Piece) -> bool:
    """Take work that waits, so that nobody else does it too."""
    waiting = type(row)._base_manager.filter(pk=row.pk, state=Work.QUEUED)
    return bool(waiting.update(state=Work.RUNNING, beat=timezone.now()))


@contextmanager
def beating(row: Piece) -> Iterator[None]:
    """Give signs of life while work is done: an engine may be silent for minutes, a dead program for ever."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(_BEAT):
            try:
                type(row)._base_manager.filter(pk=row.pk, state=Work.RUNNING).update(beat=timezone.now())
            except DatabaseError:  # the next one comes soon
                logger.warning("No sign of life of %s %s could be written.", row._meta.model_name, row.pk)
            finally:
                connections.close_all()  # those of this thread

    thread = threading.Thread(target=beat, name=f"beat-{row.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def is_still_asked(row: Piece) -> bool:
    """Say whether work is still to be kept: somebody may have declared it stopped; locks the row."""
    rows = type(row)._base_manager.select_for_update(no_key=True)
    return rows.filter(pk=row.pk, state=Work.RUNNING).exists()


def declare_stopped(row: Piece, by: User, verb: str) -> None:
    """Write down that work was stopped with its program; only what seems stopped.

    Raises:
        NotInThatState: it is under way, or done.
    """
    problem = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            problem[language] = _("The program was stopped while it worked; nothing was kept.")
    with recorded(by, verb):
        now: Piece = type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)
        if not seems_stopped(now):
            raise NotInThatState(_("This work is not stopped."))
        note(now)
        now.problem, now.state = problem, Work.REFUSED
        now.save(update_fields=["problem", "state"])


def progress_of(row: Piece) -> Progress:
    """Give what writes down how far the work is, now and then; called with 0 to 1."""
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _EVERY:
            told = now
            type(row)._base_manager.filter(pk=row.pk).update(progress=min(max(share, 0.0), 1.0))

    return tell


def refuse(row: Piece, by: User, verb: str, problem: dict[str, str]) -> None:
    """Write down why work was not done; nothing else of it is kept."""
    with recorded(by, verb):
        if not is_still_asked(row):
            return
        note(row)
        row.problem, row.state = problem, Work.REFUSED
        row.save(update_fields=["problem", "state"])


def fault() -> dict[str, str]:
    """Word that the program is at fault, in each language of the site."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = _("An error of this program stopped the work; nothing was kept.")
    return found


def said_of(error: LinkageError) -> str:
    """Give why lists cannot be linked, in the reader's language."""
    return error.say("en" if (get_language() or "es").startswith("en") else "es")


def in_both(error: Exception) -> dict[str, str]:
    """Give what an error says in each language of the site.

    An engine that speaks both is asked for both; the sentence of an operation stands in the language in which
    it was raised, under both.
    """
    if isinstance(error, EstimationError | LinkageError):
        return {language: error.say(language) for language, _name in settings.LANGUAGES}
    return {language: str(error) for language, _name in settings.LANGUAGES}


def said(words: dict[str, Any]) -> str:
    """Give the sentence in the reader's language."""
    language = "en" if (get_language() or "es").startswith("en") else "es"
    return str(words.get(language) or next(iter(words.values()), ""))


REFUSALS = (Refused, EstimationError, LinkageError)
