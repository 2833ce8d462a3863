"""What can be wrong with a file, each fact as one class; the message is one sentence for a person."""

# ruff: noqa: N818  the names state the fact ("file missing"), as the rules of the house ask

from __future__ import annotations


class ReadingError(Exception):
    """A file could not be read.

    Args:
        name: the file as the person named it.
        problem: what is wrong and what to do, without the name and without the stop.
    """

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return " ".join(f"{self.name}: {self.problem}.".split())  # a line break in a name stays one line


class FileMissing(ReadingError):
    """There is no file of that name."""


class FileUnreadable(ReadingError):
    """The name is a folder, a device, or a file that the system does not let us open."""


class FileEmpty(ReadingError):
    """The file has no bytes, or nothing but blanks."""


class FileTooLarge(ReadingError):
    """The file has more bytes than the limit."""


class ExpandsTooFar(ReadingError):
    """The file is small but unpacks to more than the limit, as a zip bomb does."""


class FileEncrypted(ReadingError):
    """The file needs a password."""


class FileDamaged(ReadingError):
    """The file is cut short or not what its own structure says."""


class FormatUnknown(ReadingError):
    """The bytes are not text and not a document format that is known here."""


class FormatUnsupported(ReadingError):
    """The format is known by name but is not read here."""


class EncodingUnknown(ReadingError):
    """The bytes are text in an encoding that cannot be told with certainty."""


class WordsMissing(ReadingError):
    """The document opens, but holds no words."""


class TextLayerMissing(WordsMissing):
    """The PDF holds pictures of pages, and no OCR engine is there to read them."""


class TimeExceeded(ReadingError):
    """Reading took longer than the limit."""


class MemoryExceeded(ReadingError):
    """Reading needed more memory than the limit."""


class ReaderCrashed(ReadingError):
    """The process that reads the file ended without an answer."""


def error_classes() -> dict[str, type[ReadingError]]:
    """Give every class of this tree by its name, so that an error can travel between processes."""
    found: dict[str, type[ReadingError]] = {}
    pending: list[type[ReadingError]] = [ReadingError]
    while pending:
        kind = pending.pop()
        found[kind.__name__] = kind
        pending.extend(kind.__subclasses__())
    return found
