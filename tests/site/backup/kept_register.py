"""What tests of backups compare: the rows of all tables, and the files of a folder."""

import hashlib
import shutil
from pathlib import Path

from tequio.site.backup.tables import rows_of, tables

PRIVATE = b"what nobody may read " * 100


def fingerprint() -> dict[str, str]:
    """Give a digest of each table."""
    found = {}
    for model in tables():
        summed = hashlib.sha256()
        for piece in rows_of(model, lambda _rows: None):
            summed.update(piece)
        found[model._meta.label] = summed.hexdigest()
    return found


def files_below(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def empty_home(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
