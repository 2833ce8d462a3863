"""The whole of a register in one archive, and back, on whichever database.

An archive is a ZIP file that any program opens: `tables/` with a line of JSON for each row, `home/` with
files of the home folder, and last `manifest.json`, which names every member with its size and SHA-256, the
migrations that made the tables, and how far the log had come. It is written and read piece by piece.
"""

from tequio.site.backup.errors import (
    ArchiveIsBroken,
    ArchiveIsOfAnotherForm,
    BackupError,
    CannotBeKept,
    LogIsBroken,
    NothingToKeep,
    RegisterIsNotEmpty,
)
from tequio.site.backup.manifest import Manifest
from tequio.site.backup.restoring import restore
from tequio.site.backup.saving import save

__all__ = [
    "ArchiveIsBroken",
    "ArchiveIsOfAnotherForm",
    "BackupError",
    "CannotBeKept",
    "LogIsBroken",
    "Manifest",
    "NothingToKeep",
    "RegisterIsNotEmpty",
    "restore",
    "save",
]
