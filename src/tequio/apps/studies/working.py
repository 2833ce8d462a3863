"""What linkages and reports share: work is claimed once, tells how far it is, and says why it stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.studies.models import Linkage, StudyReport
from tequio.apps.studies.models.linkages import Work
from tequio.engines.estimation import EstimationError
from tequio.engines.linkage import LinkageError

# Seconds between two words to the page on how far the work is.
_EVERY = 0.5
# No linkage or report takes longer; what does was stopped with the program.
_LONGEST = timedelta(hours=6)

Progress = Callable[[float], None]
Piece = Linkage | StudyReport


def program() -> str:
    """Give the version of the program that does the work."""
    return version("tequio")


def seems_stopped(row: Piece) -> bool:
    """Say whether work that waits or is under way was begun so long ago that nobody does it any more."""
    is_waiting = row.state in {Work.QUEUED, Work.RUNNING}
    return is_waiting and row.at < timezone.now() - _LONGEST


def claim(row: Piece) -> bool:
    """Take work that waits, so that nobody else does it too."""
    waiting = type(row)._base_manager.filter(pk=row.pk, state=Work.QUEUED)
    return bool(waiting.update(state=Work.RUNNING))


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
