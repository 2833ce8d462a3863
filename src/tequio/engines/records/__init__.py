"""Engine `records`: files that other systems send -> recommendations with stable keys, row by row."""

from tequio.engines.records.dates import NoDate, day_comes_first, iso_date
from tequio.engines.records.reading import ANSWERS, Outcome, read_records
from tequio.engines.records.rows import rows_of
from tequio.engines.records.shapes import FIELDS, KNOWN, TOPICS, Shape, adapted, proposed, shape_from
from tequio.engines.records.types import (
    NotMapped,
    NotReadable,
    Record,
    RecordsError,
    Row,
    RowLeftOut,
    RowProblem,
)

__all__ = [
    "ANSWERS",
    "FIELDS",
    "KNOWN",
    "TOPICS",
    "NoDate",
    "NotMapped",
    "NotReadable",
    "Outcome",
    "Record",
    "RecordsError",
    "Row",
    "RowLeftOut",
    "RowProblem",
    "Shape",
    "adapted",
    "day_comes_first",
    "iso_date",
    "proposed",
    "read_records",
    "rows_of",
    "shape_from",
]
