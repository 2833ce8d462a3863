"""Rows -> records: the fields of each, or the sentence that says why a row is not taken."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from tequio.engines.records.dates import NoDate, iso_date
from tequio.engines.records.shapes import TOPICS, Shape, adapted
from tequio.engines.records.types import Record, Row, RowLeftOut, RowProblem
from tequio.text import fold

Outcome = Record | RowProblem | RowLeftOut
_LONGEST_TEXT = 20_000
_LONGEST_KEY = 200
# How systems write the answer of a State, folded; what is not listed says nothing and is left empty.
ANSWERS: dict[str, str] = {
    "supported": "supported",
    "accepted": "supported",
    "aceptada": "supported",
    "apoyada": "supported",
    "partially supported": "in_part",
    "supported in part": "in_part",
    "partially accepted": "in_part",
    "accepted in part": "in_part",
    "aceptada parcialmente": "in_part",
    "noted": "noted",
    "tomada en nota": "noted",
    "anotada": "noted",
    "rejected": "rejected",
    "rechazada": "rejected",
    "not supported": "rejected",
    "not applicable": "not_applicable",
    "no aplica": "not_applicable",
}
_RECOMMENDS = re.compile(r"recom")


def read_records(rows: Iterable[Row], shape: Shape) -> Iterator[Outcome]:
    """Read the records of a file.

    Args:
        rows: of the file, from `rows_of`.
        shape: of its system; columns that the file lacks are left out.

    Yields:
        For each row a record, or a problem with the row's number, or that it asks nothing.

    Raises:
        NotMapped: the file has no column for the text.
        NotReadable: the file breaks off.
    """
    fitted: Shape | None = None
    for row in rows:
        if fitted is None:
            fitted = adapted(shape, row.values)
        yield _record(row, fitted)


def _record(row: Row, shape: Shape) -> Outcome:
    kind = _words(row, shape, "kind")
    if kind and not _RECOMMENDS.search(fold(kind)):
        return RowLeftOut(row.number, kind.strip(" -"))
    text = _words(row, shape, "text")
    if wrong := _wrong_words(row, shape, text):
        return RowProblem(row.number, wrong)
    try:
        date = iso_date(_value(row, shape, "date"), shape.day_first)
        session = _number(_words(row, shape, "session"))
    except ValueError as error:
        return RowProblem(row.number, str(error))
    states = _several(row, shape, "states")
    document = _words(row, shape, "document")
    key = _words(row, shape, "key") or _digest(text, *states, document, date)
    if len(key) > _LONGEST_KEY:
        return RowProblem(row.number, f"the identifier has more than {_LONGEST_KEY} characters")
    return Record(
        number=row.number,
        key=key,
        text=text,
        states=states,
        askers=_several(row, shape, "askers"),
        body=(_several(row, shape, "body") or (shape.body,))[0],
        document=document,
        session=session,
        date=date,
        answer=ANSWERS.get(fold(_words(row, shape, "answer")), ""),
        topics=tuple((name, label) for name in TOPICS for label in _several(row, shape, name)),
        address=_words(row, shape, "address"),
        language=_words(row, shape, "language")[:2].lower(),
    )


def _value(row: Row, shape: Shape, name: str) -> object:
    column = shape.columns.get(name)
    return row.values.get(column) if column else None


def _wrong_words(row: Row, shape: Shape, text: str) -> str:
    if not text:
        return "no words of a recommendation"
    if len(text) > _LONGEST_TEXT:
        return f"{len(text)} characters are no single recommendation"
    if nested := _nested(row, shape):
        return f"“{nested}” holds fields of its own where words are expected"
    return ""


def _nested(row: Row, shape: Shape) -> str:
    """Give the first column that holds an object, or a list in a list: its words are not for us to pick."""
    for column in shape.columns.values():
        value = row.values.get(column)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict | list):
                return column
    return ""


def _words(row: Row, shape: Shape, name: str) -> str:
    value = _value(row, shape, name)
    if isinstance(value, list):
        value = "; ".join(str(each) for each in value if each is not None)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).replace("\x00", " ").split())


def _several(row: Row, shape: Shape, name: str) -> tuple[str, ...]:
    """Give the values of a cell or a list; exports write each after a hyphen ("- Children")."""
    value = _value(row, shape, name)
    if value is None:
        return ()
    parts = value if isinstance(value, list) else re.split(shape.separator, str(value))
    found = (" ".join(str(part).split()).lstrip("- ").strip() for part in parts if part is not None)
    return tuple(dict.fromkeys(part for part in found if part))


def _number(words: str) -> int | None:
    found = re.search(r"\d{1,4}", words)
    if words and not found:
        raise NoDate(f"“{words[:40]}” is no number of a session")
    return int(found[0]) if found else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
