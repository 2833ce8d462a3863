"""`tequio tag`: a table of passages in, a table of proposed tags out, without any database."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tequio.cli.streams import complain, write
from tequio.engines.tagging import (
    Models,
    Proposal,
    Tags,
    UnreadableModelError,
    load_models,
    shipped_models,
    tag_with,
)

STANDARD_INPUT = "-"
LONGEST_CELL = 2_000_000
"""Characters of one cell; more is not a passage but a file put into a cell."""

_BAD_INPUT = 2
_BATCH = 512
_LISTS = ("issues", "themes", "groups", "rights", "articles", "sdgs")
_LABELLED = ("issues", "themes", "groups", "rights")
COLUMNS = (
    "row",
    "language",
    "action_category",
    "action_category_confidence",
    *(column for name in _LISTS for column in (name, f"{name}_confidence")),
)


class TableError(ValueError):
    """The input is not a table of passages; the message is the sentence that a person reads."""


class Format(StrEnum):
    """How the tags are printed."""

    CSV = "csv"
    JSON = "json"


class Language(StrEnum):
    """Languages the tagger reads."""

    ENGLISH = "en"
    SPANISH = "es"


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    header: list[str]
    rows: list[list[str]]


def tag_command(
    file: Annotated[str, typer.Argument(metavar="FILE.csv", help="A table in UTF-8; - is standard input.")],
    column: Annotated[str, typer.Option("--column", help="Name of the column with the passages.")] = "text",
    format: Annotated[
        Format, typer.Option("--format", help="csv, or json (one list, one row a line).")
    ] = Format.CSV,
    language: Annotated[
        Language | None, typer.Option("--language", help="Of all passages; told for each where left out.")
    ] = None,
    labels: Annotated[
        Language, typer.Option("--labels", help="Language of the labels that are printed.")
    ] = Language.ENGLISH,
) -> None:
    """Propose tags for each row of a table: demand strength, issues, themes, groups, rights, treaty articles,
    SDGs.

    Commas, semicolons and tabs may separate the cells. One row comes out for each row that goes in, in order.
    A table that cannot be read gets one sentence on standard error and the exit code 2; then nothing is
    printed.
    """
    try:
        passages = _passages(_table(file), column)
        models = _models()
    except (TableError, UnreadableModelError) as error:
        complain(str(error))
        raise typer.Exit(_BAD_INPUT) from error
    printed = _json_lines if format is Format.JSON else _csv_lines
    for lines in printed(_tagged(passages, models, language, labels)):
        write(lines)


def _models() -> Models | None:
    """Give the model that this site has trained, else the one that came with the package."""
    home = os.environ.get("TEQUIO_HOME")
    own = Path(home).expanduser() / "models" / "tagging.npz" if home else None
    return load_models(own) if own is not None and own.is_file() else shipped_models()


def _tagged(
    passages: Sequence[str], models: Models | None, language: Language | None, labels: Language
) -> Iterator[list[tuple[int, Tags]]]:
    for start in range(0, len(passages), _BATCH):
        found = tag_with(passages[start : start + _BATCH], models, language and language.value, labels.value)
        yield list(enumerate(found, start + 1))


def _content(file: str) -> bytes:
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise TableError(f"{file} cannot be read ({(error.strerror or 'no such file').lower()}).") from error


def _table(file: str) -> _Table:
    """Read a table whole, so that a fault in its last row is told before anything is printed."""
    name = "Standard input" if file == STANDARD_INPUT else file
    content = _content(file)
    if not content.strip():
        raise TableError(f"{name} is empty; a table with a header line is needed.")
    if b"\0" in content:
        raise TableError(f"{name} is not a CSV file in UTF-8 (it holds a NUL byte); save it as CSV in UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(
            f"{name} is not in UTF-8 (byte {error.start + 1}); save it as CSV in UTF-8."
        ) from error
    return _parsed(name, text)


def _parsed(name: str, text: str) -> _Table:
    first = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    previous = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [row for row in reader if row]
    except csv.Error as error:
        what = "a cell is too long" if "field larger" in str(error) else "a quotation mark is not closed"
        raise TableError(f"{name} cannot be read as CSV near line {reader.line_num}: {what}.") from error
    finally:
        csv.field_size_limit(previous)
    header, *body = rows
    ragged = [number for number, row in enumerate(body, 1) if len(row) != len(header)]
    if ragged:
        shown = ", ".join(map(str, ragged[:5])) + (" …" if len(ragged) > 5 else "")
        raise TableError(
            f"{name} has {len(header)} columns, but another number of cells in"
            f" row{'s' if len(ragged) > 1 else ''} {shown}."
        )
    return _Table(name, header, body)


def _passages(table: _Table, column: str) -> list[str]:
    if column not in table.header:
        known = ", ".join(f"“{name}”" for name in table.header[:8]) + (" …" if len(table.header) > 8 else "")
        shown = "".join(c if c.isprintable() else "?" for c in known)[:400]
        raise TableError(
            f"{table.name} has no column “{column}”; its columns are {shown}. Name one with --column."
        )
    at = table.header.index(column)
    return [row[at] for row in table.rows]


def _cell(name: str, proposals: Sequence[Proposal]) -> str:
    """Join proposals by ";"; a semicolon inside a label becomes a comma."""
    values = ((p.label if name in _LABELLED else p.code).replace(";", ",") for p in proposals)
    return ";".join(values)


def _csv_lines(batches: Iterator[list[tuple[int, Tags]]]) -> Iterator[str]:
    yield _csv_text([COLUMNS])
    for batch in batches:
        yield _csv_text([_csv_row(number, tags) for number, tags in batch])


def _csv_row(number: int, tags: Tags) -> list[str]:
    category = tags.action_category
    row = [str(number), tags.language or ""]
    row += [category.code, f"{category.confidence:.2f}"] if category else ["", ""]
    for name in _LISTS:
        proposals = getattr(tags, name)
        row += [_cell(name, proposals), ";".join(f"{p.confidence:.2f}" for p in proposals)]
    return row


def _csv_text(rows: Sequence[Sequence[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()


def _json_lines(batches: Iterator[list[tuple[int, Tags]]]) -> Iterator[str]:
    yield "["
    separator = "\n"
    for batch in batches:
        lines = (json.dumps(_json_object(number, tags), ensure_ascii=False) for number, tags in batch)
        yield separator + ",\n".join(lines)
        separator = ",\n"
    yield "\n]\n"


def _json_object(number: int, tags: Tags) -> dict[str, Any]:
    category = tags.action_category
    return {
        "row": number,
        "language": tags.language,
        "action_category": _json_proposal(category) if category else None,
        **{name: [_json_proposal(p) for p in getattr(tags, name)] for name in _LISTS},
    }


def _json_proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "code": proposal.code,
        "label": proposal.label,
        "confidence": proposal.confidence,
        "reason": proposal.reason,
    }
