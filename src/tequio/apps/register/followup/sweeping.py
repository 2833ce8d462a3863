"""Removing files of evidence that no record speaks of."""

from __future__ import annotations

from pathlib import Path

from tequio.apps.library.operations.sweeping import Swept, sweep_folder
from tequio.apps.register.followup.files import folder
from tequio.apps.register.models import EvidenceFile


def sweep_evidence(hours: int, *, dry_run: bool = False) -> Swept:
    """Remove encrypted files whose key no record holds: nobody can read them any more.

    Args:
        hours: only files that lie here longer; what is being sent is younger.
        dry_run: whether they are only counted.

    Raises:
        OSError: one cannot be removed.
    """
    found = sweep_folder(folder(), _spoken_of, hours, dry_run=dry_run)
    places = EvidenceFile.objects.values_list("place", flat=True)
    missing = sum(not (folder() / place[:2] / place).is_file() for place in places.iterator())
    return found + Swept(missing=missing)


def _spoken_of(paths: list[Path]) -> set[Path]:
    by_place = {path.name: path for path in paths}
    known = EvidenceFile.objects.filter(place__in=by_place).values_list("place", flat=True)
    return {by_place[place] for place in known}
