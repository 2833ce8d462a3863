"""Files on disk under the hash of their content: written once, whole, before anything speaks of them."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from tequio.apps.library.models import DocumentVersion, Intake
from tequio.apps.library.operations.errors import FileEmpty, FileNotKept, FileTooLarge

_PIECE = 1 << 20
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file on disk.

    Args:
        sha256: of its bytes, in hexadecimal.
        size: in bytes.
        name: below the folder of files, "documents/ab/abcd….pdf".
    """

    sha256: str
    size: int
    name: str


def keep_file(file: BinaryIO, file_name: str) -> KeptFile:
    """Write a file below the hash of its content; the same content is kept once.

    Args:
        file: open for reading, at its beginning.
        file_name: as the person named it; its ending is kept.

    Raises:
        FileEmpty: no bytes.
        FileTooLarge: more than the site's limit.
        FileNotKept: it cannot be written.
    """
    folder = Path(settings.MEDIA_ROOT) / "documents"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as partial:
            try:
                digest, size = _copy(file, partial, file_name)
                partial.flush()
                os.fsync(partial.fileno())
                name = f"documents/{digest[:2]}/{digest}{_ending(file_name)}"
                target = Path(settings.MEDIA_ROOT) / name
                target.parent.mkdir(exist_ok=True)
                Path(partial.name).chmod(0o640)
                os.replace(partial.name, target)
            except BaseException:
                Path(partial.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileNotKept(
            _("%(name)s: the file could not be kept (%(reason)s); make room and send it again.")
            % {"name": file_name, "reason": reason}
        ) from error
    return KeptFile(digest, size, name)


def _copy(file: BinaryIO, target: object, file_name: str) -> tuple[str, int]:
    digest, size, limit = hashlib.sha256(), 0, settings.MAX_FILE_MB * _MEGABYTE
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > limit:
            raise FileTooLarge(
                _("%(name)s: the file has more than %(limit)s MB; split the document or drop its pictures.")
                % {"name": file_name, "limit": settings.MAX_FILE_MB}
            )
        digest.update(piece)
        target.write(piece)  # type: ignore[attr-defined]
    if not size:
        raise FileEmpty(
            _("%(name)s: the file is empty; save the document again and send the new file.")
            % {"name": file_name}
        )
    return digest.hexdigest(), size


def _ending(file_name: str) -> str:
    ending = Path(file_name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else ""


def drop_file(name: str) -> None:
    """Remove a kept file that no document and no waiting intake speaks of."""
    if not name or DocumentVersion.objects.filter(file=name).exists():
        return
    unfinished = Intake.objects.filter(file=name, state__in=[Intake.State.QUEUED, Intake.State.READING])
    if not unfinished.exists():
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)
