"""What the engine takes in and gives out: rows of a file, records of the outside world, and problems."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class RecordsError(Exception):
    """A file whose records are not read; the message is one sentence for a person."""


class NotReadable(RecordsError):
    """The file is no table or export, or breaks off; nothing of it is taken."""


class NotMapped(RecordsError):
    """A mapping names a field or a column that is not there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table or one object of an export.

    Args:
        number: as a person counts: the line in a table (the header is 1), the record in an export.
        values: column -> value; None where the cell is empty.
    """

    number: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Record:
    """One recommendation as another system keeps it.

    Args:
        number: of its row.
        key: the stable identifier of that system.
        text: the exact words.
        states: who is asked.
        askers: who asks, where that is not the body.
        body: the body or mechanism.
        document: symbol or title of the document.
        session: number of the body's session, or None.
        date: ISO day, month or year, or "".
        answer: a value of `ANSWERS`, or "".
        topics: (vocabulary, label or code) as the other system writes them.
        address: where it can be read.
        language: of the text, or "".
    """

    number: int
    key: str
    text: str
    states: tuple[str, ...] = ()
    askers: tuple[str, ...] = ()
    body: str = ""
    document: str = ""
    session: int | None = None
    date: str = ""
    answer: str = ""
    topics: tuple[tuple[str, str], ...] = ()
    address: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that is not taken, and why, in one sentence."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class RowLeftOut:
    """A row that asks nothing of anybody, such as an observation; not an error."""

    number: int
    why: str
