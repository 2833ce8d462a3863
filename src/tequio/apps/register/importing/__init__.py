"""Imports: what other systems and ministries send, looked through, taken in whole, taken back whole."""

from tequio.apps.register.importing.applying import apply_import, as_counted, discard_import
from tequio.apps.register.importing.errors import (
    AlreadyApplied,
    FileIsGone,
    ImportRefused,
    RowsAreBroken,
)
from tequio.apps.register.importing.preview import Counts, preview_import, shape_of
from tequio.apps.register.importing.undoing import Undone, undo_import

__all__ = [
    "AlreadyApplied",
    "Counts",
    "FileIsGone",
    "ImportRefused",
    "RowsAreBroken",
    "Undone",
    "apply_import",
    "as_counted",
    "discard_import",
    "preview_import",
    "shape_of",
    "undo_import",
]
