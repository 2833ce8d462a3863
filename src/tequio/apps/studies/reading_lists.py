"""A file that somebody brings -> the list or table that a study holds; no message repeats what it holds."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tequio.apps.studies.errors import WrongValue
from tequio.apps.studies.models import StudyList
from tequio.engines.estimation import CaptureTable, EstimationError, read_table
from tequio.engines.records import NotReadable, Row, rows_of

MOST_RECORDS = 1_000_000
_MEGABYTE = 1_000_000
# UTF-8 that was read as Windows-1252 once too often, and what stands for bytes that are no text.
_GARBLED = re.compile("\ufffd|\x00|Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œž]|Â[\xa0-\xbf]|â€")

# What the reader of tables says, and what is said of it here.
_REASONS = (
    (
        r"line (\d+) has more cells",
        gettext_lazy("Line %(named)s has more cells than the first line names columns."),
    ),
    (
        r"two columns named “(.*?)”",
        gettext_lazy("Two columns are named “%(named)s”; give each a name of its own."),
    ),
    (
        r"an old workbook",
        gettext_lazy("The file is an old workbook (.xls) or has a password; save it as XLSX without one."),
    ),
    (
        r"\bline (\d+)",
        gettext_lazy("The file is broken near line %(named)s; mend it there and send it again."),
    ),
)


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a file held.

    Args:
        kind: records or table.
        columns: names of its columns, or of the lists of a table.
        size: number of records, or of persons counted in a table.
        sha256: of the file as it was given.
        content: plain values that are sealed.
    """

    kind: str
    columns: list[str]
    size: int
    sha256: str
    content: dict[str, Any]


def read_list(path: Path, kind: str) -> ReadList:
    """Read a file of records or of capture histories, whatever its name.

    Args:
        path: of a CSV or XLSX file.
        kind: a value of `StudyList.Kind`.

    Raises:
        WrongValue: it is none, is too large, is broken, or holds what no list can hold. The sentence names
            line and column, and repeats of the content no more than a number or the name of a column.
    """
    _check_size(path)
    if kind == StudyList.Kind.TABLE:
        return _table(path)
    if kind == StudyList.Kind.RECORDS:
        return _records(path)
    raise WrongValue(_("Say whether the file holds records or a table of capture histories."))


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if not size:
        raise WrongValue(_("The file is empty; save it again and send the new one."))
    if size > settings.MAX_FILE_MB * _MEGABYTE:
        raise WrongValue(_("The file has more than %s MB; send a smaller one.") % settings.MAX_FILE_MB)


def digest_of(path: Path) -> str:
    """Digest a file a piece at a time."""
    summed = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            summed.update(piece)
    return summed.hexdigest()


def _table(path: Path) -> ReadList:
    try:
        with path.open("rb") as file:
            is_workbook = file.read(4) == b"PK\x03\x04"
        table = read_table(_as_csv(_rows(path)) if is_workbook else path.read_bytes())
    except EstimationError as error:
        raise WrongValue(error.say("en" if (get_language() or "es").startswith("en") else "es")) from None
    return ReadList(StudyList.Kind.TABLE, list(table.lists), table.n, digest_of(path), content_of(table))


def content_of(table: CaptureTable) -> dict[str, Any]:
    """Give a table as plain values."""
    return {
        "lists": list(table.lists),
        "histories": table.histories.tolist(),
        "counts": table.counts.tolist(),
    }


def _as_csv(rows: list[Row]) -> str:
    """Write the first sheet of a workbook as the table that the engine reads."""
    written = io.StringIO()
    columns = list(rows[0].values) if rows else []
    sheet = csv.writer(written)
    sheet.writerow(columns)
    for row in rows:
        sheet.writerow([_plain(row.values.get(name)) for name in columns])
    return written.getvalue()


def _records(path: Path) -> ReadList:
    rows = _rows(path)
    if not rows:
        raise WrongValue(_("The file has names of columns and no row; send one with records."))
    columns = [name for name in rows[0].values if name]
    for name in columns:
        if _GARBLED.search(name):
            raise WrongValue(_("The letters of the file are damaged in its first line; save it as UTF-8."))
    content: list[list[str]] = []
    for row in rows:
        cells = [_plain(row.values.get(name)) for name in columns]
        for name, cell in zip(columns, cells, strict=True):
            if _GARBLED.search(cell):
                raise WrongValue(
                    _("The letters in line %(line)s, column “%(column)s” are damaged; save it as UTF-8.")
                    % {"line": row.number, "column": name[:80]}
                )
        content.append(cells)
    if not any(any(cells) for cells in content):
        raise WrongValue(_("The file has names of columns and no row; send one with records."))
    return ReadList(
        StudyList.Kind.RECORDS, columns, len(content), digest_of(path), {"columns": columns, "rows": content}
    )


def _rows(path: Path) -> list[Row]:
    try:
        rows = list(islice(rows_of(path), MOST_RECORDS + 1))
    except NotReadable as error:
        raise WrongValue(_why(str(error))) from None
    if len(rows) > MOST_RECORDS:
        raise WrongValue(_("The file has more than %s records; part it.") % MOST_RECORDS)
    return rows


def _why(sentence: str) -> str:
    """Say why a file cannot be read; the engine says it in English and names the file, perhaps a person."""
    for pattern, said in _REASONS:
        found = re.search(pattern, sentence)
        if found:
            return str(said) % {"named": (found.groups() or ("",))[0][:80]}
    return _("The file is no table that can be read; save it as CSV or XLSX.")


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if hasattr(value, "date") and hasattr(value, "isoformat"):  # a day in a workbook is read with an hour
        return str(value.isoformat()).removesuffix("T00:00:00")
    return " ".join(str(value).replace("\x00", " ").split())
