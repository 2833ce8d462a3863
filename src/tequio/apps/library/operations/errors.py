"""What the library refuses; each message is one sentence for a person."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from tequio.apps.accounts.errors import Refused


class LibraryError(Refused):
    """An operation on documents was not carried out."""


class FileEmpty(LibraryError):
    """The file has no bytes."""


class FileTooLarge(LibraryError):
    """The file has more bytes than the site takes."""


class FileNotKept(LibraryError):
    """The file could not be written, as on a full disk."""


class DocumentUnknown(LibraryError):
    """There is no document of that number."""


class PlaceOutside(LibraryError):
    """A passage does not lie within its document, or holds no words."""


class WrongDescription(LibraryError):
    """What a person wrote on a document cannot be kept."""


class NothingToDo(LibraryError):
    """There is nothing that the operation would change."""
