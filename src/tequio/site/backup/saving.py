"""Making an archive of one moment of the register, while others go on working."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tequio.apps.ledger.verifying import head, one_snapshot
from tequio.site.backup.errors import ArchiveIsOfAnotherForm, CannotBeKept, NothingToKeep
from tequio.site.backup.manifest import (
    NAME,
    Manifest,
    Member,
    TableFacts,
    digest,
    migrations_here,
    program_version,
)
from tequio.site.backup.tables import columns_of, is_register_empty, last_number, rows_of, tables

# What of the home folder is taken. Not the keys (`secret-key`, `study-key`, `ledger-key.pem`), nor letters
# with links.
FOLDERS = ("files", "evidence", "studies", "seals", "models")
FILES = ("ledger-public.pem",)
_PIECE = 1 << 20
# Encrypted or packed already: deflating again costs time and saves nothing.
_DENSE = frozenset({"", ".pdf", ".docx", ".pptx", ".odt", ".npz", ".jpg", ".png", ".zip"})

Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def save(target: Path | BinaryIO, progress: Progress = silent) -> Manifest:
    """Write the whole register to one archive: tables, files, and the log of changes among them.

    The tables are read as they stand at one moment; the files after them, so that none that a row names is
    missing unless it was erased meanwhile.

    Args:
        target: path of a file that does not exist yet, or an open stream. A file gets its name when it is
            whole.
        progress: is told ("rows" or "files", how many are done, how many there are).

    Returns:
        What the archive holds.

    Raises:
        NothingToKeep: nothing was ever entered here.
        ArchiveIsOfAnotherForm: the database is of an older form than this program.
        CannotBeKept: the file exists, or cannot be written.
    """
    _require_something()
    try:
        return _write(target, progress) if not isinstance(target, Path) else _write_file(target, progress)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotBeKept(f"The archive cannot be written ({error.strerror or error}).") from None


def _write_file(target: Path, progress: Progress) -> Manifest:
    if target.exists():
        raise CannotBeKept(f"{target} exists already; name a new file.")
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        # Whoever has the archive has the register: for the owner's eyes from the first byte.
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            made = _write(file, progress)
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, target)  # unlike a renaming, never over a file that somebody made meanwhile
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return made


def _require_something() -> None:
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations
    if applied and executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ArchiveIsOfAnotherForm(
            "The database is of an older form than this program; back it up with the program that used it, "
            "or bring it up to date first."
        )
    if not applied or is_register_empty():
        raise NothingToKeep(
            "There is nothing to back up: this register is empty; check TEQUIO_HOME and DATABASE_URL."
        )


def _write(file: BinaryIO, progress: Progress) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with one_snapshot():
            made = _begin()
            total = sum(model._base_manager.count() for model in tables())
            done = 0

            def told(rows: int) -> None:
                nonlocal done
                done += rows
                progress("rows", done, total)

            for model in tables():
                before = done
                name = f"tables/{model._meta.label}.jsonl"
                made.members.append(_add(archive, name, rows_of(model, told)))
                names = tuple(column.attname for column in columns_of(model))
                made.tables.append(TableFacts(model._meta.label, names, done - before, last_number(model)))
        _add_files(archive, made, progress)
        written = made.to_json()
        _add(archive, NAME, [written])
        archive.comment = digest(written).encode("ascii")
    return made


def _begin() -> Manifest:
    end = head()
    return Manifest(
        program=program_version(),
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=migrations_here(),
        ledger={"sequence": end.sequence, "hash": end.hash},
    )


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], packed: bool = False) -> Member:
    # A fixed time: the clock may say what a ZIP file cannot hold.
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    size, summed = 0, hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            size += len(piece)
            summed.update(piece)
    return Member(name, size, summed.hexdigest())


def _add_files(archive: zipfile.ZipFile, made: Manifest, progress: Progress) -> None:
    found = list(files_here())
    for number, path in enumerate(found, 1):
        name = f"home/{path.relative_to(settings.HOME).as_posix()}"
        try:
            opened = path.open("rb")
        except FileNotFoundError:  # erased meanwhile, as a sender may ask
            continue
        with opened:
            made.members.append(_add(archive, name, _pieces(opened), path.suffix.lower() in _DENSE))
        progress("files", number, len(found))


def files_here() -> Iterator[Path]:
    """Name the files of the home folder that belong into an archive, without those that are being written."""
    home = Path(settings.HOME)
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            is_unfinished = path.name.startswith(("tmp", ".")) or path.name.endswith(".part")
            if path.is_file() and not path.is_symlink() and not is_unfinished:
                yield path
    yield from (home / name for name in FILES if (home / name).is_file())


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
