"""Taking a register out of an archive: all of it, or nothing."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from zlib import error as ZlibError  # noqa: N812  an exception

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, connection, transaction

from tequio.apps.ledger.verifying import head, verify_ledger
from tequio.site.backup.errors import (
    ArchiveIsBroken,
    ArchiveIsOfAnotherForm,
    CannotBeKept,
    LogIsBroken,
    RegisterIsNotEmpty,
)
from tequio.site.backup.manifest import NAME, Manifest, Member, digest, migrations_here, program_version
from tequio.site.backup.placing import Placed
from tequio.site.backup.saving import FILES, FOLDERS, Progress, silent
from tequio.site.backup.tables import columns_of, empty_all, is_register_empty, load, tables

_PIECE = 1 << 20
# A manifest of a million files is smaller than this, and so is a row with the words of the longest document.
_LONGEST_MANIFEST, _LONGEST_LINE = 1 << 29, 1 << 30
_UNREADABLE = (zipfile.BadZipFile, EOFError, ZlibError, NotImplementedError, RuntimeError, ValueError)


def restore(
    path: Path, *, replace: bool = False, with_broken_log: bool = False, progress: Progress = silent
) -> Manifest:
    """Put the register of an archive in place of an empty one.

    The archive is read twice: first it is compared with its manifest from beginning to end, then it is taken
    in, in one transaction that also verifies the log. The database may be of the other kind.

    Args:
        path: of the archive.
        replace: whether what is here is given up for it.
        with_broken_log: whether it is taken in although its log tells of something else than its records.
        progress: is told ("bytes", "rows", "events" or "files", how many are done, how many there are).

    Returns:
        What the archive holds.

    Raises:
        ArchiveIsBroken: it is no archive, was cut off or altered.
        ArchiveIsOfAnotherForm: another version of the program made it.
        RegisterIsNotEmpty: there is a register here, and `replace` was not said.
        LogIsBroken: the log does not hold together with the records.
        CannotBeKept: disk or database cannot take it.
    """
    with _opened(path) as archive:
        found = _manifest(archive)
        _require_form(found)
        if not replace and not is_register_empty():
            raise RegisterIsNotEmpty("There is a register here already; add --replace to give it up.")
        _compare(archive, found, progress)
        placed = Placed(Path(settings.HOME))
        try:
            with transaction.atomic():
                _load(archive, found, progress)
                if not with_broken_log:
                    _require_whole_log(found, progress)
                _place(archive, found, placed, progress)
        except BaseException as error:
            placed.take_back()
            if isinstance(error, DatabaseError | OSError):
                reason = " ".join(str(error).split())[:200]
                raise CannotBeKept(
                    f"The archive could not be taken in ({reason}); nothing changed."
                ) from error
            raise
        finally:
            ContentType.objects.clear_cache()
        placed.keep()
    return found


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise ArchiveIsBroken(f"{path} cannot be read ({error.strerror or error}).") from None
    except _UNREADABLE:
        raise ArchiveIsBroken(f"{path} is no archive, or was cut off; use another copy.") from None
    with archive:
        yield archive


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(NAME).file_size > _LONGEST_MANIFEST:
            raise ArchiveIsBroken("The archive's manifest is too long to be one.")
        written = archive.read(NAME)
    except KeyError:
        raise ArchiveIsBroken(
            "The file has no manifest: it is no archive that `tequio backup` made."
        ) from None
    except (OSError, *_UNREADABLE):
        raise ArchiveIsBroken("The archive's manifest cannot be read; use another copy.") from None
    if archive.comment.decode("ascii", "replace") != digest(written):
        raise ArchiveIsBroken("The archive's manifest was altered; use another copy.")
    found = Manifest.from_json(written)
    named = [member.name for member in found.members]
    if sorted(archive.namelist()) != sorted([*named, NAME]):
        raise ArchiveIsBroken("The archive holds other files than its manifest names; use another copy.")
    for name in named:
        _require_place(name)
    return found


def _require_place(name: str) -> None:
    """Let pass a name that lies where an archive has files, and leads out of no folder."""
    path = PurePosixPath(name)
    is_plain = str(path) == name and ".." not in path.parts and "\\" not in name and "\x00" not in name
    top, inner = path.parts[0] if path.parts else "", path.parts[1:]
    is_known = (top == "tables" and len(inner) == 1) or (
        top == "home" and bool(inner) and ((inner[0] in FOLDERS and len(inner) > 1) or inner[0] in FILES)
    )
    if not (is_plain and is_known):
        raise ArchiveIsBroken(f"The archive names a file where none belongs ({name!r:.80}).")


def _require_form(found: Manifest) -> None:
    here = {model._meta.label: tuple(column.attname for column in columns_of(model)) for model in tables()}
    there = {table.name: table.columns for table in found.tables}
    if found.migrations == migrations_here() and there == here:
        return
    raise ArchiveIsOfAnotherForm(
        f"The archive was made by Tequio {found.program} on tables of another form than this program has "
        f"({program_version()}); restore it with the program that made it, then bring that up to date."
    )


def _compare(archive: zipfile.ZipFile, found: Manifest, progress: Progress) -> None:
    """Compare every byte of the archive with the manifest."""
    done = 0
    for member in found.members:
        size, summed = 0, hashlib.sha256()
        for piece in _pieces(archive, member):
            size += len(piece)
            if size > member.size:
                break
            summed.update(piece)
            done += len(piece)
            progress("bytes", done, found.size)
        if (size, summed.hexdigest()) != (member.size, member.sha256):
            raise ArchiveIsBroken(f"{member.name} in the archive was altered; use another copy.")


def _pieces(archive: zipfile.ZipFile, member: Member) -> Iterator[bytes]:
    try:
        with archive.open(member.name) as opened:
            while piece := opened.read(_PIECE):
                yield piece
    except (OSError, *_UNREADABLE):
        raise ArchiveIsBroken(f"{member.name} in the archive is damaged; use another copy.") from None


def _load(archive: zipfile.ZipFile, found: Manifest, progress: Progress) -> None:
    empty_all()
    models = {model._meta.label: model for model in tables()}
    done = 0

    def told(rows: int) -> None:
        nonlocal done
        done += rows
        progress("rows", done, found.rows)

    for table in found.tables:
        try:
            with archive.open(table.member) as opened:
                load(models[table.name], table, _lines(opened), told)
        except KeyError:
            raise ArchiveIsBroken(f"The archive lacks the table {table.name}.") from None
    try:
        connection.check_constraints()
    except IntegrityError as error:
        reason = " ".join(str(error).split())[:200]
        raise ArchiveIsBroken(
            f"Rows of the archive point to rows that it does not hold ({reason})."
        ) from None


def _lines(opened: IO[bytes]) -> Iterator[bytes]:
    while line := opened.readline(_LONGEST_LINE):
        yield line


def _require_whole_log(found: Manifest, progress: Progress) -> None:
    end = head()
    if found.ledger != {"sequence": end.sequence, "hash": end.hash}:
        raise LogIsBroken("The log in the archive ends elsewhere than its manifest says; use another copy.")
    verdict = verify_ledger(progress=lambda done, total: progress("events", done, total))
    if verdict.first is not None:
        raise LogIsBroken(f"The log in the archive does not hold: {verdict.first.sentence}")


def _place(archive: zipfile.ZipFile, found: Manifest, placed: Placed, progress: Progress) -> None:
    files = [member for member in found.members if member.name.startswith("home/")]
    placed.set_aside("seals")
    for number, member in enumerate(files, 1):
        placed.put(PurePosixPath(member.name).relative_to("home"), _pieces(archive, member), member.sha256)
        progress("files", number, len(files))
