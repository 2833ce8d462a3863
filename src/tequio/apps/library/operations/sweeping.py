"""Removing files that no record speaks of, as a power cut between file and record leaves them behind."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tequio.apps.library.models import DocumentVersion, Intake

_HOUR = 3600
# Names that are looked up in one query: SQLite takes so many parameters.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found.

    Args:
        removed: files that no record speaks of; with `dry_run` they are still there.
        bytes: how much they held.
        missing: records whose file is not there.
    """

    removed: int = 0
    bytes: int = 0
    missing: int = 0

    def __add__(self, other: Swept) -> Swept:
        """Add what another sweep found."""
        return Swept(self.removed + other.removed, self.bytes + other.bytes, self.missing + other.missing)


def sweep_documents(hours: int, *, dry_run: bool = False) -> Swept:
    """Remove files of documents that neither a version nor an intake speaks of.

    Args:
        hours: only files that lie here longer; what is being taken in is younger.
        dry_run: whether they are only counted.

    Raises:
        OSError: one cannot be removed.
    """
    home = Path(settings.MEDIA_ROOT)
    found = sweep_folder(home / "documents", _spoken_of, hours, dry_run=dry_run)
    names = DocumentVersion.objects.values_list("file", flat=True).distinct()
    missing = sum(not (home / name).is_file() for name in names.iterator() if name)
    return found + Swept(missing=missing)


def _spoken_of(paths: list[Path]) -> set[Path]:
    by_name = {path.relative_to(settings.MEDIA_ROOT).as_posix(): path for path in paths}
    named = set(DocumentVersion.objects.filter(file__in=by_name).values_list("file", flat=True))
    named |= set(Intake.objects.filter(file__in=by_name).values_list("file", flat=True))
    return {by_name[name] for name in named}


def sweep_folder(
    folder: Path, spoken_of: Callable[[list[Path]], set[Path]], hours: int, *, dry_run: bool
) -> Swept:
    """Remove the files of a folder that lie there long enough and of which no record speaks.

    A file gets its record within seconds, so one that is hours old and has none was left behind. The same
    document may be sent again at this very moment: a file is put aside first and looked at once more.

    Args:
        folder: with the folders below it.
        spoken_of: gives those of some paths of which a record speaks.
        hours: how long.
        dry_run: whether they are only counted.

    Raises:
        OSError: one cannot be removed.
    """
    before = time.time() - hours * _HOUR
    removed = size = 0
    for paths in _in_chunks(path for path in folder.rglob("*") if _is_old(path, before)):
        for path in sorted(set(paths) - spoken_of(paths)):
            length = path.stat().st_size
            if dry_run or _take_out(path, before, spoken_of):
                removed, size = removed + 1, size + length
    return Swept(removed, size)


def _in_chunks(paths: Iterable[Path]) -> Iterator[list[Path]]:
    found = list(paths)
    for at in range(0, len(found), _CHUNK):
        yield found[at : at + _CHUNK]


def _is_old(path: Path, before: float) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_mtime < before


def _take_out(path: Path, before: float, spoken_of: Callable[[list[Path]], set[Path]]) -> bool:
    aside = path.with_name(f".{path.name}.swept")
    os.replace(path, aside)
    if aside.stat().st_mtime >= before or spoken_of([path]):  # sent again meanwhile
        os.replace(aside, path)
        return False
    aside.unlink()
    return True
