"""Removing sealed files that no list and no linkage speaks of."""

from __future__ import annotations

from pathlib import Path

from tequio.apps.library.operations.sweeping import Swept, sweep_folder
from tequio.apps.studies.models import Linkage, StudyList
from tequio.apps.studies.sealing import folder


def sweep_studies(hours: int, *, dry_run: bool = False) -> Swept:
    """Remove sealed files whose key no record holds: nobody can read them any more.

    Args:
        hours: only files that lie here longer; what is being brought is younger.
        dry_run: whether they are only counted.

    Raises:
        OSError: one cannot be removed.
    """
    found = sweep_folder(folder(), _spoken_of, hours, dry_run=dry_run)
    places = {place for place in _places() if place}
    missing = sum(not (folder() / place[:2] / place).is_file() for place in places)
    return found + Swept(missing=missing)


def _places() -> set[str]:
    return {
        *StudyList.objects.values_list("place", flat=True),
        *Linkage.objects.values_list("place", flat=True),
    }


def _spoken_of(paths: list[Path]) -> set[Path]:
    known = _places()
    return {path for path in paths if path.name in known}
