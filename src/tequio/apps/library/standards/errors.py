"""What the library of standards refuses; each message is one sentence for a person."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.apps.library.operations.errors import LibraryError


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one line or element of a file.

    Args:
        file_name: as the person named it.
        line: from 1; 0 where it is the whole file.
        sentence: what is wrong and what to do.
    """

    file_name: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file_name}{f', line {self.line}' if self.line else ''}: {self.sentence}"


class StandardsError(LibraryError):
    """An operation on standards was not carried out."""


class RowsWrong(StandardsError):
    """Some rows of a file cannot be kept, so nothing was imported.

    Args:
        problems: one for each row, in the file's order.
    """

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems)
        more = f" ({len(problems)} such rows)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


class FileNotStandards(StandardsError):
    """A file is in none of the shapes that are imported."""


class FolderWrong(StandardsError):
    """A folder's name cannot be kept, or there is no such folder."""


class ProvisionUnknown(StandardsError):
    """There is no provision or text of that identifier."""


class NotFromHere(StandardsError):
    """An address asks too often."""


class ServerSilent(StandardsError):
    """The search server elsewhere did not answer, or not in its protocol."""


class ServerRefuses(StandardsError):
    """The search server elsewhere understood a request and refused it."""
