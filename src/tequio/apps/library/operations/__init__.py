"""What can be done with documents; every error stands below `LibraryError` or is `NotAllowed`."""

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.library.operations.describing import describe, publish, withdraw
from tequio.apps.library.operations.errors import (
    DocumentUnknown,
    FileEmpty,
    FileNotKept,
    FileTooLarge,
    LibraryError,
    NothingToDo,
    PlaceOutside,
    WrongDescription,
)
from tequio.apps.library.operations.intake import resume_intakes, take_in
from tequio.apps.library.operations.passages import find_again, make_passages
from tequio.apps.library.operations.reading import INTERNAL, Kept, add_stage, read_intake

__all__ = [
    "INTERNAL",
    "DocumentUnknown",
    "FileEmpty",
    "FileNotKept",
    "FileTooLarge",
    "Kept",
    "LibraryError",
    "NotAllowed",
    "NothingToDo",
    "PlaceOutside",
    "WrongDescription",
    "add_stage",
    "describe",
    "find_again",
    "make_passages",
    "publish",
    "read_intake",
    "resume_intakes",
    "take_in",
    "withdraw",
]
