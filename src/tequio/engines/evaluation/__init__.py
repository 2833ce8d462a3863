"""Engine `evaluation`: findings held against what people marked in the same text, and counted."""

from tequio.engines.evaluation.marks import Found, Marked, Undertaking, UnreadableMarks, read_marks
from tequio.engines.evaluation.reliability import (
    Band,
    Measured,
    bands,
    measured_precision,
    shipped_bands,
    write_bands,
)
from tequio.engines.evaluation.scoring import FIGURES, Report, Scores, Tally, matched_spans, score

__all__ = [
    "FIGURES",
    "Band",
    "Found",
    "Marked",
    "Measured",
    "Report",
    "Scores",
    "Tally",
    "Undertaking",
    "UnreadableMarks",
    "bands",
    "matched_spans",
    "measured_precision",
    "read_marks",
    "score",
    "shipped_bands",
    "write_bands",
]
