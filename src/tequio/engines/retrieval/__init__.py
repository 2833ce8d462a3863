"""Engine `retrieval`: passages -> an index; a query -> ranked passages with the reason for each."""

from tequio.engines.retrieval.e5 import E5, shipped_model
from tequio.engines.retrieval.encoders import Encoder
from tequio.engines.retrieval.errors import (
    AnotherIsWriting,
    IndexIsUnreadable,
    ModelIsUnreadable,
    NoIndexHere,
    RetrievalError,
)
from tequio.engines.retrieval.index import Index
from tequio.engines.retrieval.passages import Hit, Passage, Reason, Results
from tequio.engines.retrieval.queries import FILTERS, Query, parse_query

__all__ = [
    "E5",
    "FILTERS",
    "AnotherIsWriting",
    "Encoder",
    "Hit",
    "Index",
    "IndexIsUnreadable",
    "ModelIsUnreadable",
    "NoIndexHere",
    "Passage",
    "Query",
    "Reason",
    "Results",
    "RetrievalError",
    "parse_query",
    "shipped_model",
]
