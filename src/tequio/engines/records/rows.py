"""A file of records -> its rows, one after the other: CSV, XLSX, and exports as one JSON array."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from tequio.engines.records.types import NotReadable, Row

# What a workbook may unpack to, and how many cells a merged range may have: no table of a ministry is larger.
_MOST_UNPACKED = 500_000_000
_MOST_MERGED = 10_000
_LONGEST_CELL = 10_000_000
_SAMPLE = 64 * 1024
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the parser says (it mixes text and bytes, over several lines) -> what is said to a person.
_BREAKS = (
    ("EOF", "it ends in the middle of a record"),
    ("UTF8", "it is not in UTF-8 there"),
    ("overflow", "a number there is too large"),
)


def rows_of(path: Path) -> Iterator[Row]:
    """Read the rows of a file by what it is, whatever its name.

    Args:
        path: a CSV file (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252), an XLSX workbook (its first
            sheet), or a JSON array of objects.

    Raises:
        NotReadable: it is none of these, or breaks off; raised where the reading comes to it.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_SAMPLE)
    except OSError as error:
        raise NotReadable(f"{path.name} cannot be opened: {error.strerror}.") from None
    if not start.strip():
        raise NotReadable(f"{path.name} is empty.")
    if start.startswith(b"PK\x03\x04"):
        return _workbook(path)
    if start.startswith(_OLD_OFFICE):
        raise NotReadable(
            f"{path.name} is an old workbook (.xls) or is locked by a password; save it as .xlsx without one."
        )
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{"):
        return _export(path)
    return _table(path, start)


def _export(path: Path) -> Iterator[Row]:
    number = 0
    with path.open("rb") as file:
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        try:
            for number, found in enumerate(ijson.items(file, "item", use_float=True), 1):
                if not isinstance(found, dict):
                    raise NotReadable(f"{path.name}: record {number} is no object.")
                yield Row(number, found)
        except ijson.JSONError as error:
            raise NotReadable(f"{path.name} is broken after record {number}: {_break(error)}.") from None
    if not number:
        raise NotReadable(f"{path.name} holds no array of records.")


def _break(error: Exception) -> str:
    said = str(error)
    return next((words for word, words in _BREAKS if word in said), "what follows is no JSON")


def _table(path: Path, start: bytes) -> Iterator[Row]:
    encoding = _encoding(path, start)
    if b"\x00" in start and encoding != "utf-16":
        raise _no_text(path)
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        line = 1
        try:
            head = file.readline()
            lines = csv.reader(itertools.chain([head], file), delimiter=max(",;\t|", key=head.count))
            header: list[str] | None = None
            for cells in lines:
                line = lines.line_num
                if header is None:
                    header = None if _is_title(cells) else _header(path, cells)
                elif any(cell.strip() for cell in cells):
                    yield Row(line, _cells(path, header, cells, line))
        except UnicodeError:
            raise _no_text(path) from None
        except csv.Error:
            raise NotReadable(f"{path.name} is broken after line {line}: it is no table there.") from None
        if header is None:
            raise _no_names(path)


def _is_title(cells: list[Any]) -> bool:
    """Whether a line above the header fills one of several cells only (merged ones count as one)."""
    return len(cells) > 1 and sum(1 for cell in cells if str(cell or "").strip()) < 2


def _no_text(path: Path) -> NotReadable:
    return NotReadable(f"{path.name} is no table: it holds bytes that are no text.")


def _no_names(path: Path) -> NotReadable:
    return NotReadable(f"{path.name} has no names of columns in its first line.")


def _encoding(path: Path, start: bytes) -> str:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    try:
        with path.open(encoding="utf-8") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _header(path: Path, cells: list[Any]) -> list[str]:
    names = [" ".join(str(cell if cell is not None else "").split()) for cell in cells]
    if not any(names):
        raise _no_names(path)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise NotReadable(f"{path.name} has two columns named “{twice[0]}”; rename one.")
    return names


def _cells(path: Path, header: list[str], cells: list[Any], number: int) -> dict[str, object]:
    if len(cells) > len(header) and any(str(cell or "").strip() for cell in cells[len(header) :]):
        raise NotReadable(f"{path.name}: line {number} has more cells than the header names columns.")
    padded = itertools.chain(cells, itertools.repeat(None))
    return {
        name: (value if not isinstance(value, str) or value.strip() else None)
        for name, value in zip(header, padded, strict=False)
        if name
    }


def _workbook(path: Path) -> Iterator[Row]:
    import openpyxl  # noqa: PLC0415  takes a third of a second, and most files are none

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise NotReadable(f"{path.name} unpacks to more than {_MOST_UNPACKED // 1_000_000} MB.")
        content = path.read_bytes()
        written = openpyxl.load_workbook(io.BytesIO(content), data_only=False).worksheets[0]
        valued = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    except NotReadable:
        raise
    except Exception:
        raise NotReadable(f"{path.name} is no workbook that can be opened.") from None
    merged = _merged_values(path, valued)
    lines = enumerate(zip(written.iter_rows(), valued.iter_rows(), strict=True), 1)
    header: list[str] | None = None
    for number, (as_written, as_valued) in lines:
        cells = [_value(path, w, v, merged) for w, v in zip(as_written, as_valued, strict=True)]
        if all(cell is None for cell in cells) or (
            header is None and _is_title([cell.value for cell in as_valued])
        ):
            continue
        if header is None:
            header = _header(path, cells)
        else:
            yield Row(number, _cells(path, header, cells, number))
    if header is None:
        raise NotReadable(f"{path.name} has no names of columns in its first sheet.")


def _merged_values(path: Path, sheet: Any) -> dict[tuple[int, int], object]:
    """Give the value of a merged range to each of its cells: it was written once for all of them."""
    values: dict[tuple[int, int], object] = {}
    for area in sheet.merged_cells.ranges:
        if area.size["rows"] * area.size["columns"] > _MOST_MERGED:
            raise NotReadable(
                f"{path.name} has a merged range of more than {_MOST_MERGED} cells ({area.coord})."
            )
        value = sheet.cell(area.min_row, area.min_col).value
        values |= dict.fromkeys(itertools.chain.from_iterable(area.rows), value)
    return values


def _value(path: Path, written: Any, valued: Any, merged: dict[tuple[int, int], object]) -> object:
    value = valued.value
    if value is None and written.data_type == "f":
        raise NotReadable(
            f"{path.name}: cell {written.coordinate} is a formula without a stored value; save the file in a"
            " spreadsheet program first."
        )
    if valued.data_type == "e":
        raise NotReadable(f"{path.name}: cell {written.coordinate} holds the error {value}; correct it.")
    if value is None:
        value = merged.get((written.row, written.column))
    return value if not isinstance(value, str) or value.strip() else None
